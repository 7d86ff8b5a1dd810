package prevenance.carrier;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// The statements inside one parcel's entry.
///
/// @param language in which the carrier was asked
/// @param now      when it answered
/// @param trace    told what is decided
record EventReader(ReplyReading reading, String language, Instant now, ReadingTrace trace) {
    /// A carrier's clock may be wrong by so much; what lies further ahead is no statement about the past.
    private static final Duration AHEAD = Duration.ofHours(24);

    private static final int LONGEST_TEXT = 1000;

    /// A time with what is known of its clock.
    private record Occurred(LocalDateTime local, @Nullable ZoneOffset offset) {}

    /// @throws UnreadableReplyException when a statement's time cannot be read
    ParcelHistory history(ReplyPath.Place entry) {
        List<TrackingEvent> events = new ArrayList<>();
        trace.entry();
        for (Object each : reading.events().all(entry)) {
            if (!(each instanceof Map)) {
                throw new UnreadableReplyException("an event is not a group");
            }
            event(entry.event(each)).ifPresent(events::add);
        }
        ParcelHistory history = withEntryStatus(new ParcelHistory(events), entry);
        trace.history(history);
        return history;
    }

    private Optional<TrackingEvent> event(ReplyPath.Place place) {
        ReplyReading.EventReading event = reading.event();
        trace.statement();
        Optional<ReplyPath> drop = event.drop().stream()
                .filter(condition -> condition.holds(place))
                .findFirst();
        if (drop.isPresent()) {
            return dropped("reply.event.drop holds: " + drop.get());
        }
        String code = limited(ReplyPath.first(event.code(), place).orElse(""));
        String text = limited(ReplyPath.first(event.text(), place).orElse(""));
        String country =
                ReplyPath.first(event.country(), place).flatMap(Countries::code).orElse(null);
        boolean dated = event.time().stream()
                .anyMatch(t -> ReplyPath.first(t.value(), place).isPresent());
        if (!dated && (event.undatedDropped() || code.isEmpty() && text.isEmpty())) {
            return dropped("it has no time" + (event.undatedDropped() ? " (drop-undated)" : ", code or text"));
        }
        Occurred occurred = occurred(place, country);
        if (occurred == null) {
            if (event.undatedDropped()) {
                return dropped("its time fits no pattern (drop-undated)");
            }
            throw new UnreadableReplyException("the time of an event cannot be read");
        }
        Meaning meaning = meaning(place, code, text);
        TrackingEvent read = new TrackingEvent(
                code,
                text,
                occurred.local(),
                occurred.offset(),
                meaning.status(),
                meaning.informational(),
                ReplyPath.first(event.place(), place).map(EventReader::limited).orElse(null),
                country);
        boolean plausible =
                occurred.local().getYear() >= 2000 && !read.occurredAt().isAfter(now.plus(AHEAD));
        if (!plausible) {
            return dropped("its time is before 2000 or more than 24 hours ahead");
        }
        trace.kept(read);
        return Optional.of(read);
    }

    private Optional<TrackingEvent> dropped(String why) {
        trace.dropped(why);
        return Optional.empty();
    }

    private static String limited(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }

    private @Nullable Occurred occurred(ReplyPath.Place place, @Nullable String country) {
        for (TimeReading reading : reading.event().time()) {
            Optional<String> text = ReplyPath.first(reading.value(), place);
            if (text.isEmpty()) {
                continue;
            }
            for (TimePattern pattern : reading.patterns()) {
                TimePattern.Moment moment = pattern.read(text.get());
                if (moment != null) {
                    trace.time(text.get(), pattern);
                    return new Occurred(moment.local(), offset(reading, moment, place, country));
                }
            }
        }
        return null;
    }

    private @Nullable ZoneOffset offset(
            TimeReading reading, TimePattern.Moment moment, ReplyPath.Place place, @Nullable String country) {
        if (moment.offset() != null) {
            trace.clock("offset written with it");
            return moment.offset();
        }
        Optional<String> beside = reading.offset().flatMap(path -> path.text(place));
        if (beside.isPresent()) {
            trace.clock("offset in a field of its own: '" + beside.get() + "'");
            try {
                return TimePattern.offset(beside.get());
            } catch (DateTimeException notAnOffset) {
                return null;
            }
        }
        trace.clock(
                switch (reading.zone()) {
                    case UNKNOWN -> "unknown: neither offset nor zone";
                    case FIXED -> reading.fixedZone().map(ZoneId::getId).orElse("") + ", from the definition";
                    case COUNTRY ->
                        Optional.ofNullable(country)
                                .map(c -> Countries.zone(c)
                                        .map(zone -> zone.getId() + ", by country " + c)
                                        .orElse("unknown: country " + c + " has several zones"))
                                .orElse("unknown: by country, and none is given");
                });
        // In the hour that a clock shows twice, the earlier one is meant.
        return switch (reading.zone()) {
            case UNKNOWN -> null;
            case FIXED ->
                reading.fixedZone()
                        .map(zone -> zone.getRules().getOffset(moment.local()))
                        .orElse(null);
            case COUNTRY ->
                Optional.ofNullable(country)
                        .flatMap(Countries::zone)
                        .map(zone -> zone.getRules().getOffset(moment.local()))
                        .orElse(null);
        };
    }

