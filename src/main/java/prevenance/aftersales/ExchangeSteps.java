package prevenance.aftersales;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Where;
import prevenance.carrier.CarrierDirectory;
import prevenance.cases.CaseBook;
import prevenance.cases.CaseEntry;
import prevenance.cases.CaseKind;
import prevenance.cases.CaseStore;
import prevenance.cases.CaseSubject;
import prevenance.cases.CloseReason;
import prevenance.cases.Deadline;
import prevenance.cases.DeadlineKind;
import prevenance.cases.DeadlineState;
import prevenance.cases.DeadlineStore;
import prevenance.cases.DeskSettings;
import prevenance.cases.EntryKind;
import prevenance.cases.ServiceCase;
import prevenance.message.MessageKind;
import prevenance.message.Outbox;
import prevenance.store.Tx;
import prevenance.watch.CustomerOrder;
import prevenance.watch.ParcelStore;

/// The steps of an exchange, each with what it brings with it: the message, the deadline, the case. Each
/// works in the transaction of its cause and is empty when the exchange changed since it was seen.
final class ExchangeSteps {
    private static final LocalTime MORNING = LocalTime.of(9, 0);

    private final AftersalesSettings settings;
    private final ZoneId zone;
    private final BankDays days;
    private final String country;
    private final ExchangeMail mail;
    private final CaseBook book;
    private final ExchangeStore exchanges = new ExchangeStore();
    private final CaseStore cases = new CaseStore();
    private final DeadlineStore deadlines = new DeadlineStore();
    private final ParcelStore parcels = new ParcelStore();

    ExchangeSteps(
            AftersalesSettings settings, ZoneId zone, CarrierDirectory carriers, Outbox outbox, DeskSettings desk) {
        this.settings = settings;
        this.zone = zone;
        this.days = BankDays.byPublicHolidays();
        this.country = desk.country();
        this.mail = new ExchangeMail(zone, carriers, outbox);
        this.book = new CaseBook(desk);
    }

    /// A replacement that a person decides in a case. Empty when the case has one.
    ///
    /// @param shipBy null: as the settings say; a replacement that awaits a return then has no day
    Optional<Exchange> promise(
            Tx tx,
            ServiceCase about,
            @Nullable String items,
            boolean awaitsReturn,
            @Nullable LocalDate shipBy,
            Instant now) {
        LocalDate usual = awaitsReturn ? null : days.plus(country, today(now), settings.exchangeShipDays());
        Exchange wanted = new Exchange(
                0,
                freeReference(tx, about.id()),
                about.order(),
                about.id(),
                null,
                ExchangeState.PROMISED,
                items,
                awaitsReturn,
                now,
                shipBy == null ? usual : shipBy,
                null,
                null,
                null,
                awaitsReturn ? null : silentAt(order(tx, about.order()), now),
                null,
                now,
                1);
        Optional<Exchange> added = exchanges.add(tx, wanted, now);
        added.ifPresent(exchange -> promised(tx, exchange, now));
        return added;
    }

    /// The customer is told of a promised replacement, and its last day is set.
    boolean promised(Tx tx, Exchange exchange, Instant now) {
        shipBy(tx, exchange, now);
        return tell(tx, MessageKind.EXCHANGE_PROMISED, exchange, now);
    }

    private void shipBy(Tx tx, Exchange exchange, Instant now) {
        LocalDate day = exchange.shipByDate();
        if (day == null) {
            return;
        }
        CaseSubject about = subject(tx, exchange);
        deadlines.set(
                tx,
                new Deadline(
                        deadlineKey(exchange),
                        DeadlineKind.EXCHANGE_SHIP,
                        exchange.orderId(),
                        about.parcelId(),
                        exchange.caseId(),
                        day.plusDays(1).atStartOfDay(zone).toInstant().minusSeconds(60),
                        about.valueMinor(),
                        about.currency(),
                        "own.exchange"),
                now);
    }

