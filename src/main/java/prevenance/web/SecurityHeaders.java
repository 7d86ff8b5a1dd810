package prevenance.web;

import io.javalin.http.Context;

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
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("X-Frame-Options", "DENY");
        context.header("Referrer-Policy", referrer);
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
        context.header("Cache-Control", "no-store");
        context.header("X-Robots-Tag", "noindex, nofollow");
        if (secure) {
            context.header("Strict-Transport-Security", "max-age=31536000");
        }
    }

    /// Lets a page of ours frame this answer, which may style itself and can do nothing else.
    public static void forFramedMail(Context context) {
        context.header("Content-Security-Policy", MAIL_POLICY);
        context.header("X-Frame-Options", "SAMEORIGIN");
    }
}
