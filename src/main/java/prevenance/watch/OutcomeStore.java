package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import prevenance.carrier.CarrierReport;
import prevenance.carrier.PollOutcome;
import prevenance.store.Tx;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// Writes down what came of looks: the parcels' stories and every polling and status column of their rows.
final class OutcomeStore {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeStore.class);
    private static final Duration BROKEN = Duration.ofHours(2);

    private final Function<String, PollSettings> settings;
    private final Function<String, PollPlan.@Nullable Learned> learned;
    private final ParcelStore parcels = new ParcelStore();
    private final EventStore events = new EventStore();
    private final ParcelRowStore rows = new ParcelRowStore();
    private final ReplyStore replies = new ReplyStore();
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

    /// Writes outcomes down: statements, status, when to look again, and that there is something to judge.
    ///
    /// @param heard no parcel twice
    /// @return what is new, in the same order
    /// @throws RuntimeException when one of them cannot be written, and then nothing of any may stay
    List<Noted> record(Tx tx, List<Heard> heard) {
        List<Long> ids = heard.stream().map(Heard::parcelId).toList();
        Map<Long, ParcelStore.Held> parcels = this.parcels.hold(tx, ids);
        Map<Long, KnownStory> stories = events.known(tx, ids);
        List<Noted> noted = new ArrayList<>();
        List<ParcelRowStore.Row> rows = new ArrayList<>();
        List<EventStore.Said> said = new ArrayList<>();
        Map<Long, KeptReply> replies = new LinkedHashMap<>();
        for (Heard one : heard) {
            ParcelStore.Held held = parcels.get(one.parcelId());
            if (held == null) {
                throw new IllegalStateException("no parcel " + one.parcelId());
            }
            Told told = told(tx, held.parcel(), stories.getOrDefault(one.parcelId(), KnownStory.UNTOLD), one);
            boolean changed = told.update().differsFrom(held.parcel()) || isStuckAnew(held.parcel(), one.outcome());
            noted.add(new Noted(changed, brought(held.parcel(), one.outcome(), told.news(), one.at())));
            rows.add(new ParcelRowStore.Row(one.claim(), told.update(), next(held, told, one), changed, one.at()));
            told.news().forEach(event -> said.add(new EventStore.Said(one.parcelId(), event, one.at())));
            if (one.reply() != null) {
                replies.put(one.parcelId(), one.reply());
            }
        }
        events.addAll(tx, said);
        this.rows.write(tx, rows);
        this.replies.keep(tx, replies);
        return noted;
    }

    private Told told(Tx tx, WatchedParcel before, KnownStory known, Heard heard) {
        Instant now = heard.at();
        LastLook look = before.lastLook().asked(now, heard.outcome().word());
        return switch (heard.outcome()) {
            case PollOutcome.Answered(CarrierReport report) -> answered(tx, before, known, look, report, now);
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
    }

    private @Nullable Instant next(ParcelStore.Held held, Told told, Heard heard) {
        WatchedParcel before = held.parcel();
        Instant next = plan(before.carrier())
                .next(standing(before, told.update(), told.story(), held.probeAt()), heard.outcome(), heard.at());
        boolean whenItMay =
                heard.outcome() instanceof PollOutcome.Refused || heard.outcome() instanceof PollOutcome.Throttled;
        return next != null && heard.notBefore() != null && whenItMay ? heard.notBefore() : next;
    }

    /// Whether only a person can help, and that is new, or no longer so.
    private static boolean isStuckAnew(WatchedParcel before, PollOutcome outcome) {
        boolean stuck = outcome instanceof PollOutcome.Refused || outcome instanceof PollOutcome.Ambiguous;
        boolean wasStuck = "refused".equals(before.lastOutcome()) || "ambiguous".equals(before.lastOutcome());
        return stuck != wasStuck;
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
        rows.byHand(tx, parcelId, update.standing(), next, now);
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
            Tx tx, WatchedParcel before, KnownStory known, LastLook look, CarrierReport report, Instant now) {
        OwnStatements said = OwnStatements.of(
                report.history(),
                before.shippedAt(),
                settings.apply(before.carrier()).reuseMargin(),
                now);
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
        KnownStory.Merge merge = known.merge(said.kept(), now);
        events.withdraw(tx, before.id(), merge, now);
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
}