    /// What it replaces has come back.
    Optional<Exchange> returned(Tx tx, Exchange seen, Instant receivedAt, String author, Instant now) {
        Optional<Exchange> after = exchanges.change(tx, seen, now, draft -> {
            draft.state = seen.state() == ExchangeState.PROMISED ? ExchangeState.RETURN_RECEIVED : seen.state();
            draft.returnReceivedAt = receivedAt;
            draft.shipByDate = seen.shipByDate() == null
                    ? days.plus(country, today(now), settings.exchangeShipDays())
                    : seen.shipByDate();
            draft.checkAt = silentAt(order(tx, seen.orderId()), now);
        });
        after.ifPresent(exchange -> {
            shipBy(tx, exchange, now);
            if (!receivedAt.isBefore(now.minus(settings.exchangeTellWithin()))) {
                tell(tx, MessageKind.RETURN_RECEIVED, exchange, now);
            }
            note(tx, exchange, author, "The return has come in; the replacement can leave", now);
        });
        return after;
    }

    /// It cannot leave: the customer is told and asked, and a person looks after it.
    ///
    /// @param shipBy when it could leave, null when nobody knows
    Optional<Exchange> blocked(
            Tx tx, Exchange seen, BlockedWhy why, @Nullable LocalDate shipBy, String author, Instant now) {
        Optional<Exchange> after = exchanges.change(tx, seen, now, draft -> {
            draft.state = ExchangeState.BLOCKED;
            draft.blockedWhy = why;
            draft.shipByDate = shipBy;
            draft.checkAt = null;
        });
        after.ifPresent(exchange -> {
            deadlines.end(tx, deadlineKey(exchange), DeadlineState.DROPPED, now);
            shipBy(tx, exchange, now);
            mail.takeBack(tx, MessageKind.EXCHANGE_PROMISED, exchange, "the replacement cannot leave", now);
            tell(tx, MessageKind.EXCHANGE_BLOCKED, exchange, now);
            book.raise(
                    tx,
                    subject(tx, exchange),
                    CaseKind.EXCHANGE_BLOCKED,
                    EntryKind.REPORTED,
                    author,
                    "Replacement " + exchange.reference() + " cannot leave: " + why
                            + (shipBy == null ? "" : ", perhaps by " + shipBy),
                    now);
        });
        return after;
    }

    /// It can leave after all.
    Optional<Exchange> freed(Tx tx, Exchange seen, @Nullable LocalDate shipBy, String author, Instant now) {
        Optional<Exchange> after = exchanges.change(tx, seen, now, draft -> {
            draft.state = seen.returnReceivedAt() == null ? ExchangeState.PROMISED : ExchangeState.RETURN_RECEIVED;
            draft.blockedWhy = null;
            draft.shipByDate = shipBy == null ? days.plus(country, today(now), settings.exchangeShipDays()) : shipBy;
            draft.checkAt = seen.awaitsReturn() && seen.returnReceivedAt() == null
                    ? null
                    : silentAt(order(tx, seen.orderId()), now);
        });
        after.ifPresent(exchange -> {
            mail.takeBack(tx, MessageKind.EXCHANGE_BLOCKED, exchange, "the replacement can leave after all", now);
            shipBy(tx, exchange, now);
            tell(tx, MessageKind.EXCHANGE_PROMISED, exchange, now);
            note(tx, exchange, author, "The replacement can leave, by " + exchange.shipByDate(), now);
        });
        return after;
    }

    /// It has left: what was open about that is done.
    void shipped(Tx tx, Exchange exchange, Instant now) {
        deadlines.end(tx, deadlineKey(exchange), DeadlineState.KEPT, now);
        String why = "the replacement has left meanwhile";
        mail.takeBack(tx, MessageKind.EXCHANGE_PROMISED, exchange, why, now);
        mail.takeBack(tx, MessageKind.EXCHANGE_BLOCKED, exchange, why, now);
        mail.takeBack(tx, MessageKind.RETURN_RECEIVED, exchange, why, now);
        note(tx, exchange, CaseEntry.SYSTEM, "The replacement has left", now);
        book.openOf(tx, subject(tx, exchange))
                .filter(open -> open.kind() == CaseKind.REPLACEMENT_SILENT && open.owner() == null)
                .ifPresent(open -> book.close(tx, open, CloseReason.REPLACEMENT_SHIPPED, null, CaseEntry.SYSTEM, now));
    }

