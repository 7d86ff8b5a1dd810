package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.PollOutcome;
import prevenance.node.Nodes;
import prevenance.store.Collision;
import prevenance.store.Tx;

/// Who is due, whose turn it is, and what came of it.
public final class WatchList {
    private static final Duration UNCONFIGURED = Duration.ofDays(1);

    private final OutcomeStore outcomes;
    private final ReplyStore replies = new ReplyStore();
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

    /// Writes down what came of one request, each parcel on its own: one that cannot be recorded is put off and leaves
    /// the others alone.
    ///
    /// @param carrier   whom the request asked
    /// @param replies   what was replied, for looking at; of claims without one the former stays
    /// @param notBefore the carrier is left alone until then, null when it is not
    public List<Recorded> record(
            Tx tx,
            String carrier,
            Map<Claim, PollOutcome> answers,
            Map<Claim, KeptReply> replies,
            @Nullable Instant notBefore,
            Instant now) {
        List<FeedHourStore.Brought> brought = new ArrayList<>();
        List<Recorded> recorded = record(tx, answers, replies, notBefore, brought, now);
        FeedHourStore.Brought all = brought.stream().reduce(FeedHourStore.Brought.NOTHING, FeedHourStore.Brought::plus);
        if (all.answered() + all.failed() > 0) {
            feed.note(tx, carrier, all, now);
        }
        return recorded;
    }

    /// Writes down parcels that could not be asked about at all, which says nothing about the carrier or its feed.
    List<Recorded> recordUnasked(Tx tx, Map<Claim, PollOutcome> refused, Instant now) {
        return record(tx, refused, Map.of(), null, new ArrayList<>(), now);
    }

    private List<Recorded> record(
            Tx tx,
            Map<Claim, PollOutcome> answers,
            Map<Claim, KeptReply> replies,
            @Nullable Instant notBefore,
            List<FeedHourStore.Brought> brought,
            Instant now) {
        List<Recorded> recorded = new ArrayList<>();
        answers.forEach((claim, outcome) -> {
            tx.handle().savepoint("parcel");
            try {
                OutcomeStore.Noted noted = outcomes.record(tx, claim, outcome, notBefore, now);
                KeptReply reply = replies.get(claim);
                if (reply != null) {
                    this.replies.keep(tx, claim.parcelId(), reply);
                }
                tx.handle().releaseSavepoint("parcel");
                brought.add(noted.brought());
                recorded.add(new Recorded(claim, outcome, noted.changed(), null));
            } catch (RuntimeException broken) {
                if (Collision.isMeantBy(broken)) {
                    throw broken;
                }
                tx.handle().rollbackToSavepoint("parcel");
                putOff(tx, claim, broken, now);
                recorded.add(new Recorded(claim, outcome, false, broken));
            }
        });
        return recorded;
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
