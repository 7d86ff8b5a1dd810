package prevenance.carrier;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A reply whose values are rewritten one by one while its shape stays: keys, order, lists, elements and attributes.
final class ReplyLeaves {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();
    private static final Pattern TOKEN = Pattern.compile(
            "<!\\[CDATA\\[(?<cdata>.*?)\\]\\]>|<!--.*?-->|<\\?.*?\\?>|<(?<tag>[^>]*)>|(?<text>[^<]+)", Pattern.DOTALL);
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "(?<before>\\s(?<name>[\\w:.-]+)\\s*=\\s*)(?<quote>[\"'])(?<value>.*?)\\k<quote>", Pattern.DOTALL);
    private static final Pattern ENTITY = Pattern.compile("&(#x?[0-9a-fA-F]+|lt|gt|amp|quot|apos);");

    /// `{"name": "signed by", "value": …}`: the name says what the value is.
    static final String LABEL = "(label)";

    private static final Set<String> LABELS = Set.of("name", "key", "label", "title");
    private static final List<String> VALUES = List.of("value", "val", "content");
    private static final Pattern LABELLED =
            Pattern.compile("</(?:\\w+:)?(?:name|key|label|title)>\\s*<(?:\\w+:)?(?:value|val|content)\\b");

    /// Gives the value that stands at a path from then on.
    @FunctionalInterface
    interface Rewriting {
        /// @param path keys from the root down, without the places in lists
        String value(List<String> path, String value);
    }

    private final Rewriting rewriting;
    private final Deque<String> path = new ArrayDeque<>();

    private ReplyLeaves(Rewriting rewriting) {
        this.rewriting = rewriting;
    }

    /// The reply with its values rewritten, laid out; what is neither JSON nor XML is rewritten as one value.
    static String rewrite(String text, Rewriting rewriting) {
        ReplyLeaves leaves = new ReplyLeaves(rewriting);
        if (text.strip().startsWith("<")) {
            return String.join(
                            "\n",
                            IndentedBody.lines(leaves.xml(text).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    + "\n";
        }
        try {
            return JSON.writeValueAsString(leaves.json(JSON.readTree(text))) + "\n";
        } catch (JacksonException neither) {
            return rewriting.value(List.of(), text);
        }
    }

    private List<String> here() {
        List<String> here = new ArrayList<>(path);
        Collections.reverse(here);
        return here;
    }

    private @Nullable JsonNode json(@Nullable JsonNode node) {
        return switch (node) {
            case null -> null;
            case ObjectNode group -> group(group);
            case ArrayNode list -> {
                ArrayNode copy = JSON.createArrayNode();
                list.forEach(member -> copy.add(json(member)));
                yield copy;
            }
            default -> leaf(node);
        };
    }

    private ObjectNode group(ObjectNode group) {
        ObjectNode copy = JSON.createObjectNode();
        boolean labelled = VALUES.stream().anyMatch(group::has);
        group.properties().forEach(member -> {
            path.push(labelled && LABELS.contains(member.getKey()) ? LABEL : member.getKey());
            copy.set(member.getKey(), json(member.getValue()));
            path.pop();
        });
        return copy;
    }

    private JsonNode leaf(JsonNode node) {
        if (!node.isString() && !node.isNumber()) {
            return node;
        }
        String was = node.asString();
        String now = rewriting.value(here(), was);
        if (now.equals(was)) {
            return node;
        }
        return node.isNumber() && now.matches("0|[1-9][0-9]{0,30}")
                ? JSON.getNodeFactory().numberNode(new java.math.BigInteger(now))
                : JSON.getNodeFactory().stringNode(now);
    }

    private String xml(String text) {
        StringBuilder out = new StringBuilder();
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            if (token.group("text") != null) {
                String words = token.group("text");
                List<String> at = here();
                if (LABELLED.matcher(text).region(token.end(), text.length()).lookingAt()) {
                    at.set(at.size() - 1, LABEL);
                }
                String rest = words.strip();
                out.append(rest.isEmpty() ? words : escaped(rewriting.value(at, unescaped(rest))));
            } else if (token.group("cdata") != null) {
                out.append(escaped(rewriting.value(here(), token.group("cdata"))));
            } else if (token.group("tag") != null && !token.group("tag").startsWith("!")) {
                out.append(tag(token.group("tag")));
            } else {
                // A remark may hold anything and says nothing to the reader.
                out.append(token.group().startsWith("<!--") ? "" : token.group());
            }
        }
        return out.toString();
    }

    private String tag(String tag) {
        if (tag.startsWith("/")) {
            if (!path.isEmpty()) {
                path.pop();
            }
            return "<" + tag + ">";
        }
        path.push(tag.replaceFirst("(?s)[\\s/].*", "").replaceFirst("^.*:", ""));
        String rewritten = ATTRIBUTE.matcher(tag).replaceAll(found -> {
            boolean space = found.group("name").startsWith("xmlns");
            String name = found.group("name").replaceFirst("^.*:", "");
            path.push(LABELS.contains(name) && !PersonalKind.isPerson(path.getFirst()) ? LABEL : name);
            String value =
                    space ? found.group("value") : escaped(rewriting.value(here(), unescaped(found.group("value"))));
            path.pop();
            return Matcher.quoteReplacement(found.group("before") + '"' + value.replace("\"", "&quot;") + '"');
        });
        if (tag.endsWith("/")) {
            path.pop();
        }
        return "<" + rewritten + ">";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String unescaped(String text) {
        return ENTITY.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "lt" -> "<";
                            case "gt" -> ">";
                            case "amp" -> "&";
                            case "quot" -> "\"";
                            case "apos" -> "'";
                            default -> character(found.group(1), found.group());
                        }));
    }

    private static String character(String number, String whole) {
        int code = number.startsWith("#x")
                ? Integer.parseInt(number.substring(2), 16)
                : number.length() > 8 ? -1 : Integer.parseInt(number.substring(1));
        return Character.isValidCodePoint(code) ? Character.toString(code) : whole;
    }
}
