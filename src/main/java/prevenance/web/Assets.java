package prevenance.web;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Styles, scripts and pictures of a site, named with their digest so that browsers keep them for ever.
public final class Assets {
    private static final int DIGEST_BYTES = 6;
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2");

    private static final class Asset {
        private final byte[] bytes;
        private final String type;

        Asset(byte[] bytes, String type) {
            this.bytes = bytes;
            this.type = type;
        }
    }

    private final Map<String, String> paths = new LinkedHashMap<>();
    private final Map<String, Asset> byPath = new LinkedHashMap<>();

    /// @param files resources such as `/prevenance/web/assets/common.css`; called by their last name
    public Assets(List<String> files) {
        for (String file : files) {
            String name = file.substring(file.lastIndexOf('/') + 1);
            byte[] bytes = read(file);
            String path = "/assets/" + digest(bytes) + "/" + name;
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            if (type == null || paths.put(name, path) != null) {
                throw new IllegalStateException("asset " + file + " has an unknown type, or a name that is taken");
            }
            byPath.put(path, new Asset(bytes, type));
        }
    }

    /// Where an asset is served.
    ///
    /// @throws IllegalArgumentException when there is none of that name
    public String path(String name) {
        String path = paths.get(name);
        if (path == null) {
            throw new IllegalArgumentException("no asset '" + name + "'");
        }
        return path;
    }

    /// Serves them to everybody.
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/assets/{digest}/{name}", this::serve, Open.TO_ALL);
    }

    private void serve(Context context) {
        @Nullable Asset asset = byPath.get(context.path());
        if (asset == null) {
            throw Refusal.notFound();
        }
        context.header("Cache-Control", "public, max-age=31536000, immutable");
        context.contentType(asset.type).result(asset.bytes);
    }

    private static byte[] read(String file) {
        try (var in = Assets.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no asset " + file);
            }
            return in.readAllBytes();
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
