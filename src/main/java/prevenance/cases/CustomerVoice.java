package prevenance.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import prevenance.assess.RuleSettings;
import prevenance.calendar.BusinessCalendar;
import prevenance.calendar.Places;
import prevenance.message.Outbox;
import prevenance.store.Tx;
import prevenance.watch.CustomerOrder;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;

/// The one door for what customers say: it is stored, opens, feeds or closes a case, and is acknowledged by
/// mail, all in one transaction.
public final class CustomerVoice {
    /// The longest words taken, in characters; what a form allows too.
    public static final int MAX_WORDS = 4_000;

    private static final LocalTime NEWS_UNTIL = LocalTime.of(18, 0);
    private static final String ARRIVED = "The customer says that it has arrived.";

    private final TellingSettings telling;
    private final ZoneId shopZone;
    private final CaseBook book;
    private final Outbox outbox;
    private final RefundEar refunds;
    private final Acknowledgement acknowledgement;
    private final LegalDates dates;
    private final CaseStore cases = new CaseStore();
    private final CustomerActStore acts = new CustomerActStore();
    private final DeadlineStore deadlines = new DeadlineStore();
    private final ParcelStore parcels = new ParcelStore();

    /// @param rules        the limits for the days of a dispute
    /// @param carrierNames a carrier's name as customers know it, by its code
    /// @param refunds      hears what is said about refunds
    public CustomerVoice(
            DeskSettings desk,
            RuleSettings rules,
            TellingSettings telling,
            Outbox outbox,
            RefundEar refunds,
            UnaryOperator<String> carrierNames) {
        this.telling = telling;
        this.shopZone = desk.zone();
        this.book = new CaseBook(desk);
        this.outbox = outbox;
        this.refunds = refunds;
        this.acknowledgement = new Acknowledgement(carrierNames);
        this.dates = new LegalDates(desk, rules);
    }

    /// Takes what a customer said. The same act key twice changes nothing and gives the same answer.
    public Heard hear(Tx tx, CustomerAct act, Instant now) {
        CustomerOrder order = parcels.findOrder(tx, act.orderId()).orElse(null);
        WatchedParcel parcel = parcel(tx, act).orElse(null);
        Heard.Why obstacle = obstacle(act, order, parcel);
        if (obstacle != null || order == null) {
            return new Heard.Refused(obstacle == null ? Heard.Why.UNKNOWN : obstacle);
        }
        Optional<CustomerActStore.Kept> before = acts.find(tx, act.actKey());
        if (before.isPresent()) {
            return again(before.get(), order);
        }
        RefundEar.Answer refund = switch (act.kind()) {
            case REFUND_ARRIVED -> refunds.hear(tx, order.id(), act.choice(), true, now);
            case REFUND_NOT_ARRIVED -> refunds.hear(tx, order.id(), act.choice(), false, now);
            case NOT_RECEIVED,
                    DAMAGED,
                    WRONG_ITEM,
                    ADDRESS,
                    CHOICE,
                    ARRIVED,
                    STOP_PROGRESS,
                    RESUME_PROGRESS,
                    SURVEY,
                    CALL_ME -> null;
        };
        boolean aboutRefund =
                act.kind() == CustomerActKind.REFUND_ARRIVED || act.kind() == CustomerActKind.REFUND_NOT_ARRIVED;
        if (aboutRefund && refund == null) {
            return new Heard.Refused(Heard.Why.NO_REFUND);
        }
        acts.add(tx, act, now);
        CaseSubject subject = refund != null
                ? refund.subject()
                : parcel != null ? CaseSubject.of(parcel) : CaseSubject.order(order.id());
        return switch (act.kind()) {
            case NOT_RECEIVED -> inHand(tx, act, order, parcel, subject, CaseKind.NOT_RECEIVED, now);
            case DAMAGED -> inHand(tx, act, order, parcel, subject, CaseKind.DAMAGED_REPORTED, now);
            case WRONG_ITEM -> inHand(tx, act, order, parcel, subject, CaseKind.WRONG_ITEM, now);
            case ADDRESS -> inHand(tx, act, order, parcel, subject, CaseKind.ADDRESS_CORRECTION, now);
            case CHOICE -> inHand(tx, act, order, parcel, subject, CaseKind.CHOICE_MADE, now);
            case CALL_ME -> inHand(tx, act, order, parcel, subject, CaseKind.CALL_BACK, now);
            case REFUND_NOT_ARRIVED -> inHand(tx, act, order, parcel, subject, CaseKind.REFUND_MISSING, now);
            case ARRIVED -> arrived(tx, act, subject, now);
            case REFUND_ARRIVED -> refundArrived(tx, act, subject, now);
            case SURVEY -> survey(tx, act, order, subject, now);
            case STOP_PROGRESS, RESUME_PROGRESS -> {
                acts.progressOff(tx, order.id(), act.kind() == CustomerActKind.STOP_PROGRESS ? now : null);
                yield new Heard.Noted(false);
            }
        };
    }