    private record Meaning(TrackingStatus status, boolean informational, String by) {}

    private Meaning meaning(ReplyPath.Place place, String code, String text) {
        String folded = Accents.fold(text);
        Meaning meaning = byTable(reading.event().keys(), place)
                .or(() -> byText(folded))
                .orElse(new Meaning(TrackingStatus.UNKNOWN_UNMAPPED, false, "no table and no text rule"));
        trace.meaning(meaning.status(), meaning.by());
        for (StatusReading.Refinement rule : reading.status().refine()) {
            if (rule.takes(meaning.status(), code)
                    && rule.match().stream()
                            .allMatch(pattern -> pattern.matcher(folded).find())
                    && rule.when().stream().allMatch(condition -> condition.holds(place))) {
                // An ignored code that its words make clear is a statement like any other.
                boolean ignored = meaning.status() == TrackingStatus.UNKNOWN_UNMAPPED && meaning.informational();
                trace.meaning(rule.status(), rule.where());
                return new Meaning(
                        rule.status(),
                        rule.informational().orElse(meaning.informational() && !ignored),
                        rule.where());
            }
        }
        return meaning;
    }

    private Optional<Meaning> byTable(List<ReplyPath> keys, ReplyPath.Place place) {
        StatusReading status = reading.status();
        for (ReplyPath path : keys) {
            Optional<String> key = path.text(place);
            Optional<StatusTable.Row> row = key.flatMap(status::row).or(() -> key.flatMap(status.ignored()::find));
            trace.key(path, key, row.map(StatusTable.Row::where).orElse(null));
            if (row.isPresent()) {
                return Optional.of(new Meaning(
                        row.get().status(), row.get().informational(), row.get().where()));
            }
        }
        return Optional.empty();
    }

    private Optional<Meaning> byText(String folded) {
        return reading.status().textRules().stream()
                .filter(rule -> rule.language().isEmpty()
                        || language.toLowerCase(java.util.Locale.ROOT)
                                .startsWith(rule.language().toLowerCase(java.util.Locale.ROOT)))
                .filter(rule -> rule.match().matcher(folded).find())
                .findFirst()
                .map(rule -> new Meaning(rule.status(), rule.informational(), rule.where()));
    }

    /// Gives the entry's own status to a newest statement that nobody could read.
    private ParcelHistory withEntryStatus(ParcelHistory history, ReplyPath.Place entry) {
        Optional<TrackingEvent> newest =
                history.current().filter(event -> event.status() == TrackingStatus.UNKNOWN_UNMAPPED);
        Optional<Meaning> meaning = byTable(reading.status().entryKeys(), entry)
                .filter(known -> known.status() != TrackingStatus.UNKNOWN_UNMAPPED);
        if (newest.isEmpty() || meaning.isEmpty()) {
            return history;
        }
        List<TrackingEvent> events = new ArrayList<>(history.events());
        TrackingEvent e = newest.get();
        TrackingEvent understood = new TrackingEvent(
                e.carrierCode(),
                e.carrierText(),
                e.occurredLocal(),
                e.offset(),
                meaning.get().status(),
                meaning.get().informational(),
                e.place(),
                e.country());
        events.set(events.indexOf(e), understood);
        trace.entryStatus(e, understood, meaning.get().by());
        return new ParcelHistory(events);
    }

    /// A day as written; null when absent, unreadable or out of reason.
    static @Nullable LocalDate day(List<TimeReading> readings, ReplyPath.Place place) {
        for (TimeReading reading : readings) {
            for (ReplyPath path : reading.value()) {
                String text = path.text(place).orElse("");
                for (TimePattern pattern : reading.patterns()) {
                    TimePattern.Moment moment = pattern.read(text);
                    if (moment != null
                            && moment.local().getYear() >= 2000
                            && moment.local().getYear() < 2100) {
                        return moment.local().toLocalDate();
                    }
                }
            }
        }
        return null;
    }
}
