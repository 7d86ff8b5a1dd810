package prevenance.aftersales;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.aftersales.AftersalesOutcome.Added;
import prevenance.aftersales.AftersalesOutcome.Changed;
import prevenance.aftersales.AftersalesOutcome.Refused;
import prevenance.aftersales.AftersalesOutcome.Unchanged;
import prevenance.carrier.CarrierDirectory;
import prevenance.cases.CaseEntry;
import prevenance.cases.DeskSettings;
import prevenance.message.MessageKind;
import prevenance.message.Outbox;
import prevenance.store.Database;
import prevenance.store.Failure;
import prevenance.store.Tx;
import prevenance.tracking.TrackingNumber;
import prevenance.watch.CustomerOrder;
import prevenance.watch.ParcelStore;

/// Takes in what the shop says about exchanges: stores each, watches its parcel and queues its message in the
/// same transaction; and looks at each when its day comes.
public final class ExchangeDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeDesk.class);
    private static final int PER_BEAT = 500;
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);

    private final Database database;
    private final OrderNumberStore orders = new OrderNumberStore();
    private final ExchangeStore exchanges = new ExchangeStore();
    private final ParcelStore parcels = new ParcelStore();
    private final AftersalesSettings settings;
    private final ExchangeSteps steps;
    private final Map<String, String> broken = new HashMap<>();

    /// @param zone where the shop is
    public ExchangeDesk(
            Database database,
            AftersalesSettings settings,
            ZoneId zone,
            CarrierDirectory carriers,
            Outbox outbox,
            DeskSettings desk) {
        this.database = database;
        this.settings = settings;
        this.steps = new ExchangeSteps(settings, zone, carriers, outbox, desk);
    }

    /// Takes in what the shop says of an exchange. The same twice changes nothing; one that was promised here
    /// becomes the shop's and takes its reference.
    public AftersalesOutcome register(Tx tx, ExchangeNotice notice, Instant now) {
        CustomerOrder order = orders.find(tx, notice.order()).orElse(null);
        if (order == null) {
            return new Refused("order", "no order of this number is known", "import the order first, or correct it");
        }
        Optional<Exchange> known = exchanges.find(tx, notice.reference());
        if (known.isPresent() && known.get().orderId() != order.id()) {
            return new Refused("reference", "is already the exchange of another order", "give each exchange its own");
        }
        Exchange before = known.or(() -> adopted(tx, notice, order, now)).orElse(null);
        Optional<Long> watched = watched(tx, notice, order);
        Long parcelId = watched.orElseGet(() -> watch(tx, notice, order, before, now));
        boolean described = parcelId != null && exchanges.describeParcel(tx, parcelId, notice, now);
        Instant shippedAt = notice.shippedAt() == null && before != null ? before.shippedAt() : notice.shippedAt();
        boolean left = parcelId != null || shippedAt != null;
        if (before == null) {
            Exchange added = exchanges
                    .add(tx, fresh(notice, order, parcelId, left, now), now)
                    .orElseThrow();
            return new Added(left ? tell(tx, null, added, order, now) : follow(tx, added, notice, true, now));
        }
        if (!left) {
            Exchange after = described(tx, before, notice, now);
            boolean followed = follow(tx, after, notice, false, now);
            boolean changed =
                    exchanges.find(tx, notice.reference()).orElseThrow().version() != before.version();
            return changed || known.isEmpty() ? new Changed(followed) : new Unchanged();
        }
        String items = notice.items() == null ? before.items() : notice.items();
        boolean same = before.state() == ExchangeState.SHIPPED || before.endedAt() != null;
        if (same
                && !described
                && java.util.Objects.equals(parcelId, before.parcelId())
                && java.util.Objects.equals(shippedAt, before.shippedAt())
                && java.util.Objects.equals(items, before.items())) {
            return new Unchanged();
        }
        Exchange after = exchanges
                .change(tx, before, now, draft -> {
                    draft.state = before.endedAt() == null ? ExchangeState.SHIPPED : before.state();
                    draft.parcelId = parcelId;
                    draft.shippedAt = shippedAt;
                    draft.items = items;
                    draft.blockedWhy = null;
                    draft.checkAt = null;
                })
                .orElseThrow();
        if (before.state().isAwaited()) {
            steps.shipped(tx, after, now);
        }
        return new Changed(tell(tx, before, after, order, now));
    }

    private Exchange fresh(
            ExchangeNotice notice, CustomerOrder order, @Nullable Long parcelId, boolean left, Instant now) {
        boolean awaits = Boolean.TRUE.equals(notice.awaitsReturn());
        boolean asked = !left && notice.state() != ExchangeState.CANCELLED && !awaits;
        return new Exchange(
                0,
                notice.reference(),
                order.id(),
                null,
                parcelId,
                left ? ExchangeState.SHIPPED : ExchangeState.PROMISED,
                notice.items(),
                awaits,
                now,
                notice.shipByDate(),
                null,
                notice.shippedAt(),
                null,
                asked ? steps.silentAt(order, now) : null,
                null,
                now,
                1);
    }

    private Exchange described(Tx tx, Exchange before, ExchangeNotice notice, Instant now) {
        String items = notice.items() == null ? before.items() : notice.items();
        boolean same = java.util.Objects.equals(items, before.items());
        return same
                ? before
                : exchanges
                        .change(tx, before, now, draft -> draft.items = items)
                        .orElseThrow();
    }

    /// Takes the steps that a notice about a replacement still at home means. True when the customer is told.
    private boolean follow(Tx tx, Exchange seen, ExchangeNotice notice, boolean isNew, Instant now) {
        ExchangeState state = notice.state();
        if (state == null || !seen.state().isAwaited()) {
            return false;
        }
        return switch (state) {
            case PROMISED ->
                seen.state() == ExchangeState.BLOCKED
                        ? steps.freed(tx, seen, notice.shipByDate(), CaseEntry.SYSTEM, now)
                                .isPresent()
                        : isNew && steps.promised(tx, seen, now);
            case RETURN_RECEIVED -> {
                Instant at = notice.returnReceivedAt() == null ? now : notice.returnReceivedAt();
                yield seen.returnReceivedAt() == null
                        && steps.returned(tx, seen, at, CaseEntry.SYSTEM, now).isPresent();
            }
            case BLOCKED -> {
                BlockedWhy why = notice.blockedWhy() == null ? BlockedWhy.OTHER : notice.blockedWhy();
                yield seen.state() != ExchangeState.BLOCKED
                        && steps.blocked(tx, seen, why, notice.shipByDate(), CaseEntry.SYSTEM, now)
                                .isPresent();
            }
            case CANCELLED -> {
                steps.cancel(tx, seen, "the shop says so", CaseEntry.SYSTEM, now);
                yield false;
            }
            case SHIPPED, ENDED -> false;
        };
    }

    /// An exchange that a case promised and for which the shop now names its own reference: the only one of
    /// the order.
    private Optional<Exchange> adopted(Tx tx, ExchangeNotice notice, CustomerOrder order, Instant now) {
        List<Exchange> fitting = exchanges.ofOrder(tx, order.id()).stream()
                .filter(exchange -> exchange.reference().startsWith(ExchangeStore.OURS)
                        && exchange.caseId() != null
                        && exchange.state().isAwaited())
                .toList();
        if (fitting.size() != 1) {
            return Optional.empty();
        }
        if (notice.number() != null || notice.shippedAt() != null) {
            String why = "the replacement has left meanwhile";
            steps.mail().takeBack(tx, MessageKind.EXCHANGE_PROMISED, fitting.getFirst(), why, now);
            steps.mail().takeBack(tx, MessageKind.EXCHANGE_BLOCKED, fitting.getFirst(), why, now);
        }
        return exchanges.change(tx, fitting.getFirst(), now, draft -> draft.reference = notice.reference());
    }

    private Optional<Long> watched(Tx tx, ExchangeNotice notice, CustomerOrder order) {
        String carrier = notice.carrier();
        TrackingNumber number = notice.number();
        return carrier == null || number == null
                ? Optional.empty()
                : exchanges.findParcel(tx, order.id(), carrier, number);
    }

    private @Nullable Long watch(
            Tx tx, ExchangeNotice notice, CustomerOrder order, @Nullable Exchange before, Instant now) {
        String carrier = notice.carrier();
        TrackingNumber number = notice.number();
        if (carrier == null || number == null) {
            return before == null ? null : before.parcelId();
        }
        return exchanges.addParcel(tx, order.id(), carrier, notice.realCarrier(), number, now);
    }

    /// Tells once that the replacement is on its way. A message that has not left is replaced; one that has
    /// left is followed by another only when the parcel itself is another, because its link leads nowhere
    /// then.
    private boolean tell(Tx tx, @Nullable Exchange before, Exchange after, CustomerOrder order, Instant now) {
        int taken = before == null
                ? 0
                : steps.mail()
                        .takeBack(tx, MessageKind.EXCHANGE_SHIPPED, after, "the shop corrected the exchange", now);
        Instant shippedAt = after.shippedAt();
        Long parcelId = after.parcelId();
        if (shippedAt == null || parcelId == null || shippedAt.isBefore(now.minus(settings.exchangeTellWithin()))) {
            return false;
        }
        boolean otherParcel = before != null && before.parcelId() != null && !parcelId.equals(before.parcelId());
        int first = taken + 1;
        return steps.mail()
                .tell(
                        tx,
                        MessageKind.EXCHANGE_SHIPPED,
                        after,
                        parcels.find(tx, parcelId).orElseThrow(),
                        order,
                        first,
                        otherParcel ? ExchangeMail.MAX_EPISODES : first,
                        shippedAt.isAfter(now) ? shippedAt : now,
                        now);
    }

    /// Looks at every exchange whose day has come: asks about one that has no parcel, ends one that was
    /// delivered. Each in its own transaction. Returns how many were handled.
    public int checkDue(Instant now) {
        int handled = 0;
        for (String reference : database.<List<String>>read(tx -> exchanges.due(tx, now, PER_BEAT))) {
            handled += guarded(reference, now, (tx, seen) -> check(tx, seen, now)) ? 1 : 0;
        }
        for (String reference : database.<List<String>>read(tx -> exchanges.delivered(tx, PER_BEAT))) {
            handled += guarded(
                            reference,
                            now,
                            (tx, seen) -> seen.state() == ExchangeState.SHIPPED
                                    && steps.ended(tx, seen, now).isPresent())
                    ? 1
                    : 0;
        }
        return handled;
    }

    private boolean check(Tx tx, Exchange seen, Instant now) {
        Instant checkAt = seen.checkAt();
        return checkAt != null
                && !checkAt.isAfter(now)
                && seen.state().isAwaited()
                && steps.silent(tx, seen, now).isPresent();
    }

    private boolean guarded(String reference, Instant now, BiPredicate<Tx, Exchange> work) {
        try {
            boolean done = database.write(
                    tx -> work.test(tx, exchanges.find(tx, reference).orElseThrow()));
            broken.remove(reference);
            return done;
        } catch (RuntimeException failed) {
            String problem = Failure.told(failed);
            if (!problem.equals(broken.put(reference, problem))) {
                LOG.atError()
                        .addKeyValue("exchange", reference)
                        .addKeyValue("problem", problem)
                        .log("an exchange could not be looked at and is tried again later");
            }
            database.execute(tx -> exchanges.postpone(tx, reference, now.plus(AFTER_FAILURE)));
            return false;
        }
    }
}
