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
    private static final Pattern NAMES = Pattern.compile("[^\\s<>]{1,80}@[^\\s<>]{1,200}|\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final Pattern AT_SENDER =
            Pattern.compile("(?i)(?:in reply to|after|response to) mail from|>>> mail from");
    private static final Pattern AT_TEXT =
            Pattern.compile("(?i)in reply to (?:end of )?data|>>> data|after end of data|smtp command data");
    private static final Pattern AT_RECIPIENT = Pattern.compile("(?i)rcpt|does not like recipient");
    private static final Pattern VAGUE = Pattern.compile("user unknown|unknown user|no such user");
    private static final int LONGEST_TEXT = 300;

    private FailureReading() {}

    /// @param recipient  null when unknown
    /// @param status     the report's field `Status`, empty when there is none
    /// @param diagnostic what the refusing server said, empty when there is nothing
    /// @param notice     what the mail says to people
    static BounceReport.Failure of(@Nullable String recipient, String status, String diagnostic, String notice) {
        String said = diagnostic.isBlank() ? notice : diagnostic;
        String exact = exact(status, said);
        String reply = first(REPLY, NAMES.matcher(said).replaceAll(" "));
        return new BounceReport.Failure(
                recipient, cause(exact, reply, diagnostic, notice), (reply + " " + exact).strip(), line(said));
    }

    private static FailureCause cause(String status, String reply, String diagnostic, String notice) {
        if (AT_SENDER.matcher(diagnostic).find() || AT_SENDER.matcher(notice).find()) {
            return FailureCause.MESSAGE_REFUSED;
        }
        String said = FailureWords.folded(diagnostic);
        Optional<FailureCause> words = FailureWords.cause(said);
        if (status.startsWith("4.") || status.isEmpty() && reply.startsWith("4")) {
            return words.filter(cause -> cause == FailureCause.MAILBOX_UNAVAILABLE || status.startsWith("4.1."))
                    .orElse(FailureCause.NOT_NOW);
        }
        FailureCause cause = words.or(() -> definite(status, reply))
                .or(() -> FailureWords.cause(FailureWords.folded(notice)))
                .or(() -> likely(status, reply))
                .orElse(FailureCause.UNKNOWN);
        return cause.isHard() && isDoubtful(status, said, said + " " + FailureWords.folded(notice))
                ? FailureCause.MAILBOX_UNAVAILABLE
                : cause;
    }

    /// Who took the address at first and says only after the text that nobody is there has a filter. And a mailbox
    /// that is closed (5.2.1) is one that does not exist only when the address itself was refused.
    private static boolean isDoubtful(String status, String said, String all) {
        boolean atText = AT_TEXT.matcher(all).find();
        boolean atRecipient = !atText && AT_RECIPIENT.matcher(all).find();
        if (status.startsWith("5.1.") || atRecipient) {
            return false;
        }
        return status.equals("5.2.1") || VAGUE.matcher(said).find() && (atText || said.indexOf('@') < 0);
    }

    /// RFC 3463, section 3, and the registry of enhanced status codes.
    private static Optional<FailureCause> definite(String status, String reply) {
        // RFC 7504: a host or domain that never takes mail.
        if (reply.equals("521") || reply.equals("556")) {
            return Optional.of(FailureCause.NO_SUCH_ADDRESS);
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
        String vague = "";
        Matcher status = STATUS.matcher(said + " " + field);
        while (status.find()) {
            if (!status.group(3).equals("0") && !status.group().endsWith(".5.0")) {
                return status.group();
            }
            vague = vague.isEmpty() ? status.group() : vague;
        }
        return vague;
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
