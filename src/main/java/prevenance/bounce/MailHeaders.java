package prevenance.bounce;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The lines `Name: value` at the head of a mail, of a part, or of a group of fields in a report.
///
/// @param lines unfolded, in their order, names in lower case
record MailHeaders(List<Line> lines) {
    private static final int MOST_LINES = 500;
    private static final int LONGEST_VALUE = 4_000;
    private static final int LONGEST_NAME = 80;
    private static final Pattern ENCODED_WORD =
            Pattern.compile("=\\?([^?\\s]{1,40})\\?([bBqQ])\\?([^?\\s]{0,900})\\?=");

    record Line(String name, String value) {}

    record Split(MailHeaders headers, String body) {}

    /// The headers at the beginning of a text, and what comes after the first empty line.
    static Split split(String text) {
        List<Line> lines = new ArrayList<>();
        int at = text.startsWith("From ") ? after(text, 0) : 0;
        while (at < text.length()) {
            int next = after(text, at);
            String line = text.substring(at, text.charAt(next - 1) == '\n' ? next - 1 : next);
            if (line.isEmpty()) {
                return new Split(new MailHeaders(List.copyOf(lines)), text.substring(next));
            }
            boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
            if (folded && !lines.isEmpty()) {
                Line last = lines.removeLast();
                lines.add(new Line(
                        last.name(),
                        shortened(last.value() + " " + shortened(line).strip())));
            } else if (!folded) {
                int colon = nameEnd(line);
                if (colon < 0 && !lines.isEmpty() && lines.getLast().value().endsWith(";")) {
                    // A parameter whose line was not indented.
                    Line last = lines.removeLast();
                    lines.add(new Line(
                            last.name(),
                            shortened(last.value() + " " + shortened(line).strip())));
                    at = next;
                    continue;
                }
                if (colon < 0) {
                    return new Split(new MailHeaders(List.copyOf(lines)), text.substring(at));
                }
                if (lines.size() < MOST_LINES) {
                    lines.add(new Line(
                            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                            shortened(line.substring(colon + 1)).strip()));
                }
            }
            at = next;
        }
        return new Split(new MailHeaders(List.copyOf(lines)), "");
    }

    /// Where the colon of a header line stands; -1 when it is none.
    static int nameEnd(String line) {
        int colon = line.indexOf(':');
        if (colon < 1 || colon > LONGEST_NAME) {
            return -1;
        }
        return line.substring(0, colon).stripTrailing().chars().allMatch(c -> c > ' ' && c <= '~') ? colon : -1;
    }

    private static String shortened(String value) {
        return value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value;
    }

    private static int after(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end + 1;
    }

    /// Empty when there is no such header.
    String first(String name) {
        return lines.stream()
                .filter(line -> line.name().equals(name))
                .map(Line::value)
                .findFirst()
                .orElse("");
    }

    boolean has(String name) {
        return lines.stream().anyMatch(line -> line.name().equals(name));
    }

    /// With encoded words (RFC 2047) put into plain ones.
    String plain(String name) {
        Matcher word = ENCODED_WORD.matcher(first(name));
        StringBuilder plain = new StringBuilder();
        while (word.find()) {
            word.appendReplacement(plain, Matcher.quoteReplacement(decoded(word)));
        }
        return word.appendTail(plain).toString();
    }

    private static String decoded(Matcher word) {
        Charset charset = MailPart.charset(word.group(1));
        String text = word.group(3);
        if (word.group(2).equalsIgnoreCase("b")) {
            try {
                return new String(Base64.getMimeDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1)), charset);
            } catch (IllegalArgumentException broken) {
                return "";
            }
        }
        MailPart quoted = new MailPart(
                new MailHeaders(List.of(
                        new Line("content-transfer-encoding", "quoted-printable"),
                        new Line("content-type", "text/plain; charset=" + word.group(1)))),
                text.replace('_', ' '),
                List.of());
        return quoted.text();
    }

    /// A parameter such as `charset` of a header's value, without its quotes; empty when it has none.
    static String parameter(String value, String name) {
        String lower = value.toLowerCase(Locale.ROOT);
        for (int at = lower.indexOf(';'); at >= 0; at = lower.indexOf(';', at + 1)) {
            int equals = lower.indexOf('=', at);
            if (equals > 0 && lower.substring(at + 1, equals).strip().equals(name)) {
                String rest = value.substring(equals + 1).strip();
                if (rest.startsWith("\"")) {
                    int end = rest.indexOf('"', 1);
                    return end < 0 ? rest.substring(1) : rest.substring(1, end);
                }
                int end = rest.indexOf(';');
                return (end < 0 ? rest : rest.substring(0, end)).strip();
            }
        }
        return "";
    }
}
