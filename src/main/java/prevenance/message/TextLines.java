package prevenance.message;

import java.util.regex.Pattern;

/// The plain text part as people write mails: lines of at most 76 signs, broken at blanks only.
final class TextLines {
    private static final int WIDTH = 76;
    private static final Pattern ENDS = Pattern.compile("[ \t]+\n");
    private static final Pattern GAPS = Pattern.compile("\n{3,}");
    /// A phone number stays in one piece.
    private static final Pattern WITHIN_NUMBER = Pattern.compile("(?<=\\d) (?=\\d)");
    private static final String TIED = "\uE000";
    private static final String BULLET = "- ";
    /// The line before a signature: a mail reader knows it by its blank.
    private static final String SIGNATURE = "--";

    private TextLines() {}

    /// Without blanks at the ends of lines and without wide gaps.
    static String unwrapped(String text) {
        return GAPS.matcher(ENDS.matcher(text).replaceAll("\n"))
                .replaceAll("\n\n")
                .strip();
    }

    static String tidied(String text) {
        String tidy = unwrapped(text);
        StringBuilder wrapped = new StringBuilder();
        for (String line : tidy.split("\n", -1)) {
            wrap(line.equals(SIGNATURE) ? line + " " : line, wrapped);
        }
        return wrapped.toString();
    }

    private static void wrap(String written, StringBuilder out) {
        String line = WITHIN_NUMBER.matcher(written).replaceAll(TIED);
        String indent = line.startsWith(BULLET) ? " ".repeat(BULLET.length()) : "";
        int width = 0;
        for (String word : line.equals(SIGNATURE + " ") ? new String[] {line} : line.split(" ", -1)) {
            if (width > indent.length() && width + 1 + word.length() > WIDTH) {
                out.append('\n').append(indent);
                width = indent.length();
            } else if (width > 0) {
                out.append(' ');
                width++;
            }
            out.append(word.replace(TIED, " "));
            width += word.length();
        }
        out.append('\n');
    }
}