    /// It was promised and there is no parcel of it: a person asks.
    Optional<Exchange> silent(Tx tx, Exchange seen, Instant now) {
        Optional<Exchange> after = exchanges.change(tx, seen, now, draft -> draft.checkAt = null);
        after.ifPresent(exchange -> book.raise(
                tx,
                subject(tx, exchange),
                CaseKind.REPLACEMENT_SILENT,
                EntryKind.REPORTED,
                CaseEntry.SYSTEM,
                "Replacement " + exchange.reference() + " was promised and has no parcel yet",
                now));
        return after;
    }

    /// The customer has it.
    Optional<Exchange> ended(Tx tx, Exchange seen, Instant now) {
        Optional<Exchange> after = exchanges.change(tx, seen, now, draft -> draft.end(ExchangeState.ENDED, now));
        after.ifPresent(exchange -> note(tx, exchange, CaseEntry.SYSTEM, "The replacement has been delivered", now));
        return after;
    }

    Optional<Exchange> cancel(Tx tx, Exchange seen, String why, String author, Instant now) {
        Optional<Exchange> after = exchanges.change(tx, seen, now, draft -> draft.end(ExchangeState.CANCELLED, now));
        after.ifPresent(exchange -> {
            deadlines.end(tx, deadlineKey(exchange), DeadlineState.DROPPED, now);
            mail.takeBack(tx, MessageKind.EXCHANGE_PROMISED, exchange, "the replacement was cancelled", now);
            mail.takeBack(tx, MessageKind.EXCHANGE_BLOCKED, exchange, "the replacement was cancelled", now);
            note(tx, exchange, author, "Replacement cancelled. " + why, now);
        });
        return after;
    }

    /// When a replacement that was promised now and has no parcel is asked about.
    Instant silentAt(CustomerOrder order, Instant now) {
        return days.plus(country, today(now), settings.exchangeSilentDays(Where.of(order)))
                .plusDays(1)
                .atTime(MORNING)
                .atZone(zone)
                .toInstant();
    }

    private CustomerOrder order(Tx tx, long orderId) {
        return parcels.findOrder(tx, orderId).orElseThrow();
    }

    ExchangeMail mail() {
        return mail;
    }

    CaseSubject subject(Tx tx, Exchange exchange) {
        return Optional.ofNullable(exchange.caseId())
                .flatMap(id -> cases.find(tx, id))
                .map(ServiceCase::parcelId)
                .flatMap(id -> parcels.find(tx, id))
                .map(CaseSubject::of)
                .orElseGet(() -> CaseSubject.order(exchange.orderId()));
    }

    private boolean tell(Tx tx, MessageKind kind, Exchange exchange, Instant now) {
        CustomerOrder order = parcels.findOrder(tx, exchange.orderId()).orElseThrow();
        return mail.tell(tx, kind, exchange, null, order, 1, ExchangeMail.MAX_EPISODES, now, now);
    }

    private void note(Tx tx, Exchange exchange, String author, String text, Instant now) {
        Long caseId = exchange.caseId();
        if (caseId != null) {
            book.append(tx, caseId, EntryKind.REPORTED, author, text, now);
        }
    }

    private String freeReference(Tx tx, long caseId) {
        String reference = ExchangeStore.OURS + caseId;
        for (int again = 2; exchanges.find(tx, reference).isPresent(); again++) {
            reference = ExchangeStore.OURS + caseId + "-" + again;
        }
        return reference;
    }

    private LocalDate today(Instant now) {
        return now.atZone(zone).toLocalDate();
    }

    private static String deadlineKey(Exchange exchange) {
        return "exchange:" + exchange.id() + "/ship";
    }
}
