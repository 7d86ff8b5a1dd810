package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.carrier.CarrierReport;
import prevenance.carrier.PollOutcome;
import prevenance.store.Tx;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// Who is due, whose turn it is, and what came of it. Every change of a parcel's polling and status columns is here.
public final class WatchList {
    private static final Logger LOG = LoggerFactory.getLogger(WatchList.class);
    private static final Duration UNCONFIGURED = Duration.ofDays(1);
    /// Intervals longer than this are not looked through for parcels to fill a request with.
    private static final Duration LONGEST_EARLY = Duration.ofHours(12);

    private final Function<String, PollSettings> settings;
    private final ParcelStore parcels = new ParcelStore();
    private final EventStore events = new EventStore();
    private final UnmappedCodeStore unmapped = new UnmappedCodeStore();

    /// @param settings by carrier code
    public WatchList(Function<String, PollSettings> settings) {
        this.settings = settings;
    }

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

    /// Claims up to `limit` due parcels of a carrier, longest due first.
    public List<Claim> claim(Tx tx, String carrier, int limit, Instant now) {
        return claim(tx, carrier, limit, now, "next_poll_at <= :now");
    }

    /// Claims up to `limit` parcels that are almost due, to fill a request that is made anyway.
    public List<Claim> claimEarly(Tx tx, String carrier, int limit, Instant now) {
        int percent = settings.apply(carrier).batchFill();
        long horizon = LONGEST_EARLY.toMillis() * percent / 100;
        return claim(tx, carrier, limit, now, """
            next_poll_at > :now and next_poll_at <= :now + %d and last_polled_at is not null
                and (next_poll_at - :now) * 100 <= (next_poll_at - last_polled_at) * %d
            """.formatted(horizon, percent));
    }

    /// Gives claimed parcels back unasked; they stay due.
    public void release(Tx tx, List<Claim> claims) {
        for (Claim claim : claims) {
            tx.handle()
                    .createUpdate("update parcel set claimed_until = null where id = :id and claimed_until = :until")
                    .bind("id", claim.parcelId())
                    .bind("until", claim.until())
                    .execute();
        }
    }

    /// Writes an outcome down: statements, status, when to look again, and that there is something to judge.
    ///
    /// @param notBefore the carrier is left alone until then, null when it is not
    /// @return whether anything is known that was not known before
    public boolean record(Tx tx, Claim claim, PollOutcome outcome, @Nullable Instant notBefore, Instant now) {
        WatchedParcel before = parcels.find(tx, claim.parcelId())
                .orElseThrow(() -> new IllegalStateException("no parcel " + claim.parcelId()));
        PollSettings own = settings.apply(before.carrier());
        ParcelUpdate update = switch (outcome) {
            case PollOutcome.Answered(CarrierReport report) -> answered(tx, before, report, own, now);
            case PollOutcome.NotFound(String detail) ->
                ParcelUpdate.keeping(before)
                        .answeredAt(now)
                        .unknownSince(before.unknownSince() == null ? now : before.unknownSince())
                        .detail(detail);
            case PollOutcome.Throttled throttled -> ParcelUpdate.keeping(before).detail(throttled.detail());
            case PollOutcome.Refused(String detail) ->
                ParcelUpdate.keeping(before)
                        .failedPolls(before.failedPolls() + 1)
                        .detail(detail);
            case PollOutcome.Unreachable(String detail) ->
                ParcelUpdate.keeping(before)
                        .failedPolls(before.failedPolls() + 1)
                        .detail(detail);
        };
        Instant next = new PollPlan(own).next(standing(tx, before, update), outcome, now);
        boolean whenItMay = outcome instanceof PollOutcome.Refused || outcome instanceof PollOutcome.Throttled;
        if (next != null && notBefore != null && whenItMay) {
            next = notBefore;
        }
        boolean changed = update.differsFrom(before)
                || outcome instanceof PollOutcome.Refused != "refused".equals(before.lastOutcome());
        write(tx, claim, update, outcome.word(), next, changed, now);
        return changed;
    }

