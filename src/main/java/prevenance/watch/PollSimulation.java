package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import prevenance.carrier.PollOutcome;

/// Replays a history of what carriers said, and measures what different ways of looking would have cost and how late
/// they would have seen it. The adaptive way is the live program's own plan, and knows on each day only what had been
/// said until a day before.
public final class PollSimulation {
    /// A parcel without an end is looked at for so long.
    public static final Duration WATCHED = Duration.ofDays(60);

    /// The same question that lets the live program plan on: an answer.
    private static final PollOutcome ANSWERED = new PollOutcome.NotFound("");

    private static final int SAMPLE = 3_000;
    private static final int CHUNK = 2_000;
    private static final int TRIES = 16;
    private static final double CLOSE_ENOUGH = 0.01;
    private static final double CHEAPEST = 1e-5;
    private static final double DEAREST = 1e4;

    /// Twice as many calls need about a quarter of the price.
    private static final double ELASTICITY = 2;

    /// How long news waited to be seen, in hours.
    ///
    /// @param p95 95 of 100 waited no longer
    public record Delay(long count, double mean, double p95) {}

    /// What one way of looking came to.
    ///
    /// @param way      `fixed`, `adaptive`, `round-robin`, `adaptive-quota` or `oracle`
    /// @param hours    the interval, or the one whose number of calls was allowed; 0 for none
    /// @param calls    questions in all
    /// @param weighted mean delay with each piece of news weighed by its worth, in hours
    public record Line(
            String way,
            double hours,
            long calls,
            double callsPerParcel,
            double callsPerEvent,
            double callsPerParcelDay,
            double weighted,
            Delay delivered,
            Delay attempt,
            Delay any,
            Delay stall) {}

    private final EventHistory history;
    private final PollSettings settings;
    private final ZoneId zone;
    private final long stallMs;
    private final Consumer<String> progress;
    private final WalkForward known;
    private final long[] until;
    private final double parcelDays;
    private double lastPrice = 0.3;

    /// @param stall    a silence as long as this is worth knowing of
    /// @param progress told what is being done
    public PollSimulation(
            EventHistory history, PollSettings settings, ZoneId zone, Duration stall, Consumer<String> progress) {
        this.history = history;
        this.settings = settings;
        this.zone = zone;
        this.stallMs = stall.toMillis();
        this.progress = progress;
        progress.accept("learning day by day");
        known = WalkForward.of(history, zone, WATCHED);
        until = new long[history.parcels()];
        double open = 0;
        for (int p = 0; p < until.length; p++) {
            long begin = history.at[history.from[p]];
            until[p] = Math.min(history.end(), begin + WATCHED.toMillis());
            open += (endOf(p) - begin) / (double) WalkForward.DAY_MS;
        }
        parcelDays = Math.max(open, 1e-9);
    }

    /// Looks every so many hours, beginning at a moment that differs from parcel to parcel.
    public Line fixed(double hours) {
        progress.accept("every " + hours + " hours");
        long interval = Math.round(hours * NewsClock.HOUR_MS);
        LookCount counts = all(
                1, (parcel, now) -> now == parcel.begin() ? now + phase(parcel.parcel(), interval) : now + interval);
        return line("fixed", hours, counts);
    }

    /// Looks by the live program's plan, at the price at which it asks as often as the fixed way did. Beside a fixed
    /// interval of a day it may wait for a day and a half too, else it could not choose at all.
    public Line adaptive(Line like) {
        progress.accept("adaptive, as many calls as every " + like.hours() + " hours");
        PollSettings.Adaptive own = settings.adaptive();
        Duration longest = Duration.ofMinutes(Math.round(like.hours() * 90));
        PollSettings wide = own.longest().compareTo(longest) < 0 ? settings.upTo(longest) : settings;
        double price = priceFor(wide, like.callsPerParcel());
        LookCount counts = all(1, adaptive(wide, price));
        double ratio = counts.calls / (double) like.calls();
        if (Math.abs(ratio - 1) > CLOSE_ENOUGH) {
            counts = all(1, adaptive(wide, price * Math.pow(ratio, ELASTICITY)));
        }
        return line("adaptive", like.hours(), counts);
    }

    /// Looks by the live program's plan, at the price at which deliveries wait as long to be seen as with the fixed
    /// way:
    /// how many questions that takes. It may wait as long as the settings let it.
    public Line adaptiveSeeing(Line like) {
        progress.accept("adaptive, seeing deliveries as soon as every " + like.hours() + " hours");
        double wanted = like.delivered().mean();
        double low = Math.log(CHEAPEST);
        double high = Math.log(DEAREST);
        LookCount counts = new LookCount();
        for (int i = 0; i < TRIES; i++) {
            double price = Math.exp((low + high) / 2);
            counts = all(1, adaptive(settings, price));
            double waited = counts.delay(LookCount.Measure.DELIVERED).mean();
            if (Math.abs(waited / wanted - 1) < CLOSE_ENOUGH / 2) {
                break;
            }
            if (waited > wanted) {
                high = Math.log(price);
            } else {
                low = Math.log(price);
            }
        }
        return line("adaptive", like.hours(), counts);
    }

