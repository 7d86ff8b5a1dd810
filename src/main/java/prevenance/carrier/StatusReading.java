package prevenance.carrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import prevenance.config.YamlSection;
import prevenance.tracking.TrackingStatus;

/// How an event gets its meaning: tables by key, then text rules, then, for the newest event, the entry's own status;
/// what none of them knows is `unknown.unmapped`. Last, the refinements correct what the code alone gets wrong.
///
/// @param tables     in order; the first that lists a key decides
/// @param ignored    keys without meaning, after the tables and before any text rule; see [StatusTable#readIgnored]
/// @param textRules  the first that matches decides, for events whose keys no table lists
/// @param entryKeys  keys of the parcel's own status, looked up in the same tables for a newest event that is unmapped
/// @param refine     the first that holds decides
public record StatusReading(
        List<StatusTable> tables,
        StatusTable ignored,
        List<TextRule> textRules,
        List<ReplyPath> entryKeys,
        List<Refinement> refine) {
    /// The list of ignored codes, beside the definition.
    static final String IGNORED = "ignored-codes.csv";

    /// The row that decides about a key; empty when no table has it, though the ignored list may.
    Optional<StatusTable.Row> row(String key) {
        return tables.stream().flatMap(table -> table.find(key).stream()).findFirst();
    }

    /// Meaning by text.
    ///
    /// @param match    searched for in the text, upper case and without accents
    /// @param language only when the carrier was asked in a language that starts with this; empty for all
    /// @param where    file, line and path
    public record TextRule(
            Pattern match, String language, TrackingStatus status, boolean informational, String where) {}

    /// A correction of a meaning.
    ///
    /// @param from   statuses it applies to: names, or beginnings such as `delivered.*`; empty for all
    /// @param code   the carrier's codes it applies to; empty for all
    /// @param match  searched for in the text, upper case and without accents
    /// @param when   a condition on the event (`$item`: the parcel's entry)
    /// @param status the meaning when all of these hold
    /// @param where  file, line and path
    public record Refinement(
            List<String> from,
            List<String> code,
            Optional<Pattern> match,
            Optional<ReplyPath> when,
            TrackingStatus status,
            Optional<Boolean> informational,
            String where) {

        boolean takes(TrackingStatus current, String carrierCode) {
            String name = current.wireName();
            boolean fromFits = from.isEmpty()
                    || from.stream()
                            .anyMatch(f ->
                                    f.endsWith("*") ? name.startsWith(f.substring(0, f.length() - 1)) : name.equals(f));
            return fromFits && (code.isEmpty() || code.contains(carrierCode));
        }
    }

    /// The text rule that a person would add for words without a code, its status left to him.
    public static String draftRule(String text) {
        String literal = Accents.fold(text).strip().replaceAll("[\\\\.\\[\\]{}()*+?^$|]", "\\\\$0");
        return "- { match: '" + literal.replace("'", "''") + "', status: }";
    }

    static StatusReading read(YamlSection section, List<StatusTable> tables, StatusTable ignored) {
        List<TextRule> textRules = new ArrayList<>();
        for (YamlSection rule : section.list("text")) {
            rule.text("match");
            rule.text("status");
            Optional<Pattern> match = Written.pattern(rule, "match");
            Optional<TrackingStatus> status = Written.status(rule, "status");
            String language = rule.text("language", "");
            boolean informational = rule.yesNo("informational", false);
            if (match.isPresent() && status.isPresent()) {
                textRules.add(new TextRule(match.get(), language, status.get(), informational, rule.where()));
            }
        }
        List<Refinement> refine = new ArrayList<>();
        for (YamlSection rule : section.list("refine")) {
            rule.text("status");
            List<String> from = rule.texts("from");
            for (String name : from) {
                boolean known = name.endsWith("*")
                        ? TrackingStatus.wireNames().stream()
                                .anyMatch(s -> s.startsWith(name.substring(0, name.length() - 1)))
                        : TrackingStatus.find(name).isPresent();
                if (!known) {
                    rule.problem("from", "'" + name + "' is no status", "take a status name or a beginning with *");
                }
            }
            List<String> code = rule.texts("code");
            Optional<Pattern> match = Written.pattern(rule, "match");
            Optional<ReplyPath> when = Written.path(rule, "when");
            Optional<Boolean> informational =
                    rule.has("informational") ? Optional.of(rule.yesNo("informational", false)) : Optional.empty();
            Written.status(rule, "status")
                    .ifPresent(
                            s -> refine.add(new Refinement(from, code, match, when, s, informational, rule.where())));
        }
        return new StatusReading(tables, ignored, textRules, Written.paths(section, "entry-keys"), refine);
    }
}
