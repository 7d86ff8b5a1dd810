package prevenance.health;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.health.Reading.Carrier;
import prevenance.message.MessageState;

/// How it goes, in one line for `systemctl status`.
public final class StatusLine {
    private static final int MOST_CARRIERS = 3;

    private final ZoneId zone;

    /// @param zone of the times in it
    public StatusLine(ZoneId zone) {
        this.zone = zone;
    }

    /// What is wrong comes first.
    public String of(Reading reading, List<Condition> conditions, Instant now) {
        List<String> parts = new ArrayList<>();
        parts.add("watching " + count(reading.coverage().open(), "parcel"));
        long waiting = reading.outbox().due().count();
        if (waiting > 0) {
            parts.add(count(waiting, "mail") + " waiting");
        }
        Map<String, Reading.Waiting> states = reading.outbox().byState();
        Reading.Waiting held = states.get(MessageState.HELD.name());
        if (held != null && held.count() > 0) {
            parts.add(count(held.count(), "mail") + " to approve");
        }
        reading.carriers().stream()
                .filter(carrier -> carrier.downSince() != null)
                .limit(MOST_CARRIERS)
                .map(carrier -> down(carrier, now))
                .forEach(parts::add);
        long more = reading.carriers().stream()
                        .filter(carrier -> carrier.downSince() != null)
                        .count()
                - MOST_CARRIERS;
        if (more > 0) {
            parts.add(more + " more down");
        }
        List<String> troubles = conditions.stream()
                .filter(Condition::isAlarming)
                .filter(condition -> !condition.name().equals("carriers"))
                .map(condition -> condition.what() + since(condition.since(), now))
                .toList();
        return troubles.isEmpty()
                ? String.join(", ", parts)
                : "TROUBLE: " + String.join("; ", troubles) + " · " + String.join(", ", parts);
    }

    private String down(Carrier carrier, Instant now) {
        return carrier.name() + " down" + since(carrier.downSince(), now);
    }

    private String since(@Nullable Instant since, Instant now) {
        if (since == null) {
            return "";
        }
        boolean today = Duration.between(since, now).compareTo(Duration.ofHours(20)) < 0;
        return " since "
                + DateTimeFormatter.ofPattern(today ? "HH:mm" : "d MMM HH:mm", Locale.ENGLISH)
                        .format(since.atZone(zone));
    }

    private static String count(long number, String noun) {
        return String.format(Locale.ENGLISH, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
