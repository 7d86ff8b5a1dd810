package prevenance.console;

import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prevenance.assess.Flag;
import prevenance.assess.FlagKind;
import prevenance.assess.Reasons;
import prevenance.cases.CaseEntry;
import prevenance.web.Dates;

/// A case's story in the reader's language. Stories are kept in English; what Prevenance itself wrote is put into words
/// anew where its meaning is known, what people wrote stays as it is.
final class StoryWords {
    private static final Pattern FLAG = Pattern.compile("(?s)([A-Z_]+)(, step \\d+| ended| dealt with)?(: .*)?");
    private static final Pattern KIND = Pattern.compile("(?:Opened|Now): ([A-Z_]+), priority (\\d)");
    private static final Pattern ASIDE = Pattern.compile("(?s)Laid aside until (\\S+): (.*)");

    private final Shell shell;

    StoryWords(Shell shell) {
        this.shell = shell;
    }

    /// @param flags all of the case's parcel
    String of(Context context, CaseEntry entry, List<Flag> flags) {
        String text = entry.text();
        Optional<String> said = switch (entry.kind()) {
            case FLAG_RAISED, FLAG_STEPPED, FLAG_CLOSED -> flag(context, entry, flags);
            case OPENED, UPGRADED -> graver(context, text);
            case CLOSED -> named(context, text, "Closed: ", "close-reason.");
            case ROOT_CAUSE -> named(context, text, "Cause: ", "root-cause.");
            case ASSIGNED -> assigned(context, text);
            case CALL_BACK ->
                text.startsWith("To be called at ")
                        ? moment(context, text.substring("To be called at ".length()))
                        : Optional.empty();
            case LAID_ASIDE -> aside(context, text);
            case MESSAGE,
                    UNREACHABLE,
                    PROMISED_NEWS,
                    REASONS_ENDED,
                    CUSTOMER_SAID,
                    REPORTED,
                    NOTE,
                    CALLED,
                    WOKEN,
                    DECIDED,
                    LINKED,
                    DEADLINE,
                    REOPENED -> Optional.empty();
        };
        return said.orElse(text);
    }

    private Optional<String> flag(Context context, CaseEntry entry, List<Flag> flags) {
        Matcher matcher = FLAG.matcher(entry.text());
        if (!matcher.matches() || !shell.texts().has("flag-kind." + matcher.group(1))) {
            return Optional.empty();
        }
        Locale locale = Shell.locale(context);
        FlagKind kind = FlagKind.valueOf(matcher.group(1));
        String name = shell.text(context, "flag-kind." + kind);
        boolean ended = matcher.group(2) != null && !matcher.group(2).startsWith(", step");
        return flags.stream()
                .filter(flag -> flag.kind() == kind && !flag.raisedAt().isAfter(entry.at()))
                .max(Comparator.comparing(Flag::raisedAt))
                .map(flag -> ended ? flag.closedBy() : flag.reason())
                .map(reason -> name + (isFrench(locale) ? " : " : ": ") + Reasons.text(reason, locale, shell.zone()))
                // The flag is of another time or gone: its name is better than a sentence in another language.
                .or(() -> isFrench(locale) ? Optional.of(name) : Optional.empty());
    }

    private Optional<String> graver(Context context, String text) {
        Matcher matcher = KIND.matcher(text);
        return matcher.matches() && shell.texts().has("case-kind." + matcher.group(1))
                ? Optional.of(shell.text(
                        context, "story.kind", shell.text(context, "case-kind." + matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    private Optional<String> named(Context context, String text, String before, String words) {
        String key = words + text.substring(text.startsWith(before) ? before.length() : 0);
        return shell.texts().has(key) ? Optional.of(shell.text(context, key)) : Optional.empty();
    }

    private Optional<String> assigned(Context context, String text) {
        if (text.startsWith("Assigned to ")) {
            return Optional.of(shell.text(context, "story.assigned", text.substring("Assigned to ".length())));
        }
        return text.startsWith("Given back by ")
                ? Optional.of(shell.text(context, "story.given-back", text.substring("Given back by ".length())))
                : Optional.empty();
    }

    private Optional<String> aside(Context context, String text) {
        Matcher matcher = ASIDE.matcher(text);
        return matcher.matches()
                ? moment(context, matcher.group(1))
                        .map(until -> shell.text(context, "story.until", until) + matcher.group(2))
                : Optional.empty();
    }

    private Optional<String> moment(Context context, String text) {
        try {
            return Optional.of(Dates.moment(Instant.parse(text), shell.zone(), Shell.locale(context)));
        } catch (DateTimeException another) {
            return Optional.empty();
        }
    }

    private static boolean isFrench(Locale locale) {
        return locale.getLanguage().equals("fr");
    }
}
