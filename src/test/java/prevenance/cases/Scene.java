package prevenance.cases;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Flag;
import prevenance.assess.FlagKind;
import prevenance.assess.Reason;
import prevenance.cases.incident.Hold;
import prevenance.message.MessageKind;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.Agenda;
import prevenance.watch.Announced;
import prevenance.watch.CustomerOrder;
import prevenance.watch.LastLook;
import prevenance.watch.Leg;
import prevenance.watch.Shipment;
import prevenance.watch.Standing;
import prevenance.watch.WatchedParcel;

/// A parcel's life set by hand, told of without a database: what is decided is carried out on a list.
final class Scene {
    /// Thursday, eight in the morning in Paris.
    static final Instant THURSDAY = Instant.parse("2026-11-19T08:00:00Z");

    final List<TrackingEvent> events = new ArrayList<>();
    final List<Flag> flags = new ArrayList<>();
    final List<Said> said = new ArrayList<>();
    TellingSettings settings = TellingSettings.defaults().withoutQuietHours();
    boolean settled;

    @Nullable
    Instant remindedAt;

    Leg leg = Leg.OUTBOUND;
    Instant importedAt = THURSDAY.minus(Duration.ofDays(20));

    @Nullable
    String email = "camille@example.org";

    @Nullable
    LocalDate estimatedDate;

    @Nullable
    LocalDate pickupUntilDate;

    /// The parcel whose number has taken the first one's place.
    @Nullable
    Long replacedBy;

    List<WatchedParcel> siblings = List.of();
    List<Said> saidOfSiblings = List.of();

    /// When the newest message may leave.
    Instant sendAt = Instant.EPOCH;

    static Scene of(TrackingStatus status, String occurredAt) {
        return new Scene().event(status, occurredAt);
    }

    Scene event(TrackingStatus status, String occurredAt) {
        return event(status, occurredAt, "");
    }

    Scene event(TrackingStatus status, String occurredAt, String carrierText) {
        events.add(new TrackingEvent(
                status.wireName(),
                carrierText,
                LocalDateTime.ofInstant(Instant.parse(occurredAt), ZoneOffset.UTC),
                ZoneOffset.UTC,
                status,
                false,
                "Lyon",
                "FR"));
        return this;
    }

    Flag raise(FlagKind kind, Instant raisedAt, int step, boolean forCustomer) {
        int episode =
                1 + (int) flags.stream().filter(flag -> flag.kind() == kind).count();
        Flag flag = new Flag(
                flags.size() + 1,
                1,
                kind,
                episode,
                step,
                true,
                forCustomer,
                raisedAt,
                raisedAt,
                null,
                "test/1",
                new Reason("test.reason", Map.of()),
                null);
        flags.add(flag);
        return flag;
    }

    Flag raise(FlagKind kind, Instant raisedAt) {
        return raise(kind, raisedAt, 1, true);
    }

    void step(Flag flag, int step, boolean forCustomer) {
        flags.replaceAll(old -> old.id() != flag.id() ? old : changed(old, step, forCustomer, null));
    }

    void close(Flag flag, Instant at) {
        flags.replaceAll(old -> old.id() != flag.id() ? old : changed(old, old.step(), old.forCustomer(), at));
    }

    private static Flag changed(Flag old, int step, boolean forCustomer, @Nullable Instant closedAt) {
        return new Flag(
                old.id(),
                old.parcelId(),
                old.kind(),
                old.episode(),
                step,
                old.forStaff(),
                forCustomer,
                old.sinceAt(),
                old.raisedAt(),
                closedAt,
                old.rule(),
                old.reason(),
                closedAt == null ? null : new Reason("test.ended", Map.of()));
    }

    Decision decide(Instant now) {
        Telling telling = new Telling(settings, new MessageFacts(settings, code -> "Carrier " + code));
        return telling.decide(situation(), now);
    }

    /// Decides, carries it out as the outbox would, and gives what was newly said.
    List<MessageKind> tell(Instant now) {
        Decision decision = decide(now);
        for (Decision.Withdrawal back : decision.withdrawals()) {
            said.replaceAll(old -> old.kind() == back.kind() && old.episode() == back.episode()
                    ? as(old, Said.Standing.TAKEN_BACK, null)
                    : old);
        }
        for (Decision.Tell tell : decision.tells()) {
            if (said.stream().anyMatch(old -> old.kind() == tell.kind() && old.episode() == tell.episode())) {
                throw new AssertionError("the key is taken: " + tell.kind() + "/" + tell.episode());
            }
            said.add(new Said("parcel:1", tell.kind(), tell.episode(), Said.Standing.WAITING, now, null, tell.facts()));
            sendAt = tell.sendAt();
        }
        remindedAt = decision.promised() == null ? remindedAt : now;
        return decision.tells().stream().map(Decision.Tell::kind).toList();
    }

    /// As [#tell], and the mail server takes all that waits at once.
    List<MessageKind> tellAndSend(Instant now) {
        List<MessageKind> kinds = tell(now);
        send(now);
        return kinds;
    }

    /// The mail server takes all that waits.
    void send(Instant now) {
        said.replaceAll(old -> old.waiting() ? as(old, Said.Standing.SENT, now) : old);
    }

    static Said as(Said old, Said.Standing standing, @Nullable Instant sentAt) {
        return new Said(old.subject(), old.kind(), old.episode(), standing, old.createdAt(), sentAt, old.facts());
    }

    /// What waits to be sent.
    Set<MessageKind> waiting() {
        Set<MessageKind> kinds = EnumSet.noneOf(MessageKind.class);
        said.stream().filter(Said::waiting).forEach(message -> kinds.add(message.kind()));
        return kinds;
    }

    Situation situation() {
        ParcelHistory history = new ParcelHistory(events);
        return new Situation(
                parcel(1, history),
                new CustomerOrder(
                        1, "W-1001", "Camille Exemple", email, null, Locale.FRANCE, "FR", "69001", null, null),
                history,
                flags,
                Hold.NONE,
                List.of(),
                said,
                siblings,
                saidOfSiblings,
                null,
                settled,
                remindedAt,
                ZoneId.of("Europe/Paris"));
    }

    WatchedParcel parcel(long id, ParcelHistory history) {
        return new WatchedParcel(
                id,
                1,
                "test-post",
                new TrackingNumber("TP" + id),
                leg,
                Shipment.untold(importedAt)
                        .promised(Shipment.Promise.of(LocalDate.parse("2026-11-17")))
                        .holding(new Shipment.Goods(null, null, "1 lamp")),
                new Standing(history.status(), null, history.lastEventAt().orElse(null), null, null),
                new Announced(
                        estimatedDate, "Relais de la Gare", pickupUntilDate, "https://carrier.example.org/TP" + id),
                LastLook.NONE,
                Agenda.EMPTY,
                id == 1 ? replacedBy : null);
    }
}
