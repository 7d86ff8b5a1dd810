package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.carrier.CarrierDirectory;
import prevenance.carrier.RateLimit;
import prevenance.store.Database;

/// What one's own parcels have taught about when each carrier has news, and what a question may cost. Learned anew
/// every
/// night, kept over a restart; the price follows the carrier's limits and the number of open parcels.
public final class NewsRates {
    private static final Logger LOG = LoggerFactory.getLogger(NewsRates.class);

    /// The rest of a carrier's limit is left for questions that people ask, and for failed ones.
    static final double SHARE_OF_QUOTA = 0.9;

    private static final Duration LOOKED_BACK = Duration.ofDays(84);
    private static final Duration HALF = Duration.ofDays(35);
    private static final Duration PRICED_EVERY = Duration.ofMinutes(15);
    private static final LocalTime NIGHT = LocalTime.of(2, 40);

    private final Database database;
    private final CarrierDirectory carriers;
    private final Function<String, PollSettings> settings;
    private final ZoneId zone;
    private final NewsRateStore store = new NewsRateStore();
    private final Map<String, CarrierNews> known = new ConcurrentHashMap<>();
    private final Map<String, Instant> knownSince = new ConcurrentHashMap<>();
    private final Map<String, PollPlan.Learned> plans = new ConcurrentHashMap<>();
    private final Object learning = new Object();
    private @Nullable Instant learnedAt;
    private @Nullable Instant pricedAt;

    /// @param settings by carrier code
    /// @param zone     the shop's, on whose clock hours and weekdays count
    public NewsRates(
            Database database, CarrierDirectory carriers, Function<String, PollSettings> settings, ZoneId zone) {
        this.database = database;
        this.carriers = carriers;
        this.settings = settings;
        this.zone = zone;
    }

    /// What the plan may know of a carrier; null when its plan is to follow the cadence, or nothing was learned yet.
    PollPlan.@Nullable Learned of(String carrier) {
        return settings.apply(carrier).adaptive().enabled() ? plans.get(carrier) : null;
    }

    /// Learns once a night what no daemon has learned yet: the work of one, for which it reads three months. Then
    /// looks as all do.
    public void learnDue(Instant now) {
        synchronized (learning) {
            Instant last = learnedAt;
            if (last != null && now.isBefore(last.plus(PRICED_EVERY)) && !now.isBefore(last)) {
                return;
            }
            learnedAt = now;
            for (String carrier : known()) {
                try {
                    learn(carrier, now);
                } catch (RuntimeException failed) {
                    LOG.atError()
                            .addKeyValue("carrier", carrier)
                            .setCause(failed)
                            .log("a carrier's news cannot be learned");
                }
            }
        }
        synchronized (this) {
            pricedAt = null;
            lookDue(now);
        }
    }

    /// Takes up what was learned, by whichever daemon, and prices a question anew every quarter of an hour; every
    /// minute
    /// while something waits to be learned.
    public synchronized void lookDue(Instant now) {
        Instant last = pricedAt;
        if (last != null && now.isBefore(last.plus(PRICED_EVERY)) && !now.isBefore(last)) {
            return;
        }
        pricedAt = now;
        for (String carrier : known()) {
            try {
                if (!look(carrier)) {
                    pricedAt = null;
                }
                price(carrier);
            } catch (RuntimeException failed) {
                LOG.atError().addKeyValue("carrier", carrier).setCause(failed).log("a carrier's news cannot be priced");
            }
        }
    }

    /// The declared carriers with parcels.
    private List<String> known() {
        return database.<List<String>>read(store::carriers).stream()
                .filter(carriers.codes()::contains)
                .toList();
    }

    /// False when nobody has learned anything yet.
    private boolean look(String carrier) {
        NewsRateStore.Kept kept = database.read(tx -> store.find(tx, carrier)).orElse(null);
        if (kept == null) {
            return false;
        }
        if (!kept.learnedAt().equals(knownSince.get(carrier))) {
            Optional<CarrierNews> news = NewsText.read(kept.rates());
            news.ifPresent(read -> known.put(carrier, read));
            knownSince.put(carrier, kept.learnedAt());
        }
        return known.containsKey(carrier);
    }

    private void learn(String carrier, Instant now) {
        Optional<NewsRateStore.Kept> kept = database.read(tx -> store.find(tx, carrier));
        if (kept.isPresent()
                && !kept.get().learnedAt().isBefore(lastNight(now))
                && NewsText.read(kept.get().rates()).isPresent()) {
            return;
        }
        NewsTally tally = new NewsTally(zone);
        database.read(tx -> {
            store.count(tx, carrier, now.minus(LOOKED_BACK), HALF, now, tally);
            return true;
        });
        PollSettings.Adaptive adaptive = settings.apply(carrier).adaptive();
        CarrierNews news = NewsFit.of(tally.of(carrier), 1, adaptive.shortest(), adaptive.longest());
        long count = Math.round(tally.count(carrier));
        String text = NewsText.write(news);
        database.execute(tx -> store.keep(tx, carrier, count, text, now));
        LOG.atInfo()
                .addKeyValue("carrier", carrier)
                .addKeyValue("news", count)
                .log("learned when news is to be expected");
    }

    private void price(String carrier) {
        CarrierNews news = known.get(carrier);
        if (news == null) {
            return;
        }
        double calls = settings.apply(carrier).adaptive().callsADay();
        long open = database.<Long>read(tx -> store.open(tx, carrier));
        double allowed = allowedADay(carrier);
        if (open > 0 && allowed / open < calls) {
            calls = allowed / open;
        }
        plans.put(carrier, new PollPlan.Learned(news, news.price(Math.max(calls, 0.25)), zone));
    }

    /// Parcels that may be asked about in a day, by the tightest of the carrier's limits.
    private double allowedADay(String carrier) {
        double least = Double.MAX_VALUE;
        for (RateLimit limit : carriers.traits(carrier).limits()) {
            least = Math.min(
                    least,
                    limit.requests()
                            * (double) Duration.ofDays(1).toMillis()
                            / limit.window().toMillis());
        }
        return least == Double.MAX_VALUE
                ? least
                : least * carriers.traits(carrier).batchSize() * SHARE_OF_QUOTA;
    }

    private Instant lastNight(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        ZonedDateTime night = local.toLocalDate().atTime(NIGHT).atZone(zone);
        return (night.isAfter(local) ? night.minusDays(1) : night).toInstant();
    }
}
