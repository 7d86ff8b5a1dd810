package prevenance.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import prevenance.store.Database;
import prevenance.watch.CarrierHealth;
import prevenance.watch.CarrierHealthStore;

/// What the daemon last heard of the carriers it asks. Nobody is asked here: a question that proves credentials is one
/// about a parcel, and counts against a contract's limit.
record FeedChecks(ZoneId zone) {
    /// A parcel is asked about at least once a day.
    private static final Duration OLD_ANSWER = Duration.ofHours(26);

    List<Finding> feeds(Database database, List<String> carriersOn, Instant now) {
        Map<String, CarrierHealth> known = new HashMap<>();
        database.<List<CarrierHealth>>read(new CarrierHealthStore()::all)
                .forEach(health -> known.put(health.carrier(), health));
        List<Finding> findings = new ArrayList<>();
        for (String code : carriersOn) {
            CarrierHealth health = known.get(code);
            findings.add(health == null ? unheard(code) : feed(health, now));
        }
        return findings;
    }

    /// Of carriers about which nothing is kept.
    List<Finding> unheard(List<String> carriersOn) {
        return carriersOn.stream().map(FeedChecks::unheard).toList();
    }

    private static Finding unheard(String code) {
        return Finding.of(Topic.CARRIERS, Standing.UNKNOWN, code, "feed.unheard", code);
    }

    private Finding feed(CarrierHealth health, Instant now) {
        String code = health.carrier();
        String error = String.valueOf(health.lastError());
        Instant answered = health.lastAnsweredAt();
        Instant failed = health.lastFailedAt();
        return switch (health.state()) {
            case REFUSED ->
                Finding.of(
                        Topic.CARRIERS,
                        Standing.PROBLEM,
                        code,
                        "feed.refused",
                        failed == null ? "" : local(failed, zone),
                        error,
                        code);
            case RESTING ->
                Finding.of(Topic.CARRIERS, Standing.PROBLEM, code, "feed.resting", health.failures(), error);
            case OPEN -> {
                if (answered == null) {
                    yield unheard(code);
                }
                boolean old = answered.isBefore(now.minus(OLD_ANSWER));
                yield Finding.of(
                        Topic.CARRIERS,
                        old ? Standing.UNKNOWN : Standing.FINE,
                        code,
                        old ? "feed.old" : "feed.answers",
                        local(answered, zone),
                        code);
            }
        };
    }

    /// On the shop's clock, to the minute.
    static String local(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES).toString();
    }
}
