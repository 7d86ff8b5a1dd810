package prevenance.carrier;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import prevenance.config.YamlSection;

/// How the reply to a registration is read.
///
/// @param format       what a body that answers is written in
/// @param outcomes     rules on the whole reply; `answered` leaves it to the entries
/// @param items        the entries, one per number
/// @param number       the number inside an entry; empty when the reply holds none
/// @param itemOutcomes rules on one entry; one that no rule takes could not be read
/// @param reference    the aggregator's own name of the number, inside an entry
public record RegistrationReading(
        ReplyReading.Format format,
        List<OutcomeRule> outcomes,
        ReplyPath items,
        List<ReplyPath> number,
        List<OutcomeRule> itemOutcomes,
        List<ReplyPath> reference) {
    private static final Set<OutcomeRule.Word> OF_AN_ENTRY = EnumSet.of(
            OutcomeRule.Word.REGISTERED,
            OutcomeRule.Word.ALREADY_REGISTERED,
            OutcomeRule.Word.NOT_FOUND,
            OutcomeRule.Word.THROTTLED,
            OutcomeRule.Word.REFUSED,
            OutcomeRule.Word.UNREACHABLE);
    private static final Set<OutcomeRule.Word> OF_THE_WHOLE = EnumSet.of(
            OutcomeRule.Word.ANSWERED,
            OutcomeRule.Word.REGISTERED,
            OutcomeRule.Word.ALREADY_REGISTERED,
            OutcomeRule.Word.THROTTLED,
            OutcomeRule.Word.REFUSED,
            OutcomeRule.Word.UNREACHABLE);

    static RegistrationReading read(YamlSection section) {
        section.text("format");
        List<OutcomeRule> entries = OutcomeRule.read(section, "item-outcomes", OF_AN_ENTRY);
        if (entries.isEmpty()) {
            section.problem(
                    "item-outcomes", "says nowhere what is registered", "- { when: 'accepted', outcome: registered }");
        }
        return new RegistrationReading(
                section.choice("format", ReplyReading.Format.class, ReplyReading.Format.JSON),
                OutcomeRule.read(section, "outcomes", OF_THE_WHOLE),
                Written.path(section, "items").orElseGet(() -> ReplyPath.parse("$")),
                Written.paths(section, "number"),
                entries,
                Written.paths(section, "reference"));
    }
}
