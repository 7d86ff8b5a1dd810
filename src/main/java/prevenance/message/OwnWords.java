package prevenance.message;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a person wrote instead of a template.
///
/// @param subject one line
/// @param body    plain text, paragraphs parted by an empty line
record OwnWords(String subject, String body) {
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_BODY = 10_000;
    private static final String LINE_BREAKS = "\u0085\u2028\u2029";

    OwnWords {
        subject = subject.strip();
        body = body.replace("\r\n", "\n").replace('\r', '\n').replace('\t', ' ').strip();
    }

    /// What stands in the way of sending them, in words for who wrote them; empty when nothing does.
    Optional<String> problem() {
        if (subject.isEmpty()) {
            return Optional.of("the subject is empty; write one line");
        }
        if (body.isEmpty()) {
            return Optional.of("the text is empty; write at least one paragraph");
        }
        if (subject.chars().anyMatch(OwnWords::isUnfit)) {
            return Optional.of("the subject holds a line break or a control character; write it on one line");
        }
        if (body.chars().anyMatch(c -> c != '\n' && isUnfit(c))) {
            return Optional.of("the text holds control characters; write plain paragraphs");
        }
        if (subject.length() > LONGEST_SUBJECT) {
            return Optional.of("the subject has " + subject.length() + " characters; at most " + LONGEST_SUBJECT);
        }
        return body.length() > LONGEST_BODY
                ? Optional.of("the text has " + body.length() + " characters; at most " + LONGEST_BODY)
                : Optional.empty();
    }

    /// The paragraphs of a body, in their order.
    static List<String> paragraphs(String body) {
        return Arrays.stream(body.split("\n\\s*\n"))
                .map(String::strip)
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
    }

    private static boolean isUnfit(int character) {
        return Character.isISOControl(character) || LINE_BREAKS.indexOf(character) >= 0;
    }
}
