package prevenance.message;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.calendar.OpeningHours;
import prevenance.store.Tx;

/// Which messages somebody reads before they leave, and by when he should have.
public final class Approvals {
    private static final Approvals NONE = new Approvals(ApprovalSettings.none(), null);

    private final ApprovalSettings settings;
    private final @Nullable OpeningHours hours;
    private final ApprovalStore store = new ApprovalStore();

    /// @param until the approval is late afterwards
    record Needed(Instant until, String why) {}

    private Approvals(ApprovalSettings settings, @Nullable OpeningHours hours) {
        this.settings = settings;
        this.hours = hours;
    }

    /// @param hours when somebody is there to approve
    public static Approvals of(ApprovalSettings settings, OpeningHours hours) {
        return new Approvals(settings, hours);
    }

    /// Everything leaves by itself.
    public static Approvals none() {
        return NONE;
    }

    Optional<Needed> neededFor(Tx tx, MessageKind kind, @Nullable Long parcelId, @Nullable String rule, Instant now) {
        OpeningHours open = hours;
        // The words to many are approved once, with their incident.
        return open == null || kind.isForStaff() || kind == MessageKind.MASS_DELAY
                ? Optional.empty()
                : why(tx, kind, parcelId, rule).map(why -> new Needed(open.plusOpen(now, settings.within()), why));
    }

    private Optional<String> why(Tx tx, MessageKind kind, @Nullable Long parcelId, @Nullable String rule) {
        if (settings.kinds().contains(kind)) {
            return Optional.of("this kind is read before it leaves");
        }
        if (!settings.above().isEmpty() && parcelId != null) {
            Optional<ApprovalStore.Value> value = store.valueOf(tx, parcelId);
            if (value.isPresent() && isDear(value.get())) {
                return Optional.of("the goods are dear");
            }
        }
        return settings.first() > 0 && rule != null && store.messagesOf(tx, rule) < settings.first()
                ? Optional.of("among the first of the rule " + rule)
                : Optional.empty();
    }

    private boolean isDear(ApprovalStore.Value value) {
        BigDecimal limit = settings.above().get(value.currency());
        return limit != null
                && BigDecimal.valueOf(
                                        value.minor(),
                                        Currency.getInstance(value.currency()).getDefaultFractionDigits())
                                .compareTo(limit)
                        >= 0;
    }
}
