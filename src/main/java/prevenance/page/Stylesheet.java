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
import prevenance.web.Open;
import prevenance.web.Refusal;

/// The page's one style sheet: what all sites share, what the page adds, and the colours of the shop. One request, kept
/// by browsers for ever under the name of its digest.
final class Stylesheet {
    private static final String[] FILES = {"/prevenance/web/assets/common.css", "/prevenance/page/assets/page.css"};
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/\\s*", Pattern.DOTALL);
    private static final int DIGEST_BYTES = 6;

    private final String common;
    private final Map<String, byte[]> byPath = new ConcurrentHashMap<>();

    Stylesheet() {
        StringBuilder all = new StringBuilder();
        Arrays.stream(FILES).map(Stylesheet::read).forEach(all::append);
        common = COMMENT.matcher(all).replaceAll("");
    }

    /// Where the style sheet with a shop's colours is served.
    ///
    /// @param colours as rules, empty for our own
    String path(String colours) {
        byte[] bytes = (common + colours).getBytes(StandardCharsets.UTF_8);
        String path = "/style/" + digest(bytes) + "/page.css";
        byPath.putIfAbsent(path, bytes);
        return path;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/style/{digest}/page.css", this::serve, Open.TO_ALL);
    }

    private void serve(Context context) {
        byte @Nullable [] bytes = byPath.get(context.path());
        if (bytes == null) {
            throw Refusal.notFound();
        }
        context.header("Cache-Control", "public, max-age=31536000, immutable");
        context.contentType("text/css; charset=utf-8").result(bytes);
    }

    private static String read(String file) {
        try (var in = Stylesheet.class.getResourceAsStream(file)) {
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
