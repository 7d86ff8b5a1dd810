package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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
        ParcelStore.Held held = parcels.hold(tx, claim.parcelId())
                .orElseThrow(() -> new IllegalStateException("no parcel " + claim.parcelId()));
        WatchedParcel before = held.parcel();
        KnownStory known = events.known(tx, before.id());
        PollSettings own = settings.apply(before.carrier());
        LastLook look = before.lastLook().asked(now, outcome.word());
        Told told = switch (outcome) {
            case PollOutcome.Answered(CarrierReport report) -> answered(tx, before, known, look, report, own, now);
            case PollOutcome.NotFound(String detail) -> Told.nothing(before, look.unknown(now, detail), known);
            case PollOutcome.Throttled throttled ->
                Told.nothing(before, look.without(throttled.detail(), false), known);
            case PollOutcome.Refused(String detail) -> Told.nothing(before, look.without(detail, true), known);
            case PollOutcome.Unregistered(String detail) -> {
                registrations.lost(tx, before.carrier(), before.trackingNumber(), detail, now);
                yield Told.nothing(before, look.without(detail, true), known);
            }
            case PollOutcome.Ambiguous(String detail) -> Told.nothing(before, look.undecided(detail), known);
            case PollOutcome.Unreachable(String detail) -> Told.nothing(before, look.without(detail, true), known);
        };
        ParcelUpdate update = told.update();
        Instant next =
                plan(before.carrier()).next(standing(before, update, told.story(), held.probeAt()), outcome, now);
        boolean whenItMay = outcome instanceof PollOutcome.Refused || outcome instanceof PollOutcome.Throttled;
        if (next != null && notBefore != null && whenItMay) {
            next = notBefore;
        }
        boolean stuck = outcome instanceof PollOutcome.Refused || outcome instanceof PollOutcome.Ambiguous;
        boolean wasStuck = "refused".equals(before.lastOutcome()) || "ambiguous".equals(before.lastOutcome());
        boolean changed = update.differsFrom(before) || stuck != wasStuck;
        write(tx, claim, update, next, changed, now);
        return new Noted(changed, brought(before, outcome, told.news(), now));
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
        ParcelStore.Held held = parcels.hold(tx, parcelId).orElse(null);
        if (held == null) {
            return false;
        }
        WatchedParcel before = held.parcel();
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
        KnownStory story = events.known(tx, parcelId);
        ParcelUpdate update = ParcelUpdate.after(before, before.lastLook()).story(story.history(), true);
        Instant planned = PollPlan.isFinal(update.standing().status())
                ? null
                : plan(before.carrier())
                        .next(standing(before, update, story, held.probeAt()), new PollOutcome.NotFound(""), now);
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

    /// What an outcome makes of a parcel.
    ///
    /// @param story all that is known of it then
    /// @param news  what is new in it
    private record Told(ParcelUpdate update, KnownStory story, List<TrackingEvent> news) {
        static Told nothing(WatchedParcel before, LastLook look, KnownStory known) {
            return new Told(ParcelUpdate.after(before, look), known, List.of());
        }
    }

    private Told answered(
            Tx tx,
            WatchedParcel before,
            KnownStory known,
            LastLook look,
            CarrierReport report,
            PollSettings own,
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
            return Told.nothing(
                    before, look.unknown(now, "the carrier tells only of an earlier parcel with this number"), known);
        }
        KnownStory.Merge merge = events.merge(tx, before.id(), known, said.kept(), now);
        contradictions.note(tx, before, report.doubts().contradictions(), said.kept(), now);
        for (TrackingEvent event : merge.added()) {
            boolean unknown = event.status() == TrackingStatus.UNKNOWN_UNMAPPED && !event.informational();
            if (unknown && !report.doubts().isDenied(event)) {
                unmapped.count(
                        tx, before.carrier(), event, report.doubts().unmapped().get(event.identity()), now);
            }
        }
        ParcelUpdate update =
                ParcelUpdate.after(before, look.knows(now)).story(merge.after().history(), merge.changes());
        return new Told(merge.stale() ? update : update.report(report), merge.after(), merge.added());
    }

    private static PollPlan.Standing standing(
            WatchedParcel before, ParcelUpdate update, KnownStory story, @Nullable Instant probeAt) {
        Instant finalSeenAt = null;
        if (PollPlan.isFinal(update.standing().status())) {
            finalSeenAt = story.history().current().flatMap(story::recordedAt).orElse(before.importedAt());
        }
        return new PollPlan.Standing(
                before.id(),
                update.standing().status(),
                before.shippedAt() == null ? before.importedAt() : before.shippedAt(),
                update.standing().lastEventAt(),
                update.look().unknownSince(),
                finalSeenAt,
                update.look().failedPolls(),
                story.count(),
                probeAt);
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
