package prevenance.carrier;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A reply's body laid out for people, one member or element a line; what is neither JSON nor XML stays as it is.
public final class IndentedBody {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Pattern TOKEN =
            Pattern.compile("<!\\[CDATA\\[.*?\\]\\]>|<!--.*?-->|<[^>]*>|[^<]+", Pattern.DOTALL);

    private IndentedBody() {}

    /// The lines of the body.
    public static List<String> lines(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        return (text.startsWith("<") ? xml(text) : json(text)).lines().toList();
    }

    private static String json(String text) {
        try {
            return JSON.writeValueAsString(JSON.readTree(text));
        } catch (JacksonException neither) {
            return text;
        }
    }

    private static String xml(String text) {
        StringBuilder out = new StringBuilder();
        int depth = 0;
        boolean leaf = false;
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            String part = token.group().strip();
            if (part.isEmpty()) {
                continue;
            }
            boolean end = part.startsWith("</");
            boolean start = part.startsWith("<") && !end && !part.startsWith("<!") && !part.startsWith("<?");
            boolean words = !part.startsWith("<") || part.startsWith("<![CDATA[");
            depth -= end ? 1 : 0;
            boolean beside = words || end && leaf;
            out.append(beside || out.isEmpty() ? "" : "\n" + "  ".repeat(Math.max(0, depth)));
            out.append(part);
            leaf = words || start && !part.endsWith("/>");
            depth += start && !part.endsWith("/>") ? 1 : 0;
        }
        return out.toString();
    }
}
