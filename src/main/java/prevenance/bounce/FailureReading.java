package prevenance.bounce;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What one failure means: by the enhanced status (RFC 3463) where it says something definite, then by the words, then
/// by what is left of the codes.
final class FailureReading {
    private static final Pattern STATUS = Pattern.compile("(?<![\\d.])([45])\\.(\\d{1,3})\\.(\\d{1,3})(?![\\d.]*\\d)");
    private static final Pattern REPLY = Pattern.compile("(?<![\\d.:\\-])([45][0-5]\\d)(?![\\d.:])");
    private static final int LONGEST_TEXT = 300;

    private FailureReading() {}

    /// @param recipient  null when unknown
    /// @param status     the report's field `Status`, empty when there is none
    /// @param diagnostic what the refusing server said, empty when there is nothing
    /// @param notice     what the mail says to people
    static BounceReport.Failure of(@Nullable String recipient, String status, String diagnostic, String notice) {
        String said = diagnostic.isBlank() ? notice : diagnostic;
        String exact = exact(status, said);
        String reply = first(REPLY, said);
        FailureCause cause = cause(exact, reply, diagnostic, notice);
        return new BounceReport.Failure(recipient, cause, (reply + " " + exact).strip(), line(said));
    }

    private static FailureCause cause(String status, String reply, String diagnostic, String notice) {
        Optional<FailureCause> words =
                diagnostic.isBlank() ? Optional.empty() : FailureWords.cause(FailureWords.folded(diagnostic));
        return words.or(() -> definite(status))
                .or(() -> FailureWords.cause(FailureWords.folded(notice)))
                .or(() -> likely(status, reply))
                .orElse(FailureCause.UNKNOWN);
    }

    /// RFC 3463, section 3, and the registry of enhanced status codes.
    private static Optional<FailureCause> definite(String status) {
        if (status.startsWith("4.")) {
            return Optional.of(status.equals("4.2.2") ? FailureCause.MAILBOX_UNAVAILABLE : FailureCause.NOT_NOW);
        }
        return Optional.ofNullable(
                switch (status) {
                    case "5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.10" -> FailureCause.NO_SUCH_ADDRESS;
                    case "5.2.1", "5.2.2" -> FailureCause.MAILBOX_UNAVAILABLE;
                    case "5.1.7", "5.1.8", "5.2.3", "5.3.4" -> FailureCause.MESSAGE_REFUSED;
                    case "5.4.4" -> FailureCause.NO_SUCH_ADDRESS;
                    default ->
                        status.startsWith("5.7.") || status.startsWith("5.6.") ? FailureCause.MESSAGE_REFUSED : null;
                });
    }

    private static Optional<FailureCause> likely(String status, String reply) {
        if (status.startsWith("5.1.")) {
            return Optional.of(FailureCause.NO_SUCH_ADDRESS);
        }
        if (status.startsWith("5.4.") || reply.startsWith("4")) {
            return Optional.of(FailureCause.NOT_NOW);
        }
        return reply.equals("552") ? Optional.of(FailureCause.MAILBOX_UNAVAILABLE) : Optional.empty();
    }

    /// The status that says most: the server's own words may hold a better one than the report's field.
    private static String exact(String field, String said) {
        String reported = first(STATUS, field);
        String quoted = first(STATUS, said);
        return quoted.isEmpty() || isVague(quoted) && !reported.isEmpty() ? reported : quoted;
    }

    private static boolean isVague(String status) {
        return status.endsWith(".0.0") || status.endsWith(".5.0");
    }

    private static String first(Pattern pattern, String text) {
        Matcher match = pattern.matcher(text);
        return match.find() ? match.group() : "";
    }

    private static String line(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return clean.length() > LONGEST_TEXT ? clean.substring(0, LONGEST_TEXT) : clean;
    }
}