    /// Knows when something will be said, and when a silence becomes too long.
    public Line oracle() {
        return line("oracle", 0, all(1, (parcel, now) -> parcel.nextEvent(now)));
    }

    /// All parcels in turn, as fast as so many questions an hour allow.
    public Line roundRobin(double callsADay) {
        progress.accept("round robin under " + callsADay + " calls per parcel and day");
        return line("round-robin", 0, new QuotaQueue(this, perHour(callsADay), false).run(null));
    }

    /// The live program's plan under the same limit, with its order when the limit binds.
    public Line adaptiveUnderQuota(double callsADay) {
        progress.accept("adaptive under " + callsADay + " calls per parcel and day");
        double price = priceFor(settings, callsADay * NewsRates.SHARE_OF_QUOTA * parcelDays / history.parcels());
        return line("adaptive-quota", 0, new QuotaQueue(this, perHour(callsADay), true).run(adaptive(settings, price)));
    }

    /// How many calls per parcel and day so many an hour are, over the whole history.
    public double perParcelAndDay(double callsAnHour) {
        double days = Math.max(1, (history.end() - history.begin()) / (double) WalkForward.DAY_MS);
        return callsAnHour * 24 * days / parcelDays;
    }

    EventHistory history() {
        return history;
    }

    SimulatedParcel parcel(int p) {
        return new SimulatedParcel(history, p, until[p], stallMs);
    }

    /// When to look again.
    interface Way {
        /// @return milliseconds since 1970, after `now`
        long next(SimulatedParcel parcel, long now);
    }

    private Way adaptive(PollSettings own, double price) {
        return (parcel, now) -> {
            CarrierNews news = known.at(history.carrierOf[parcel.parcel()], now);
            PollPlan plan = new PollPlan(own, new PollPlan.Learned(news, price, zone));
            Instant next = plan.next(parcel.standing(), ANSWERED, Instant.ofEpochMilli(now));
            return next == null ? Long.MAX_VALUE : next.toEpochMilli();
        };
    }

    /// Somewhere in the interval, spread evenly over the parcels.
    private static long phase(int parcel, long interval) {
        return Math.max(1, interval * (Math.floorMod(parcel * 0x9E3779B1L, 1_000L) + 1) / 1_000);
    }

    private double perHour(double callsADay) {
        double days = Math.max(1, (history.end() - history.begin()) / (double) WalkForward.DAY_MS);
        return Math.max(1, callsADay * parcelDays / days / 24);
    }

    /// Found on a sample of parcels: calls fall by a power of the price.
    private double priceFor(PollSettings own, double callsPerParcel) {
        int every = Math.max(1, history.parcels() / SAMPLE);
        int sample = (history.parcels() + every - 1) / every;
        double low = Math.log(CHEAPEST);
        double high = Math.log(DEAREST);
        double price = lastPrice;
        for (int i = 0; i < TRIES; i++) {
            double calls = all(every, adaptive(own, price)).calls / (double) sample;
            double ratio = calls / callsPerParcel;
            if (Math.abs(ratio - 1) < CLOSE_ENOUGH / 2) {
                break;
            }
            if (ratio > 1) {
                low = Math.max(low, Math.log(price));
            } else {
                high = Math.min(high, Math.log(price));
            }
            double guess = Math.log(price) + ELASTICITY * Math.log(ratio);
            // A guess outside of what is known to hold it, or late in the search, is halved into it.
            price = Math.exp(guess > low && guess < high && i < TRIES / 2 ? guess : (low + high) / 2);
        }
        lastPrice = price;
        return price;
    }

    private LookCount all(int every, Way way) {
        int chunks = (history.parcels() + CHUNK - 1) / CHUNK;
        LookCount sum = new LookCount();
        IntStream.range(0, chunks).parallel().forEach(chunk -> {
            LookCount counts = new LookCount();
            for (int p = chunk * CHUNK; p < Math.min(history.parcels(), (chunk + 1) * CHUNK); p++) {
                if (p % every == 0) {
                    follow(parcel(p), way, counts);
                }
            }
            synchronized (sum) {
                sum.add(counts);
            }
        });
        return sum;
    }

    private static void follow(SimulatedParcel parcel, Way way, LookCount counts) {
        long now = parcel.begin();
        while (now <= parcel.until() && !parcel.ended()) {
            parcel.look(now, counts);
            now = way.next(parcel, now);
        }
        parcel.close(counts);
    }

    /// When a parcel's journey ended, or the watch.
    private long endOf(int p) {
        for (int event = history.from[p]; event < history.from[p + 1]; event++) {
            if (PollPlan.isFinal(history.statusAt(event))) {
                return history.at[event];
            }
        }
        return until[p];
    }

    private Line line(String way, double hours, LookCount counts) {
        return new Line(
                way,
                hours,
                counts.calls,
                counts.calls / (double) Math.max(1, history.parcels()),
                counts.calls / (double) Math.max(1, history.events()),
                counts.calls / parcelDays,
                counts.weightedHours(),
                counts.delay(LookCount.Measure.DELIVERED),
                counts.delay(LookCount.Measure.ATTEMPT),
                counts.delay(LookCount.Measure.ANY),
                counts.delay(LookCount.Measure.STALL));
    }
}
