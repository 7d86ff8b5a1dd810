package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import prevenance.carrier.CarrierReport;
import prevenance.carrier.PollOutcome;
import prevenance.store.Tx;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// Writes down what came of a look: the parcel's story and every polling and status column of its row.
final class OutcomeStore {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeStore.class);
    private static final Duration BROKEN = Duration.ofHours(2);

    /// The columns that say where a parcel stands; bound by [#standing].
    private static final String STANDING = """
        status = :status, milestone = :milestone, status_at = :statusAt, last_event_at = :lastEventAt,
        first_scan_at = :firstScanAt, delivered_at = :deliveredAt\
        """;

    private final Function<String, PollSettings> settings;
    private final Function<String, PollPlan.@Nullable Learned> learned;
    private final ParcelStore parcels = new ParcelStore();
    private final EventStore events = new EventStore();
    private final RegistrationStore registrations = new RegistrationStore();
    private final UnmappedCodeStore unmapped = new UnmappedCodeStore();
    private final ContradictionStore contradictions = new ContradictionStore();

    /// What an outcome brought.
    ///
    /// @param changed whether anything is known that was not known before
    /// @param brought for the feed's own record
    record Noted(boolean changed, FeedHourStore.Brought brought) {}

    /// @param settings by carrier code
    /// @param learned  when news is to be expected, by carrier code; null where the cadence is followed
    OutcomeStore(Function<String, PollSettings> settings, Function<String, PollPlan.@Nullable Learned> learned) {
        this.settings = settings;
        this.learned = learned;
    }

    private PollPlan plan(String carrier) {
        return new PollPlan(settings.apply(carrier), learned.apply(carrier));
    }

    /// Writes an outcome down: statements, status, when to look again, and that there is something to
    /// judge.
    ///
    /// @param notBefore the carrier is left alone until then, null when it is not
    /// @return what is new
    Noted record(Tx tx, Claim claim, PollOutcome outcome, @Nullable Instant notBefore, Instant now) {
        parcels.hold(tx, claim.parcelId());
        WatchedParcel before = parcels.find(tx, claim.parcelId())
                .orElseThrow(() -> new IllegalStateException("no parcel " + claim.parcelId()));
        PollSettings own = settings.apply(before.carrier());
        List<TrackingEvent> news = new ArrayList<>();
        LastLook look = before.lastLook().asked(now, outcome.word());
        ParcelUpdate update = switch (outcome) {
            case PollOutcome.Answered(CarrierReport report) -> answered(tx, before, look, report, own, news, now);
            case PollOutcome.NotFound(String detail) -> ParcelUpdate.after(before, look.unknown(now, detail));
            case PollOutcome.Throttled throttled -> ParcelUpdate.after(before, look.without(throttled.detail(), false));
            case PollOutcome.Refused(String detail) -> ParcelUpdate.after(before, look.without(detail, true));
            case PollOutcome.Unregistered(String detail) -> {
                registrations.lost(tx, before.carrier(), before.trackingNumber(), detail, now);
                yield ParcelUpdate.after(before, look.without(detail, true));
            }
            case PollOutcome.Ambiguous(String detail) -> ParcelUpdate.after(before, look.undecided(detail));
            case PollOutcome.Unreachable(String detail) -> ParcelUpdate.after(before, look.without(detail, true));
        };
        Instant next = plan(before.carrier()).next(standing(tx, before, update), outcome, now);
        boolean whenItMay = outcome instanceof PollOutcome.Refused || outcome instanceof PollOutcome.Throttled;
        if (next != null && notBefore != null && whenItMay) {
            next = notBefore;
        }
        boolean stuck = outcome instanceof PollOutcome.Refused || outcome instanceof PollOutcome.Ambiguous;
        boolean wasStuck = "refused".equals(before.lastOutcome()) || "ambiguous".equals(before.lastOutcome());
        boolean changed = update.differsFrom(before) || stuck != wasStuck;
        write(tx, claim, update, next, changed, now);
        return new Noted(changed, brought(before, outcome, news, now));
    }

    /// A parcel's story before it was imported is no news of the feed.
    private static FeedHourStore.Brought brought(
            WatchedParcel before, PollOutcome outcome, List<TrackingEvent> news, Instant now) {
        boolean heard = outcome instanceof PollOutcome.Answered
                || outcome instanceof PollOutcome.NotFound
                || outcome instanceof PollOutcome.Ambiguous;
        int events = 0;
        Duration delay = Duration.ZERO;
        Instant newest = null;
        for (TrackingEvent event : news) {
            Instant at = event.occurredAt();
            newest = newest == null || at.isAfter(newest) ? at : newest;
            if (!at.isBefore(before.importedAt())) {
                events++;
                delay = at.isBefore(now) ? delay.plus(Duration.between(at, now)) : delay;
            }
        }
        boolean failed = !heard && !(outcome instanceof PollOutcome.Unregistered);
        return new FeedHourStore.Brought(heard ? 1 : 0, failed ? 1 : 0, events, delay, newest);
    }

    /// Pushes a parcel that could not be asked about or recorded into the future.
    void putOff(Tx tx, Claim claim, RuntimeException cause, Instant now) {
        Duration wait = PollPlan.jittered(BROKEN, claim.parcelId(), 0);
        tx.handle()
                .createUpdate("""
                    update parcel set next_poll_at = :next, claimed_until = null, last_polled_at = :now,
                        last_outcome = 'unreachable', last_detail = :detail, failed_polls = failed_polls + 1
                    where id = :id
                    """)
                .bind("next", now.plus(wait))
                .bind("now", now)
                .bind("detail", "could not be recorded (" + cause.getClass().getSimpleName() + "); see the log")
                .bind("id", claim.parcelId())
                .execute();
    }

    /// Writes down what a person says: a statement, the status that follows, when to look again, and
    /// that there is something to judge and to tell.
    ///
    /// @return false when there is no such parcel
    boolean byHand(Tx tx, long parcelId, TrackingStatus status, String reason, String who, Instant now) {
        WatchedParcel before = parcels.find(tx, parcelId).orElse(null);
        if (before == null) {
            return false;
        }
        TrackingEvent said = new TrackingEvent(
                TrackingEvent.STAFF_CODE,
                reason,
                LocalDateTime.ofInstant(now.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC),
                ZoneOffset.UTC,
                status,
                false,
                null,
                null);
        events.addByStaff(tx, parcelId, said, now);
        ParcelUpdate update = ParcelUpdate.after(before, before.lastLook()).story(events.history(tx, parcelId), true);
        Instant planned = PollPlan.isFinal(update.standing().status())
                ? null
                : plan(before.carrier()).next(standing(tx, before, update), new PollOutcome.NotFound(""), now);
        Instant due = before.nextPollAt();
        Instant next = planned == null || due == null || planned.isBefore(due) ? planned : due;
        standing(tx.handle().createUpdate("update parcel set " + STANDING + """
            , next_poll_at = :next, assess_after = :now, desk_due_at = :now where id = :id
            """), update.standing())
                .bind("next", next)
                .bind("now", now)
                .bind("id", parcelId)
                .execute();
        tx.handle()
                .createUpdate("""
                    insert into audit_entry (at, actor, action, subject, detail)
                    values (:now, :who, 'parcel.status', :subject, :status)
                    """)
                .bind("now", now)
                .bind("who", who)
                .bind("subject", "parcel:" + parcelId)
                .bind("status", status.wireName())
                .execute();
        return true;
    }

    private ParcelUpdate answered(
            Tx tx,
            WatchedParcel before,
            LastLook look,
            CarrierReport report,
            PollSettings own,
            List<TrackingEvent> news,
            Instant now) {
        OwnStatements said = OwnStatements.of(report.history(), before.shippedAt(), own.reuseMargin(), now);
        if (said.earlier() + said.ahead() > 0) {
            LOG.atLevel(before.lastAnsweredAt() == null ? Level.INFO : Level.DEBUG)
                    .addKeyValue("parcel", before.id())
                    .addKeyValue("carrier", before.carrier())
                    .addKeyValue("earlier", said.earlier())
                    .addKeyValue("ahead", said.ahead())
                    .log("statements of another time are ignored");
        }
        if (said.onlyEarlier()) {
            return ParcelUpdate.after(
                    before, look.unknown(now, "the carrier tells only of an earlier parcel with this number"));
        }
        EventStore.Merge merge = events.merge(tx, before.id(), said.kept(), now);
        contradictions.note(tx, before, report.doubts().contradictions(), said.kept(), now);
        news.addAll(merge.added());
        for (TrackingEvent event : merge.added()) {
            boolean unknown = event.status() == TrackingStatus.UNKNOWN_UNMAPPED && !event.informational();
            if (unknown && !report.doubts().isDenied(event)) {
                unmapped.count(
                        tx, before.carrier(), event, report.doubts().unmapped().get(event.identity()), now);
            }
        }
        ParcelUpdate update =
                ParcelUpdate.after(before, look.knows(now)).story(events.history(tx, before.id()), merge.changes());
        return merge.stale() ? update : update.report(report);
    }

    private PollPlan.Standing standing(Tx tx, WatchedParcel before, ParcelUpdate update) {
        Instant finalSeenAt = null;
        if (PollPlan.isFinal(update.standing().status())) {
            ParcelHistory history = events.history(tx, before.id());
            finalSeenAt = history.current()
                    .flatMap(event -> events.recordedAt(tx, before.id(), event))
                    .orElse(before.importedAt());
        }
        return new PollPlan.Standing(
                before.id(),
                update.standing().status(),
                before.shippedAt() == null ? before.importedAt() : before.shippedAt(),
                update.standing().lastEventAt(),
                update.look().unknownSince(),
                finalSeenAt,
                update.look().failedPolls(),
                events.count(tx, before.id()),
                parcels.probeAt(tx, before.id()).orElse(null));
    }

    private static void write(
            Tx tx, Claim claim, ParcelUpdate update, @Nullable Instant next, boolean changed, Instant now) {
        Announced announced = update.announced();
        LastLook look = update.look();
        standing(tx.handle().createUpdate("update parcel set " + STANDING + """
            , estimated_date = :estimated, carrier_promise_date = :promised,
            proof_of_delivery = :proof, pickup_place = :pickupPlace,
            pickup_until_date = :pickupUntil, customer_page = :page,
            unknown_since = :unknownSince, last_polled_at = :now, last_answered_at = :answeredAt,
            last_outcome = :outcome, last_detail = :detail, failed_polls = :failed,
            next_poll_at = case when replaced_by is null then cast(:next as bigint) else null end,
            claimed_until = case when claimed_until = :lease then null else claimed_until end,
            assess_after = case when :changed = 0 then assess_after
                when assess_after < :now then assess_after else :now end
            where id = :id
            """), update.standing())
                .bind("estimated", announced.estimatedDate())
                .bind("promised", announced.promisedDate())
                .bind("proof", announced.proof())
                .bind("pickupPlace", announced.pickupPlace())
                .bind("pickupUntil", announced.pickupUntilDate())
                .bind("page", announced.customerPage())
                .bind("unknownSince", look.unknownSince())
                .bind("now", now)
                .bind("answeredAt", look.answeredAt())
                .bind("outcome", look.outcome())
                .bind("detail", look.detail())
                .bind("failed", look.failedPolls())
                .bind("next", next)
                .bind("lease", claim.until())
                .bind("changed", changed ? 1 : 0)
                .bind("id", claim.parcelId())
                .execute();
    }

    private static Update standing(Update sql, Standing standing) {
        return sql.bind("status", standing.status().wireName())
                .bind("milestone", standing.milestone().name())
                .bind("statusAt", standing.statusAt())
                .bind("lastEventAt", standing.lastEventAt())
                .bind("firstScanAt", standing.firstScanAt())
                .bind("deliveredAt", standing.deliveredAt());
    }
}