    private Optional<WatchedParcel> parcel(Tx tx, CustomerAct act) {
        return Optional.ofNullable(act.parcelId())
                .flatMap(id -> parcels.find(tx, id))
                .filter(found -> found.orderId() == act.orderId());
    }

    private static Heard.@Nullable Why obstacle(
            CustomerAct act, @Nullable CustomerOrder order, @Nullable WatchedParcel parcel) {
        if (order == null || act.parcelId() != null && parcel == null) {
            return Heard.Why.UNKNOWN;
        }
        String text = act.text();
        if (text != null && text.length() > MAX_WORDS) {
            return Heard.Why.TOO_LONG;
        }
        String choice = act.choice() == null ? "" : act.choice();
        return switch (act.kind()) {
            case NOT_RECEIVED, DAMAGED, ARRIVED -> parcel == null ? Heard.Why.NO_PARCEL : null;
            case ADDRESS -> text == null || text.isBlank() ? Heard.Why.NO_WORDS : null;
            case CHOICE -> List.of("RESHIP", "REFUND").contains(choice) ? null : Heard.Why.NO_CHOICE;
            case SURVEY -> choice.matches("[1-5]") ? null : Heard.Why.NO_CHOICE;
            case WRONG_ITEM, STOP_PROGRESS, RESUME_PROGRESS, CALL_ME, REFUND_ARRIVED, REFUND_NOT_ARRIVED -> null;
        };
    }

    private Heard again(CustomerActStore.Kept before, CustomerOrder order) {
        Long caseId = before.caseId();
        return caseId == null ? new Heard.Noted(true) : new Heard.InHand(caseId, nextUpdate(order, before.at()), true);
    }

    private Heard inHand(
            Tx tx,
            CustomerAct act,
            CustomerOrder order,
            @Nullable WatchedParcel parcel,
            CaseSubject subject,
            CaseKind kind,
            Instant now) {
        ServiceCase mine = book.raise(tx, subject, kind, EntryKind.CUSTOMER_SAID, CaseEntry.CUSTOMER, words(act), now);
        acts.belongsTo(tx, act, mine.id());
        if (parcel != null && act.kind() == CustomerActKind.NOT_RECEIVED) {
            deadlines.set(tx, dates.dispute(tx, mine, parcel, order, now), now);
        }
        if (parcel != null && act.kind() == CustomerActKind.DAMAGED) {
            dates.reservation(tx, mine, parcel, order, now).ifPresent(set -> deadlines.set(tx, set, now));
        }
        if (act.kind() == CustomerActKind.CALL_ME) {
            Instant at = book.goal(now);
            cases.change(tx, mine, draft -> draft.callBackAt = at);
            deadlines.set(tx, CaseActions.call(mine, at), now);
        }
        LocalDate next = nextUpdate(order, now);
        deadlines.set(tx, news(mine, subject, next), now);
        LocalDate delivered =
                parcel == null ? null : dates.delivered(tx, parcel).orElse(null);
        if (outbox.enqueue(tx, acknowledgement.of(act, order, parcel, delivered, mine.id(), next, now), now)) {
            book.append(
                    tx, mine.id(), EntryKind.MESSAGE, CaseEntry.SYSTEM, "Queued for the customer: his word is in", now);
        }
        return new Heard.InHand(mine.id(), next, false);
    }

