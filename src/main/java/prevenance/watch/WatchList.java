package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.PollOutcome;
import prevenance.node.Nodes;
import prevenance.store.Collision;
import prevenance.store.Tx;

/// Who is due, whose turn it is, and what came of it.
public final class WatchList {
    private static final Duration UNCONFIGURED = Duration.ofDays(1);

    private final OutcomeStore outcomes;
    private final FeedHourStore feed = new FeedHourStore();

    /// @param settings by carrier code
    public WatchList(Function<String, PollSettings> settings) {
        this(settings, _ -> null);
    }

    /// @param settings by carrier code
    /// @param learned  when news is to be expected, by carrier code; null where the cadence is followed
    WatchList(Function<String, PollSettings> settings, Function<String, PollPlan.@Nullable Learned> learned) {
        this.outcomes = new OutcomeStore(settings, learned);
    }

    /// What became of one parcel's outcome.
    ///
    /// @param changed whether anything is known that was not known before
    /// @param broken  why it could not be recorded, null when it was
    public record Recorded(
            Claim claim,
            PollOutcome outcome,
            boolean changed,
            @Nullable RuntimeException broken) {}

    /// The carriers with parcels that are due and not being asked about.
    public List<String> carriersDue(Tx tx, Instant now) {
        List<String> due = new ArrayList<>();
        Optional<String> carrier = nextCarrier(tx, "");
        while (carrier.isPresent()) {
            if (isAnyDue(tx, carrier.get(), now)) {
                due.add(carrier.get());
            }
            carrier = nextCarrier(tx, carrier.get());
        }
        return due;
    }

    /// Ends the leases of those who are gone.
    public int endLeases(Tx tx) {
        return tx.handle()
                .execute("update parcel set claimed_until = null where claimed_until is not null and "
                        + Nodes.LEFT_BEHIND);
    }

    /// Writes down what came of requests to one carrier. One parcel that cannot be recorded is put off and leaves the
    /// others alone.
    ///
    /// @param requests what each heard
    List<Recorded> record(Tx tx, String carrier, List<List<Heard>> requests) {
        List<Heard> all = requests.stream().flatMap(List::stream).toList();
        List<Result> results = record(tx, all);
        List<FeedHourStore.Brought> brought = new ArrayList<>();
        int first = 0;
        for (List<Heard> request : requests) {
            FeedHourStore.Brought sum = results.subList(first, first + request.size()).stream()
                    .map(Result::brought)
                    .reduce(FeedHourStore.Brought.NOTHING, FeedHourStore.Brought::plus);
            if (sum.answered() + sum.failed() > 0) {
                brought.add(sum);
            }
            first += request.size();
        }
        if (!brought.isEmpty()) {
            feed.note(tx, carrier, brought, all.getLast().at());
        }
        return results.stream().map(Result::recorded).toList();
    }

    /// Writes down parcels that could not be asked about at all, which says nothing about the carrier or its feed.
    List<Recorded> recordUnasked(Tx tx, Map<Claim, PollOutcome> refused, Instant now) {
        List<Heard> heard = new ArrayList<>();
        refused.forEach((claim, outcome) -> heard.add(new Heard(claim, outcome, now)));
        return record(tx, heard).stream().map(Result::recorded).toList();
    }

    private record Result(Recorded recorded, FeedHourStore.Brought brought) {}

    /// All at once, and one by one where one of them is broken.
    private List<Result> record(Tx tx, List<Heard> heard) {
        boolean distinct = heard.stream().map(Heard::parcelId).distinct().count() == heard.size();
        if (heard.size() > 1 && distinct) {
            tx.handle().savepoint("parcels");
            try {
                List<OutcomeStore.Noted> noted = outcomes.record(tx, heard);
                tx.handle().releaseSavepoint("parcels");
                return IntStream.range(0, heard.size())
                        .mapToObj(i -> result(heard.get(i), noted.get(i)))
                        .toList();
            } catch (RuntimeException oneOfThemIsBroken) {
                if (Collision.isMeantBy(oneOfThemIsBroken)) {
                    throw oneOfThemIsBroken;
                }
                tx.handle().rollbackToSavepoint("parcels");
            }
        }
        return heard.stream().map(one -> alone(tx, one)).toList();
    }

