package prevenance.cli;

import java.util.ArrayList;
import java.util.List;

/// A text broken between words.
final class Paragraph {
    private Paragraph() {}

    /// A word longer than a line stays whole.
    static String wrap(String first, String other, String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean fresh = true;
        for (String word : text.split("(?<=\\S) (?=\\S)", -1)) {
            if (!fresh && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(other);
                fresh = true;
            }
            line.append(fresh ? "" : " ").append(word);
            fresh = false;
        }
        lines.add(line.toString());
        return String.join("\n", lines);
    }
}