    /// By when he hears from us, which the acknowledgement promises.
    private Deadline news(ServiceCase about, CaseSubject subject, LocalDate by) {
        return new Deadline(
                newsKey(about.id()),
                DeadlineKind.NEWS,
                about.order(),
                about.parcelId(),
                about.id(),
                by.atTime(NEWS_UNTIL).atZone(shopZone).toInstant(),
                subject.valueMinor(),
                subject.currency(),
                "own.news");
    }

    static String newsKey(long caseId) {
        return "case:" + caseId + "/news";
    }

    /// Closes what nobody has taken and what ends with it; a person who has the case decides himself.
    private Heard arrived(Tx tx, CustomerAct act, CaseSubject subject, Instant now) {
        settle(
                tx,
                act,
                subject,
                CloseReason.DELIVERED_AFTER_ALL,
                ARRIVED,
                open -> open.kind().endsWithArrival(),
                now);
        return new Heard.Noted(false);
    }

    private Heard refundArrived(Tx tx, CustomerAct act, CaseSubject subject, Instant now) {
        settle(
                tx,
                act,
                subject,
                CloseReason.REFUND_ARRIVED,
                "The customer says that the refund has arrived.",
                open -> open.kind() == CaseKind.REFUND_MISSING,
                now);
        return new Heard.Noted(false);
    }

    private void settle(
            Tx tx,
            CustomerAct act,
            CaseSubject subject,
            CloseReason reason,
            String text,
            java.util.function.Predicate<ServiceCase> ends,
            Instant now) {
        ServiceCase open = book.openOf(tx, subject).orElse(null);
        if (open == null) {
            return;
        }
        book.append(tx, open.id(), EntryKind.CUSTOMER_SAID, CaseEntry.CUSTOMER, said(text, act.text()), now);
        if (open.owner() == null && ends.test(open)) {
            book.close(tx, open, reason, null, CaseEntry.CUSTOMER, now);
        }
    }

    /// A bad mark is looked at; a good one goes into the newest case it is about.
    private Heard survey(Tx tx, CustomerAct act, CustomerOrder order, CaseSubject subject, Instant now) {
        String text = said("Survey: " + act.choice() + " of 5", act.text());
        if (Integer.parseInt(String.valueOf(act.choice())) <= 2) {
            ServiceCase mine =
                    book.raise(tx, subject, CaseKind.REPORTED, EntryKind.CUSTOMER_SAID, CaseEntry.CUSTOMER, text, now);
            acts.belongsTo(tx, act, mine.id());
            return new Heard.InHand(mine.id(), nextUpdate(order, now), false);
        }
        cases.ofOrder(tx, order.id()).stream()
                .filter(about ->
                        subject.parcelId() == null || subject.parcelId().equals(about.parcelId()))
                .findFirst()
                .ifPresent(
                        about -> book.append(tx, about.id(), EntryKind.CUSTOMER_SAID, CaseEntry.CUSTOMER, text, now));
        return new Heard.Noted(false);
    }

    private static String words(CustomerAct act) {
        String text = switch (act.kind()) {
            case NOT_RECEIVED -> "The customer says that he has not received it.";
            case DAMAGED -> "The customer says that it arrived damaged.";
            case WRONG_ITEM -> "The customer says that it is not what he ordered.";
            case ADDRESS -> "The customer gives another address.";
            case CHOICE -> "The customer chooses: " + act.choice();
            case ARRIVED -> ARRIVED;
            case CALL_ME -> "The customer asks to be called.";
            case REFUND_NOT_ARRIVED -> "The customer says that the refund has not arrived.";
            case STOP_PROGRESS, RESUME_PROGRESS, SURVEY, REFUND_ARRIVED ->
                act.kind().name();
        };
        return said(text, act.text());
    }

    private static String said(String what, @Nullable String words) {
        return words == null || words.isBlank() ? what : what + " " + words.strip();
    }

    private LocalDate nextUpdate(CustomerOrder order, Instant now) {
        ZoneId zone = Places.zoneOf(order.country(), order.postcode()).orElse(shopZone);
        return BusinessCalendar.of(
                        order.country(),
                        Places.regionOf(order.country(), order.postcode()).orElse(null),
                        BusinessCalendar.MONDAY_TO_FRIDAY)
                .plus(now.atZone(zone).toLocalDate(), telling.nextUpdate());
    }
}
