package prevenance.carrier;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// Gives a statement its meaning, as [StatusReading] says.
final class MeaningReader {
    private static final Meaning NONE =
            new Meaning(TrackingStatus.UNKNOWN_UNMAPPED, false, "no table and no text rule", null, null, false);

    private final ReplyReading reading;
    private final String language;
    private final ReadingTrace trace;

    /// A meaning and where it comes from.
    ///
    /// @param by       what decided, for people
    /// @param key      by which a table was, or would have been, asked; null where the carrier has no codes
    /// @param byCode   what the code alone means; null when no table lists it
    /// @param byWords  whether the words have their part in it already
    record Meaning(
            TrackingStatus status,
            boolean informational,
            String by,
            @Nullable String key,
            @Nullable TrackingStatus byCode,
            boolean byWords) {}

    MeaningReader(ReplyReading reading, String language, ReadingTrace trace) {
        this.reading = reading;
        this.language = language;
        this.trace = trace;
    }

    Meaning read(ReplyPath.Place place, String code, String text) {
        String folded = Accents.fold(text);
        Meaning first =
                byTable(reading.event().keys(), place).or(() -> byText(folded)).orElse(NONE);
        trace.meaning(first.status(), first.by());
        Meaning meaning = believed(refined(first, place, code, folded), folded);
        return meaning.key() == null ? keyed(meaning, place) : meaning;
    }

    private Meaning refined(Meaning meaning, ReplyPath.Place place, String code, String folded) {
        for (StatusReading.Refinement rule : reading.status().refine()) {
            if (rule.takes(meaning.status(), code)
                    && rule.match().stream()
                            .allMatch(pattern -> pattern.matcher(folded).find())
                    && rule.when().stream().allMatch(condition -> condition.holds(place))) {
                trace.meaning(rule.status(), rule.where());
                // An ignored code that its words make clear is a statement like any other.
                boolean ignored = meaning.status() == TrackingStatus.UNKNOWN_UNMAPPED && meaning.informational();
                return new Meaning(
                        rule.status(),
                        rule.informational().orElse(meaning.informational() && !ignored),
                        rule.where(),
                        meaning.key(),
                        meaning.byCode(),
                        meaning.byWords() || rule.match().isPresent());
            }
        }
        return meaning;
    }

    /// The end of a journey that the statement's own words deny has no meaning: either the table is wrong, or the
    /// carrier, or the reply was damaged on its way.
    private Meaning believed(Meaning meaning, String folded) {
        if (meaning.byWords() || meaning.informational() || !StatementWords.deny(meaning.status(), folded)) {
            return meaning;
        }
        String why = "the words, which deny " + meaning.status().wireName() + ",";
        trace.meaning(TrackingStatus.UNKNOWN_UNMAPPED, why);
        return new Meaning(TrackingStatus.UNKNOWN_UNMAPPED, false, why, meaning.key(), meaning.byCode(), false);
    }

    private Optional<Meaning> byTable(List<ReplyPath> keys, ReplyPath.Place place) {
        StatusReading status = reading.status();
        for (ReplyPath path : keys) {
            Optional<String> key = path.text(place);
            Optional<StatusTable.Row> row = key.flatMap(status::row).or(() -> key.flatMap(status.ignored()::find));
            if (row.isPresent()) {
                trace.key(path, key, row.get().where());
                TrackingStatus means = row.get().status();
                return Optional.of(
                        new Meaning(means, row.get().informational(), row.get().where(), key.get(), means, false));
            }
            trace.key(path, key, null);
        }
        return Optional.empty();
    }

    private Optional<Meaning> byText(String folded) {
        return reading.status().textRules().stream()
                .filter(rule -> rule.language().isEmpty()
                        || language.toLowerCase(Locale.ROOT)
                                .startsWith(rule.language().toLowerCase(Locale.ROOT)))
                .filter(rule -> rule.match().matcher(folded).find())
                .findFirst()
                .map(rule -> new Meaning(rule.status(), rule.informational(), rule.where(), null, null, true));
    }

    /// The first key that the statement gives is the one that a table would have to list.
    private Meaning keyed(Meaning meaning, ReplyPath.Place place) {
        String key = ReplyPath.first(reading.event().keys(), place).orElse(null);
        return new Meaning(
                meaning.status(), meaning.informational(), meaning.by(), key, meaning.byCode(), meaning.byWords());
    }

    /// The entry's own status for a statement without a meaning; empty when it has none, or the words deny that too.
    Optional<Meaning> ofEntry(ReplyPath.Place entry, TrackingEvent newest) {
        return byTable(reading.status().entryKeys(), entry)
                .filter(known -> known.status() != TrackingStatus.UNKNOWN_UNMAPPED)
                .filter(known -> !StatementWords.deny(known.status(), Accents.fold(newest.carrierText())));
    }
}
