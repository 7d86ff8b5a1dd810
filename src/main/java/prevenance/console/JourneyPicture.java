package prevenance.console;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;
import prevenance.transit.Outlook;
import prevenance.web.Dates;

/// A parcel's way as a picture: time runs to the right, to scale, so that silence is seen; the stages climb.
///
/// @param dots     what was said, oldest first
/// @param path     the line through them, as an SVG path
/// @param days     where days begin
/// @param silences stretches without a word
/// @param promise  where the promised day ends, null when none was promised or it is not in the picture
/// @param forecast where it is expected to arrive, null when nothing is predicted
/// @param nowX     where now is, null when the journey has ended
public record JourneyPicture(
        List<Dot> dots,
        String path,
        List<Day> days,
        List<Silence> silences,
        @Nullable Mark promise,
        @Nullable Forecast forecast,
        @Nullable Integer nowX) {
    public static final int WIDTH = 960;
    public static final int HEIGHT = 300;
    public static final int LEFT = 150;
    public static final int RIGHT = 925;
    public static final int TOP = 44;
    public static final int STEP = 36;

    /// A range without an end, or a very long one, is drawn so far at most.
    private static final Duration FURTHEST = Duration.ofDays(14);

    /// From here on we call it silence.
    private static final Duration QUIET = Duration.ofDays(2);

    private static final int MOST_DAYS = 10;
    private static final int LABEL_WIDTH = 105;

    /// The lanes, from the top.
    public static final List<String> LANES = List.of("end", "out", "depot", "transit", "accepted", "announced");

    /// @param tone  `good`, `wait`, `bad` or `calm`
    /// @param place null where it is not written, for want of room or of a place
    public record Dot(
            int x,
            int y,
            String tone,
            TrackingEvent event,
            @Nullable String place) {}

    /// @param label null where it is not written, for want of room
    public record Day(int x, @Nullable String label) {}

    /// @param open it lasts still
    public record Silence(int x, int width, long days, boolean open) {
        public int middle() {
            return x + width / 2;
        }
    }

    /// @param late it lies before now or the end
    public record Mark(int x, String label, boolean late) {}

    /// @param x     the expected arrival, null when it lies outside the picture or is not predicted
    /// @param from  where the range begins that holds in four of five cases
    /// @param width of that range
    public record Forecast(@Nullable Integer x, int from, int width) {
        public int middle() {
            return from + width / 2;
        }
    }

    /// @param outlook when it is expected, null when nothing is predicted
    /// @param from when it began for us, when the carrier said nothing yet
    static JourneyPicture of(
            List<TrackingEvent> said,
            @Nullable LocalDate promise,
            @Nullable Outlook outlook,
            Instant from,
            Instant now,
            ZoneId zone,
            Locale locale) {
        List<TrackingEvent> events =
                said.stream().filter(event -> !event.informational()).toList();
        Instant start = events.isEmpty() || from.isBefore(events.getFirst().occurredAt())
                ? from
                : events.getFirst().occurredAt();
        boolean ended = !events.isEmpty() && events.getLast().status().isFinal();
        Instant last = ended ? events.getLast().occurredAt() : now;
        Instant promised = promise == null
                ? null
                : promise.plusDays(1).atTime(LocalTime.MIDNIGHT).atZone(zone).toInstant();
        Instant end = promised != null && promised.isAfter(last) ? promised : last;
        if (outlook != null) {
            Instant furthest = end.plus(FURTHEST);
            Instant high = outlook.high();
            end = later(end, high == null || high.isAfter(furthest) ? furthest : high);
        }
        Scale scale = new Scale(
                start, end.plus(Duration.between(start, end).dividedBy(40)).plusSeconds(1));
        List<Dot> dots = dots(events, scale);
        return new JourneyPicture(
                dots,
                path(dots),
                days(scale, zone, locale),
                silences(start, events, ended ? null : now, scale),
                promise == null || promised == null || promised.isBefore(start)
                        ? null
                        : new Mark(scale.x(promised), Dates.date(promise, locale), promised.isBefore(last)),
                outlook == null ? null : forecast(outlook, now, scale),
                ended ? null : Integer.valueOf(scale.x(now)));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Forecast forecast(Outlook outlook, Instant now, Scale scale) {
        Instant high = outlook.high();
        Instant expected = outlook.expectedAt();
        int from = scale.x(later(outlook.low(), now));
        int to = high == null ? RIGHT : scale.x(later(high, now));
        Integer x = expected == null || expected.isAfter(scale.end()) ? null : scale.x(later(expected, now));
        return new Forecast(x, from, Math.max(6, to - from));
    }

    private record Scale(Instant start, Instant end) {
        int x(Instant at) {
            double share = (double) Duration.between(start, at).toSeconds()
                    / Math.max(1, Duration.between(start, end).toSeconds());
            return LEFT + (int) Math.round(Math.clamp(share, 0, 1) * (RIGHT - LEFT));
        }
    }

    private static List<Dot> dots(List<TrackingEvent> events, Scale scale) {
        List<Dot> dots = new ArrayList<>();
        int lane = LANES.indexOf("announced");
        int written = 0;
        String place = null;
        for (TrackingEvent event : events) {
            lane = lane(event.status(), lane);
            int x = scale.x(event.occurredAt());
            boolean room = event.place() != null && !event.place().equals(place) && x >= written;
            if (room) {
                place = event.place();
                written = x + LABEL_WIDTH;
            }
            dots.add(new Dot(x, TOP + lane * STEP, tone(event.status()), event, room ? shortened(place) : null));
        }
        return dots;
    }

    private static @Nullable String shortened(@Nullable String place) {
        return place == null || place.length() <= 16 ? place : place.substring(0, 15) + "…";
    }

    /// A trouble stays where the parcel was.
    private static int lane(TrackingStatus status, int before) {
        return LANES.indexOf(
                switch (status.milestone()) {
                    case ANNOUNCED -> "announced";
                    case ACCEPTED -> "accepted";
                    case IN_TRANSIT -> status == TrackingStatus.TRANSIT_DELIVERY_DEPOT ? "depot" : "transit";
                    case OUT_FOR_DELIVERY, ATTEMPT_FAILED -> "out";
                    case AVAILABLE_FOR_PICKUP, DELIVERED, RETURNED -> "end";
                    case RETURNING -> "transit";
                    case UNKNOWN, HELD, EXCEPTION -> LANES.get(before);
                });
    }

    static String tone(TrackingStatus status) {
        if (status.isAnnouncedDelay()) {
            return "wait";
        }
        return switch (status.milestone()) {
            case DELIVERED -> "good";
            case HELD, ATTEMPT_FAILED, RETURNING, RETURNED, AVAILABLE_FOR_PICKUP, UNKNOWN -> "wait";
            case EXCEPTION -> "bad";
            case ANNOUNCED, ACCEPTED, IN_TRANSIT, OUT_FOR_DELIVERY -> "calm";
        };
    }

    /// Level until the next statement, then up or down to it.
    private static String path(List<Dot> dots) {
        StringBuilder path = new StringBuilder();
        for (Dot dot : dots) {
            path.append(path.isEmpty() ? "M" + dot.x() + " " + dot.y() : "H" + dot.x() + "V" + dot.y());
        }
        return path.toString();
    }

    private static List<Day> days(Scale scale, ZoneId zone, Locale locale) {
        LocalDate first = scale.start().atZone(zone).toLocalDate();
        LocalDate last = scale.end().atZone(zone).toLocalDate();
        long count = last.toEpochDay() - first.toEpochDay() + 1;
        long every = Math.max(1, (count + MOST_DAYS - 1) / MOST_DAYS);
        List<Day> days = new ArrayList<>();
        for (long i = 1; i <= count; i++) {
            LocalDate day = first.plusDays(i);
            Instant midnight = day.atStartOfDay(zone).toInstant();
            if (midnight.isBefore(scale.end())) {
                int x = scale.x(midnight);
                boolean fits = i % every == 0 && x < RIGHT - 30;
                days.add(new Day(x, fits ? label(day, locale) : null));
            }
        }
        return days;
    }

    private static String label(LocalDate day, Locale locale) {
        return Dates.date(day, locale).replaceFirst(" \\d{4}$", "");
    }

    private static List<Silence> silences(
            Instant start, List<TrackingEvent> events, @Nullable Instant now, Scale scale) {
        List<Instant> words = new ArrayList<>();
        words.add(start);
        words.addAll(events.stream().map(TrackingEvent::occurredAt).toList());
        if (now != null) {
            words.add(now);
        }
        List<Silence> silences = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            Duration gap = Duration.between(words.get(i - 1), words.get(i));
            if (gap.compareTo(QUIET) >= 0) {
                int x = scale.x(words.get(i - 1));
                silences.add(
                        new Silence(x, scale.x(words.get(i)) - x, gap.toDays(), now != null && i == words.size() - 1));
            }
        }
        return silences;
    }

    /// The stages it has been through, for those who do not see the picture.
    public List<Milestone> stages() {
        return dots.stream()
                .map(dot -> dot.event().status().milestone())
                .distinct()
                .collect(Collectors.toList());
    }
}
