package prevenance.web;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/// The headers of every answer (OWASP ASVS 5.0, chapter 3.4): scripts, styles and pictures only from ourselves, nothing
/// inline, nobody frames us, nothing is told to other sites.
///
/// @param secure   reached by TLS: browsers are told to stay with it
/// @param referrer what other pages learn of this one's address; `no-referrer` where the address is itself a key
public record SecurityHeaders(boolean secure, String referrer) {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                + " form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

    /// For a mail shown in a frame of ours: it styles itself, and can do nothing else.
    private static final String MAIL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
            + "frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

    void writeTo(Context context) {
        all().forEach(context::header);
    }

    /// Name and value of each.
    Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Content-Security-Policy", POLICY);
        all.put("X-Content-Type-Options", "nosniff");
        all.put("X-Frame-Options", "DENY");
        all.put("Referrer-Policy", referrer);
        all.put("Cross-Origin-Opener-Policy", "same-origin");
        all.put("Cross-Origin-Resource-Policy", "same-origin");
        all.put("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
        all.put("Cache-Control", "no-store");
        all.put("X-Robots-Tag", "noindex, nofollow");
        if (secure) {
            all.put("Strict-Transport-Security", "max-age=31536000");
        }
        return all;
    }

    /// Lets a page of ours frame this answer, which may style itself and can do nothing else.
    public static void forFramedMail(Context context) {
        context.header("Content-Security-Policy", MAIL_POLICY);
        context.header("X-Frame-Options", "SAMEORIGIN");
    }
}
