package prevenance.console;

import io.javalin.http.Context;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Why something could not be done, in the reader's language. The acts say it in English; what is not known here stays
/// so.
final class WhyWords {
    /// @param key of the text; the groups of the pattern are its arguments
    private record Known(Pattern pattern, String key) {}

    private static final List<Known> ALL = List.of(
            known("the case has changed meanwhile.*|it has changed meanwhile.*", "why.changed"),
            known("the case is with (\\S+);.*", "why.with"),
            known("case (\\d+) is open about the same.*", "why.other-open"),
            known("case (\\d+) is linked with .*", "why.linked"),
            known("the note is empty.*|the text is empty.*", "why.empty"),
            known("the reason is empty.*", "why.reason"),
            known("the words are empty.*", "why.words"),
            known("the answer is empty.*", "why.answer"),
            known("the call would be in the past.*|a case is laid aside until an hour to come", "why.past"),
            known("the day is not in the future.*", "why.past"),
            known("the (?:hour|day) cannot be read.*", "why.unreadable"),
            known("the amount (?:cannot be read|is not known).*", "why.amount"),
            known("only Prevenance itself gives the reason.*", "why.not-a-persons"),
            known("a case cannot be swapped with itself.*", "why.itself"),
            known(
                    "the case has a replacement already|replacement (\\S+) .* stands for this already.*",
                    "why.replacement"),
            known("the case has a refund already|refund (\\S+) .* pays for this already.*", "why.refund"),
            known("the case is about no parcel.*", "why.no-parcel"),
            known("no inquiry is open in this case.*", "why.no-inquiry"),
            known("documents are missing.*", "why.documents"),
            known("the case has a claim already", "why.claim"),
            known("the claim has been sent.*|only a claim that was not sent.*", "why.claim-sent"),
            known("the claim does not wait for an answer.*", "why.claim-waits"),
            known("whoever proposed it cannot confirm it.*", "why.second-person"),
            known("it was triggered.*|it has left.*|it is over|it is not under way|it waits for nobody", "why.over"));

    private static Known known(String pattern, String key) {
        return new Known(Pattern.compile(pattern, Pattern.DOTALL), key);
    }

    private WhyWords() {}

    static String of(Shell shell, Context context, String why) {
        for (Known known : ALL) {
            Matcher matcher = known.pattern.matcher(why);
            if (matcher.matches()) {
                @Nullable Object[] arguments = new Object[matcher.groupCount()];
                for (int i = 0; i < arguments.length; i++) {
                    String group = matcher.group(i + 1);
                    arguments[i] = group == null ? "" : group;
                }
                return shell.text(context, known.key, arguments);
            }
        }
        return why;
    }
}