    private Result alone(Tx tx, Heard heard) {
        tx.handle().savepoint("parcel");
        try {
            OutcomeStore.Noted noted = outcomes.record(tx, List.of(heard)).getFirst();
            tx.handle().releaseSavepoint("parcel");
            return result(heard, noted);
        } catch (RuntimeException broken) {
            if (Collision.isMeantBy(broken)) {
                throw broken;
            }
            tx.handle().rollbackToSavepoint("parcel");
            putOff(tx, heard.claim(), broken, heard.at());
            return new Result(
                    new Recorded(heard.claim(), heard.outcome(), false, broken), FeedHourStore.Brought.NOTHING);
        }
    }

    private static Result result(Heard heard, OutcomeStore.Noted noted) {
        return new Result(new Recorded(heard.claim(), heard.outcome(), noted.changed(), null), noted.brought());
    }

    /// Pushes a parcel that could not be asked about or recorded into the future.
    public void putOff(Tx tx, Claim claim, RuntimeException cause, Instant now) {
        outcomes.putOff(tx, claim, cause, now);
    }

    /// Makes a parcel due at once, also one that is no longer asked about by itself.
    void makeDue(Tx tx, long parcelId, Instant now) {
        tx.handle().createUpdate("""
            update parcel set next_poll_at = :now where id = :id and (next_poll_at is null or next_poll_at > :now)
            """).bind("now", now).bind("id", parcelId).execute();
    }

    /// Whether a poller is asking about a parcel.
    boolean isBeingAsked(Tx tx, long parcelId, Instant now) {
        return tx.handle()
                .createQuery("select id from parcel where id = :id and claimed_until >= :now")
                .bind("id", parcelId)
                .bind("now", now)
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    /// Marks the due parcels of a carrier that is not configured, and looks at them again in a day.
    ///
    /// @return how many
    public int refuseUnconfigured(Tx tx, String carrier, Instant now) {
        return tx.handle()
                .createUpdate("""
                    update parcel set next_poll_at = :next + id % 3600 * 1000, last_outcome = 'refused',
                        last_detail = :detail,
                        assess_after = case when last_outcome = 'refused' then assess_after
                            when assess_after < :now then assess_after else :now end
                    where carrier = :carrier and next_poll_at <= :now
                    """)
                .bind("next", now.plus(UNCONFIGURED))
                .bind("detail", unconfigured(carrier))
                .bind("now", now)
                .bind("carrier", carrier)
                .execute();
    }

    /// Makes parcels due that waited for their carrier to be configured, or for it to take our credentials.
    public int wakeConfigured(Tx tx, String carrier, Instant now) {
        return tx.handle()
                .createUpdate("""
                    update parcel set next_poll_at = :now
                    where carrier = :carrier and next_poll_at > :now and last_outcome = 'refused'
                        and (last_detail = :detail or next_poll_at =
                            (select paused_until from carrier_health
                            where carrier_health.carrier = :carrier and state = 'REFUSED'))
                    """)
                .bind("now", now)
                .bind("carrier", carrier)
                .bind("detail", unconfigured(carrier))
                .execute();
    }

    private static String unconfigured(String carrier) {
        return "carrier " + carrier + " is not configured";
    }

    private static Optional<String> nextCarrier(Tx tx, String after) {
        return tx.handle()
                .createQuery("""
                    select carrier from parcel where next_poll_at is not null and carrier > :after
                    order by carrier limit 1
                    """)
                .bind("after", after)
                .mapTo(String.class)
                .findOne();
    }

    private static boolean isAnyDue(Tx tx, String carrier, Instant now) {
        return tx.handle()
                .createQuery("""
                    select id from parcel where carrier = :carrier and next_poll_at <= :now
                        and (claimed_until is null or claimed_until < :now)
                    order by next_poll_at limit 1
                    """)
                .bind("carrier", carrier)
                .bind("now", now)
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }
}
