package prevenance.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CustomerActKind;
import prevenance.cases.CustomerActStore.Kept;
import prevenance.message.MessageKind;
import prevenance.watch.CustomerOrder;

/// An order as its page needs it, read at one moment.
///
/// @param shop        code of the shop that sold it, null for the only one
/// @param progressOff since when he wants no mails about mere progress, null: he gets them
/// @param parcels     in the order in which they came
/// @param written     to the customer, oldest first
/// @param acts        what he said, oldest first
/// @param cases       open ones
/// @param zone        where the parcels go
record OrderStory(
        CustomerOrder order,
        @Nullable String shop,
        @Nullable Instant progressOff,
        List<ParcelStory> parcels,
        List<Written> written,
        List<Kept> acts,
        List<OpenCase> cases,
        List<Reimbursement> refunds,
        List<Replacement> exchanges,
        ZoneId zone,
        Instant now) {
    /// The parcel of a number among the order's own, from 1; empty when it has none such.
    Optional<ParcelStory> parcel(int number) {
        return parcels.stream().filter(parcel -> parcel.number() == number).findFirst();
    }

    LocalDate today() {
        return now.atZone(zone).toLocalDate();
    }

    /// Nothing is on its way any more.
    boolean isOver() {
        return !parcels.isEmpty()
                && parcels.stream().allMatch(parcel -> parcel.standing().isOver());
    }

    /// Those for which he may choose between another parcel and his money.
    List<ParcelStory> choices() {
        return parcels.stream().filter(ParcelStory::mayChoose).toList();
    }

    /// The replacement we promised cannot leave, and he may choose what to do instead.
    boolean mayChooseForExchange() {
        Instant asked = written.stream()
                .filter(message -> message.kind() == MessageKind.EXCHANGE_BLOCKED && message.isSent())
                .map(Written::at)
                .reduce((_, later) -> later)
                .orElse(null);
        return asked != null
                && exchanges.stream().anyMatch(Replacement::isBlocked)
                && refunds.stream()
                        .noneMatch(refund ->
                                !refund.isCancelled() && refund.decidedAt().isAfter(asked))
                && !hasSaid(CustomerActKind.CHOICE, asked);
    }

    /// The newest refund of which he can say whether it has arrived; empty when none is under way.
    Optional<Reimbursement> refundToAskFor() {
        return refunds.stream().filter(Reimbursement::isUnderWay).reduce((_, later) -> later);
    }

    /// He was told that all is settled, and has not told us yet how it was.
    boolean mayBeSurveyed() {
        return written.stream()
                .filter(message -> message.kind() == MessageKind.RESOLVED && message.isSent())
                .map(Written::at)
                .reduce((_, later) -> later)
                .filter(at -> !hasSaid(CustomerActKind.SURVEY, at))
                .isPresent();
    }

    boolean hasSaid(CustomerActKind kind, Instant since) {
        return acts.stream()
                .anyMatch(kept -> kept.act().kind() == kind && kept.at().isAfter(since));
    }

    /// How often he has said something, so that his next form is another one.
    long times(CustomerActKind kind, @Nullable Long parcelId) {
        return acts.stream()
                .filter(kept -> kept.act().kind() == kind
                        && java.util.Objects.equals(kept.act().parcelId(), parcelId))
                .count();
    }
}
