package prevenance.carrier;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/// A request as people may see it: every secret, token and signature is replaced by its name, such as
/// `<credentials.key>`.
///
/// @param method  `GET` or `POST`
/// @param address whole, with its query
/// @param headers by name
/// @param body    laid out; empty when none is sent
public record ShownRequest(String method, String address, Map<String, String> headers, String body) {
    private static final Pattern PLACEHOLDER = Pattern.compile("0secret([0-9a-f]+)z0");

    /// What stands for a secret while the request is written: characters that no escaping changes.
    static String placeholder(String name) {
        return "0secret" + HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8)) + "z0";
    }

    /// The text with the names in the place of what stood for them.
    static String named(String text) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found ->
                        "<" + new String(HexFormat.of().parseHex(found.group(1)), StandardCharsets.UTF_8) + ">");
    }
}
