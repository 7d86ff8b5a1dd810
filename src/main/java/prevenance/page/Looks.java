package prevenance.page;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import prevenance.message.BrandSettings;
import prevenance.message.Logo;
import prevenance.message.ShopSettings;
import prevenance.web.Open;
import prevenance.web.Refusal;

/// What the page looks like: one style sheet of what all sites share, what the page adds and the colours of the shop,
/// and the shop's logo. Browsers keep both for ever under the name of their digest.
final class Looks {
    private static final String[] FILES = {"/prevenance/web/assets/common.css", "/prevenance/page/assets/page.css"};
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/\\s*", Pattern.DOTALL);
    private static final int DIGEST_BYTES = 6;
    private static final BrandSettings USUAL = BrandSettings.defaults();
    private static final int MOST_LOGO_BYTES = 12 << 10;
    private static final int HIGHEST_LOGO = 40;
    private static final int WIDEST_LOGO = 200;

    @SuppressWarnings("ArrayRecordComponent")
    private record Kept(byte[] bytes, String type) {}

    private final String common;
    private final Map<String, Kept> byPath = new ConcurrentHashMap<>();

    Looks() {
        StringBuilder all = new StringBuilder();
        Arrays.stream(FILES).map(Looks::read).forEach(all::append);
        common = COMMENT.matcher(all).replaceAll("");
    }

    /// Where the style sheet with a shop's colours is served.
    String style(ShopSettings shop) {
        byte[] bytes = (common + colours(shop.brand())).getBytes(StandardCharsets.UTF_8);
        return keep(bytes, "page.css", "text/css; charset=utf-8");
    }

    /// A shop's logo as the page shows it.
    record Picture(String path, int width, int height) {}

    /// Null when the shop has none, or a heavy one: the page must open on a bad connection.
    @Nullable
    Picture logo(ShopSettings shop) {
        Logo logo = shop.brand().logo();
        if (logo == null || logo.bytes().length > MOST_LOGO_BYTES) {
            return null;
        }
        boolean png = logo.mediaType().equals("image/png");
        double scale =
                Math.min(1.0, Math.min((double) HIGHEST_LOGO / logo.height(), (double) WIDEST_LOGO / logo.width()));
        return new Picture(
                keep(logo.bytes(), png ? "logo.png" : "logo.jpg", logo.mediaType()),
                (int) Math.max(1, Math.round(logo.width() * scale)),
                (int) Math.max(1, Math.round(logo.height() * scale)));
    }

    private static String colours(BrandSettings brand) {
        if (brand.accent().equals(USUAL.accent()) && brand.accentDark().equals(USUAL.accentDark())) {
            return "";
        }
        String soft = "--accent-soft:color-mix(in srgb,var(--accent) 12%,var(--card))";
        return ":root{--accent:" + brand.accent() + ";" + soft + "}@media (prefers-color-scheme:dark){:root{--accent:"
                + brand.accentDark() + ";" + soft + "}}";
    }

    private String keep(byte[] bytes, String name, String type) {
        String path = "/looks/" + digest(bytes) + "/" + name;
        byPath.putIfAbsent(path, new Kept(bytes, type));
        return path;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/looks/{digest}/{name}", this::serve, Open.TO_ALL);
    }

    private void serve(Context context) {
        Kept kept = byPath.get(context.path());
        if (kept == null) {
            throw Refusal.notFound();
        }
        context.header("Cache-Control", "public, max-age=31536000, immutable");
        context.contentType(kept.type()).result(kept.bytes());
    }

    private static String read(String file) {
        try (var in = Looks.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no style sheet " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
