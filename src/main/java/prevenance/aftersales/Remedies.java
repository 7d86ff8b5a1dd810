package prevenance.aftersales;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import prevenance.cases.CaseDecisions.Open;
import prevenance.store.Tx;

/// What a customer has been promised for a parcel, so that he does not get it twice.
final class Remedies {
    private final ExchangeSteps exchangeSteps;
    private final RefundStore refunds = new RefundStore();
    private final ExchangeStore exchanges = new ExchangeStore();

    Remedies(ExchangeSteps exchangeSteps) {
        this.exchangeSteps = exchangeSteps;
    }

    /// Why the customer can get nothing more for this parcel: he has been promised it already.
    Optional<String> settled(Open open) {
        Tx tx = open.tx();
        Long parcelId = open.serviceCase().parcelId();
        List<Refund> money = parcelId == null
                ? refunds.ofCase(tx, open.serviceCase().id()).stream().toList()
                : refunds.ofParcel(tx, parcelId);
        if (!money.isEmpty()) {
            Refund refund = money.getFirst();
            return Optional.of("refund " + refund.reference() + " (" + refund.state()
                    + ") pays for this already; cancel it first");
        }
        List<Exchange> goods = parcelId == null
                ? exchanges.ofCase(tx, open.serviceCase().id()).stream().toList()
                : exchanges.ofParcel(tx, parcelId);
        return goods.stream()
                .filter(exchange -> exchange.state() != ExchangeState.BLOCKED)
                .findFirst()
                .map(exchange -> "replacement " + exchange.reference() + " (" + exchange.state()
                        + ") stands for this already; cancel it first");
    }

    /// A replacement that cannot leave makes room for the money.
    void dropBlocked(Open open, String author, Instant now) {
        Long parcelId = open.serviceCase().parcelId();
        List<Exchange> goods = parcelId == null
                ? exchanges.ofCase(open.tx(), open.serviceCase().id()).stream().toList()
                : exchanges.ofParcel(open.tx(), parcelId);
        goods.stream()
                .filter(exchange -> exchange.state() == ExchangeState.BLOCKED)
                .forEach(exchange ->
                        exchangeSteps.cancel(open.tx(), exchange, "The customer gets his money.", author, now));
    }
}
