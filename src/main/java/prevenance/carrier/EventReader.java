package prevenance.carrier;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
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
/// @param budget   how much more may be read
/// @param trace    told what is decided
record EventReader(ReplyReading reading, String language, Instant now, ReadingBudget budget, ReadingTrace trace) {
    /// A carrier's clock may be wrong by so much; what lies further ahead is no statement about the past.
    private static final Duration AHEAD = Duration.ofHours(24);

    private static final int LONGEST_TEXT = 1000;

    /// A time with what is known of its clock.
    private record Occurred(LocalDateTime local, @Nullable ZoneOffset offset) {}

    /// An entry's statements.
    record Told(ParcelHistory history, Doubts doubts) {}

    /// A statement, with how its meaning came about.
    private record Statement(TrackingEvent event, MeaningReader.Meaning meaning) {}

    /// @throws UnreadableReplyException when a statement's time cannot be read
    Told told(ReplyPath.Place entry) {
        MeaningReader meanings = new MeaningReader(reading, language, trace);
        List<Statement> statements = new ArrayList<>();
        trace.entry();
        for (Object each : reading.events().all(entry)) {
            budget.spend();
            if (!(each instanceof Map)) {
                throw new UnreadableReplyException("an event is not a group");
            }
            statement(entry.event(each), meanings).ifPresent(statements::add);
        }
        ParcelHistory written =
                new ParcelHistory(statements.stream().map(Statement::event).toList());
        ParcelHistory history = withEntryStatus(written, entry, meanings);
        trace.history(history);
        return new Told(history, doubts(written, history, statements));
    }

    private static Doubts doubts(ParcelHistory written, ParcelHistory history, List<Statement> statements) {
        Map<String, MeaningReader.Meaning> meanings = new HashMap<>();
        // Of statements with one identity the history keeps the first by its own order.
        Map<String, String> kept = new HashMap<>();
        written.events().forEach(event -> kept.put(event.identity(), event.carrierText()));
        for (Statement one : statements) {
            if (one.event().carrierText().equals(kept.get(one.event().identity()))) {
                meanings.putIfAbsent(one.event().identity(), one.meaning());
            }
        }
        return Contradictions.in(history, meanings);
    }

    private Optional<Statement> statement(ReplyPath.Place place, MeaningReader meanings) {
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
        MeaningReader.Meaning meaning = meanings.read(place, code, text);
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
        return Optional.of(new Statement(read, meaning));
    }

    private Optional<Statement> dropped(String why) {
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

    /// Gives the entry's own status to a newest statement that nobody could read.
    private ParcelHistory withEntryStatus(ParcelHistory history, ReplyPath.Place entry, MeaningReader meanings) {
        Optional<TrackingEvent> newest =
                history.current().filter(event -> event.status() == TrackingStatus.UNKNOWN_UNMAPPED);
        Optional<MeaningReader.Meaning> meaning = newest.flatMap(event -> meanings.ofEntry(entry, event));
        if (newest.isEmpty() || meaning.isEmpty()) {
            return history;
        }
        List<TrackingEvent> events = new ArrayList<>(history.events());
        TrackingEvent e = newest.get();
        TrackingEvent understood =
                e.meaning(meaning.get().status(), meaning.get().informational());
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
