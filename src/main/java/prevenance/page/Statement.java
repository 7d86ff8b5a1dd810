package prevenance.page;

import io.javalin.http.Context;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CustomerActKind;
import prevenance.cases.CustomerVoice;

/// What somebody wrote into a form.
///
/// @param text    his words
/// @param choice  of several, empty for none
/// @param phone   a number to call, empty for none
/// @param sure    he ticked that it is so
record Statement(String text, String choice, String phone, boolean sure) {
    /// Nothing yet.
    static final Statement EMPTY = new Statement("", "", "", false);

    /// Fewer than what is kept, because a line about photos or hours may be added.
    static final int MOST_CHARACTERS = 2_000;

    private static final int MOST_OF_A_NUMBER = 40;
    private static final Set<String> DECISIONS = Set.of("RESHIP", "REFUND");
    private static final Set<String> DAY_PARTS = Set.of("morning", "afternoon", "any");

    static Statement read(Context context) {
        String phone = OwnWords.clean(context.formParam("phone")).replace('\n', ' ');
        return new Statement(
                OwnWords.clean(context.formParam("text")),
                Objects.requireNonNullElse(context.formParam("choice"), ""),
                phone.length() > MOST_OF_A_NUMBER ? phone.substring(0, MOST_OF_A_NUMBER) : phone,
                context.formParam("sure") != null);
    }

    /// Key of the text that says what is missing; empty when nothing is.
    ///
    /// @param photos how many came with it
    Optional<String> problem(CustomerActKind kind, int photos) {
        if (text.length() > MOST_CHARACTERS) {
            return Optional.of("problem.too-long");
        }
        return Optional.ofNullable(
                switch (kind) {
                    case NOT_RECEIVED -> sure ? null : "problem.not-sure";
                    case DAMAGED -> text.isEmpty() && photos == 0 ? "problem.no-damage" : null;
                    case WRONG_ITEM -> text.isEmpty() ? "problem.no-words" : null;
                    case ADDRESS -> text.isEmpty() ? "problem.no-address" : null;
                    case CHOICE -> DECISIONS.contains(choice) ? null : "problem.no-choice";
                    case SURVEY -> choice.matches("[1-5]") ? null : "problem.no-mark";
                    case CALL_ME -> DAY_PARTS.contains(choice) ? null : "problem.no-time";
                    case ARRIVED, STOP_PROGRESS, RESUME_PROGRESS, REFUND_ARRIVED, REFUND_NOT_ARRIVED -> null;
                });
    }

    /// As the staff reads it, null for nothing.
    @Nullable
    String forStaff(CustomerActKind kind, int photos) {
        StringBuilder all = new StringBuilder();
        if (kind == CustomerActKind.CALL_ME) {
            all.append("When: ")
                    .append(choice.equals("any") ? "any time" : choice)
                    .append('\n');
            if (!phone.isEmpty()) {
                all.append("Number: ").append(phone).append('\n');
            }
        }
        all.append(text);
        if (photos > 0) {
            all.append(all.isEmpty() ? "" : "\n").append("Photos: ").append(photos);
        }
        String said = all.toString().strip();
        return said.isEmpty() ? null : said.substring(0, Math.min(said.length(), CustomerVoice.MAX_WORDS));
    }

    /// What the case keeps as his choice, null when it was none.
    @Nullable
    String kept(CustomerActKind kind) {
        return kind == CustomerActKind.CHOICE || kind == CustomerActKind.SURVEY ? choice : null;
    }
}
