package prevenance.page;

import io.javalin.http.Context;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import prevenance.web.ListenerSettings;
import prevenance.web.Refusal;

/// Whether a form comes from a page of ours. The link is the proof already; this is a second lock.
final class OwnForm {
    private OwnForm() {}

    /// @throws Refusal 403 when another site made the browser send it, or no browser did
    static void require(Context context, ListenerSettings listener) {
        String site = context.header("Sec-Fetch-Site");
        boolean ours = site == null ? isOurs(context.header("Origin"), context, listener) : site.equals("same-origin");
        if (!ours) {
            throw Refusal.forbidden();
        }
    }

    /// @throws Refusal 403 when a browser sends it from another site; mail programs send no such header
    static void requireNoForeignSite(Context context) {
        String site = context.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw Refusal.forbidden();
        }
    }

    /// Browsers before 2023 tell only the origin, and `null` for it from a page that tells nobody its address, as ours.
    private static boolean isOurs(@Nullable String origin, Context context, ListenerSettings listener) {
        if (origin == null) {
            return false;
        }
        if (origin.equals("null")) {
            return true;
        }
        URI publicUrl = listener.publicUrl();
        String ours = publicUrl == null
                ? "http://" + context.host()
                : publicUrl.getScheme() + "://" + publicUrl.getAuthority();
        return origin.equalsIgnoreCase(ours);
    }
}