    /// Pushes a parcel that could not be asked about or recorded into the future.
    public void putOff(Tx tx, Claim claim, String detail, Instant until, Instant now) {
        tx.handle()
                .createUpdate("""
                    update parcel set next_poll_at = :next, claimed_until = null, last_polled_at = :now,
                        last_outcome = 'unreachable', last_detail = :detail, failed_polls = failed_polls + 1
                    where id = :id
                    """)
                .bind("next", until)
                .bind("now", now)
                .bind("detail", detail)
                .bind("id", claim.parcelId())
                .execute();
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

    private ParcelUpdate answered(Tx tx, WatchedParcel before, CarrierReport report, PollSettings own, Instant now) {
        OwnStatements said = OwnStatements.of(report.history(), before.shippedAt(), own.reuseMargin(), now);
        if (said.earlier() + said.ahead() > 0) {
            LOG.atLevel(before.lastAnsweredAt() == null ? org.slf4j.event.Level.INFO : org.slf4j.event.Level.DEBUG)
                    .addKeyValue("parcel", before.id())
                    .addKeyValue("carrier", before.carrier())
                    .addKeyValue("earlier", said.earlier())
                    .addKeyValue("ahead", said.ahead())
                    .log("statements of another time are ignored");
        }
        ParcelUpdate update = ParcelUpdate.keeping(before).answeredAt(now);
        if (said.onlyEarlier()) {
            return update.unknownSince(before.unknownSince() == null ? now : before.unknownSince())
                    .detail("the carrier tells only of an earlier parcel with this number");
        }
        EventStore.Merge merge = events.merge(tx, before.id(), said.kept(), now);
        for (TrackingEvent event : merge.added()) {
            if (event.status() == TrackingStatus.UNKNOWN_UNMAPPED) {
                unmapped.count(tx, before.carrier(), event, now);
            }
        }
        update = update.unknownSince(null).story(events.history(tx, before.id()), merge.changes());
        return merge.stale() ? update : update.report(report);
    }

    private PollPlan.Standing standing(Tx tx, WatchedParcel before, ParcelUpdate update) {
        Instant finalSeenAt = null;
        if (PollPlan.isFinal(update.status())) {
            ParcelHistory history = events.history(tx, before.id());
            finalSeenAt = history.current()
                    .flatMap(event -> events.recordedAt(tx, before.id(), event))
                    .orElse(before.importedAt());
        }
        return new PollPlan.Standing(
                before.id(),
                update.status(),
                before.shippedAt() == null ? before.importedAt() : before.shippedAt(),
                update.lastEventAt(),
                update.unknownSince(),
                finalSeenAt,
                update.failedPolls());
    }

    private static void write(
            Tx tx,
            Claim claim,
            ParcelUpdate update,
            String outcome,
            @Nullable Instant next,
            boolean changed,
            Instant now) {
        tx.handle()
                .createUpdate("""
                    update parcel set status = :status, milestone = :milestone, status_at = :statusAt,
                        last_event_at = :lastEventAt, estimated_date = :estimated, pickup_place = :pickupPlace,
                        pickup_until_date = :pickupUntil, customer_page = :page, unknown_since = :unknownSince,
                        last_polled_at = :now, last_answered_at = :answeredAt, last_outcome = :outcome,
                        last_detail = :detail, failed_polls = :failed, next_poll_at = :next,
                        claimed_until = case when claimed_until = :lease then null else claimed_until end,
                        assess_after = case when :changed = 0 then assess_after
                            when assess_after < :now then assess_after else :now end
                    where id = :id
                    """)
                .bind("status", update.status().wireName())
                .bind("milestone", update.status().milestone().name())
                .bind("statusAt", update.statusAt())
                .bind("lastEventAt", update.lastEventAt())
                .bind("estimated", update.estimatedDate())
                .bind("pickupPlace", update.pickupPlace())
                .bind("pickupUntil", update.pickupUntilDate())
                .bind("page", update.customerPage())
                .bind("unknownSince", update.unknownSince())
                .bind("now", now)
                .bind("answeredAt", update.lastAnsweredAt())
                .bind("outcome", outcome)
                .bind("detail", update.lastDetail())
                .bind("failed", update.failedPolls())
                .bind("next", next)
                .bind("lease", claim.until())
                .bind("changed", changed ? 1 : 0)
                .bind("id", claim.parcelId())
                .execute();
    }

    private List<Claim> claim(Tx tx, String carrier, int limit, Instant now, String due) {
        Instant until = now.plus(settings.apply(carrier).lease());
        return tx
                .handle()
                .createQuery("""
                    select id from parcel where carrier = :carrier and %s
                        and (claimed_until is null or claimed_until < :now)
                    order by next_poll_at, id limit :limit
                    """.formatted(due))
                .bind("carrier", carrier)
                .bind("now", now)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list()
                .stream()
                .filter(id -> tx.handle()
                                .createUpdate("""
                                    update parcel set claimed_until = :until
                                    where id = :id and (claimed_until is null or claimed_until < :now)
                                    """)
                                .bind("until", until)
                                .bind("id", id)
                                .bind("now", now)
                                .execute()
                        == 1)
                .map(id -> new Claim(id, until))
                .toList();
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
