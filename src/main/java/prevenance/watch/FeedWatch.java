package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.store.Database;
import prevenance.store.Tx;

/// Watches the feeds themselves: notices when one goes down or comes back, and that we ourselves were not running.
public final class FeedWatch {
    private static final Logger LOG = LoggerFactory.getLogger(FeedWatch.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    /// A daemon that was away for less has missed nothing that its parcels would not tell anyway.
    static final Duration AWAY = Duration.ofMinutes(30);

    private final Database database;
    private final ZoneId zone;
    private final Predicate<LocalDate> holiday;
    private final FeedHourStore hours = new FeedHourStore();
    private final FeedOutageStore outages = new FeedOutageStore();
    private final CarrierHealthStore healths = new CarrierHealthStore();
    private final Map<String, Learned> learned = new HashMap<>();
    private @Nullable Instant lastLook;

    /// @param at the hour in which it was learned
    private record Learned(Instant at, @Nullable FeedUsual usual) {}

    /// @param zone    the shop's, for hour and weekday
    /// @param holiday public holidays where the parcels travel
    public FeedWatch(Database database, ZoneId zone, Predicate<LocalDate> holiday) {
        this.database = database;
        this.zone = zone;
        this.holiday = holiday;
    }

    /// At the start of the daemon: the time since its last sign of life is an outage of every feed, because nobody
    /// looked.
    ///
    /// @return for how long nobody looked; zero when it was too short to matter
    public Duration started(Instant now) {
        return database.<Duration>write(tx -> {
            Instant last = outages.lastBeat(tx).orElse(null);
            outages.beat(tx, now);
            if (last == null || !last.isBefore(now.minus(AWAY))) {
                return Duration.ZERO;
            }
            for (String carrier : hours.carriers(tx)) {
                if (outages.current(tx, carrier).isEmpty()) {
                    outages.add(tx, new FeedOutage(carrier, last, now, OutageCause.NOT_RUNNING, null), now);
                }
            }
            LOG.atWarn().addKeyValue("since", last).log("nobody watched since then; no silence of that time counts");
            return Duration.between(last, now);
        });
    }

    /// Looks at every feed, at most once a minute.
    public synchronized void watchDue(Instant now) {
        if (lastLook != null && now.isBefore(lastLook.plus(EVERY)) && !now.isBefore(lastLook)) {
            return;
        }
        lastLook = now;
        List<String> carriers = database.write(tx -> {
            outages.beat(tx, now);
            return hours.carriers(tx);
        });
        for (String carrier : carriers) {
            try {
                look(carrier, now);
            } catch (RuntimeException failed) {
                LOG.atError().addKeyValue("carrier", carrier).setCause(failed).log("a feed could not be judged");
            }
        }
    }

    private void look(String carrier, Instant now) {
        Signs seen = database.read(tx -> signs(tx, carrier, now));
        if (seen.open().isEmpty()) {
            FeedJudge.down(carrier, seen.signs(), now).ifPresent(outage -> open(outage, now));
        } else {
            FeedOutage open = seen.open().get();
            FeedJudge.back(open, seen.signs(), now).ifPresent(at -> close(open, at.isAfter(now) ? now : at));
        }
    }

    private record Signs(FeedJudge.Signs signs, Optional<FeedOutage> open) {}

    private Signs signs(Tx tx, String carrier, Instant now) {
        List<FeedHour> known = hours.since(tx, carrier, now.minus(FeedUsual.WEEKS));
        FeedJudge.Signs signs = new FeedJudge.Signs(
                healths.find(tx, carrier),
                hours.slices(tx, carrier, now.minus(FeedJudge.WINDOW)),
                known,
                usual(tx, carrier, known, now));
        return new Signs(signs, outages.current(tx, carrier));
    }

    /// Learned anew each hour, of the hours before it.
    private @Nullable FeedUsual usual(Tx tx, String carrier, List<FeedHour> known, Instant now) {
        Instant hour = FeedHour.hourOf(now);
        Learned before = learned.get(carrier);
        if (before == null || !before.at().equals(hour)) {
            List<FeedHour> past =
                    known.stream().filter(it -> it.hourAt().isBefore(hour)).toList();
            Optional<FeedUsual> usual = past.isEmpty()
                    ? Optional.empty()
                    : FeedUsual.of(past, outages.since(tx, carrier, now.minus(FeedUsual.WEEKS)), zone, holiday);
            before = new Learned(hour, usual.orElse(null));
            learned.put(carrier, before);
        }
        return before.usual();
    }

    private void open(FeedOutage outage, Instant now) {
        if (database.<Boolean>write(tx -> outages.add(tx, outage, now))) {
            LOG.atWarn()
                    .addKeyValue("carrier", outage.carrier())
                    .addKeyValue("since", outage.beganAt())
                    .addKeyValue("cause", outage.cause())
                    .addKeyValue("detail", outage.detail())
                    .log("the feed is down; no silence counts until it is back");
        }
    }

    private void close(FeedOutage open, Instant at) {
        Instant ended = at.isBefore(open.beganAt()) ? open.beganAt() : at;
        if (database.<Boolean>write(tx -> outages.close(tx, open.carrier(), ended))) {
            LOG.atInfo()
                    .addKeyValue("carrier", open.carrier())
                    .addKeyValue("since", ended)
                    .log("the feed is back");
        }
    }
}
