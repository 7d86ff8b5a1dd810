package prevenance.aftersales;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.CarrierDirectory;
import prevenance.cases.DeskSettings;
import prevenance.message.Outbox;
import prevenance.store.Database;
import prevenance.store.Tx;

/// What a person does with an exchange. Each is one transaction; when two do it at once, the second is told.
/// That it has left comes in with its parcel, see [ExchangeDesk#register].
///
/// A `seenVersion` is [Exchange#version()] as the person saw it; null when he did not look.
public final class Exchanges {
    private final Database database;
    private final ExchangeStore exchanges = new ExchangeStore();
    private final ExchangeSteps steps;

    /// @param zone where the shop is
    public Exchanges(
            Database database,
            AftersalesSettings settings,
            ZoneId zone,
            CarrierDirectory carriers,
            Outbox outbox,
            DeskSettings desk) {
        this.database = database;
        this.steps = new ExchangeSteps(settings, zone, carriers, outbox, desk);
    }

    /// What it replaces has come back: the customer is told, and the replacement can leave.
    public ExchangeOutcome returnReceived(String reference, String author, @Nullable Integer seenVersion, Instant now) {
        return act(
                reference,
                seenVersion,
                (tx, seen) -> seen.state().isAwaited() && seen.returnReceivedAt() == null
                        ? written(seen, steps.returned(tx, seen, now, author, now))
                        : refused("its return has come before, or it has left"));
    }

    /// It cannot leave: the customer is told and asked what he prefers, and it becomes a case.
    ///
    /// @param shipBy when it could leave, null when nobody knows
    public ExchangeOutcome blocked(
            String reference,
            BlockedWhy why,
            @Nullable LocalDate shipBy,
            String author,
            @Nullable Integer seenVersion,
            Instant now) {
        return act(
                reference,
                seenVersion,
                (tx, seen) -> seen.state().isAwaited() && seen.state() != ExchangeState.BLOCKED
                        ? written(seen, steps.blocked(tx, seen, why, shipBy, author, now))
                        : refused("it is blocked already, or has left"));
    }

    /// It can leave after all.
    ///
    /// @param shipBy null: as the settings say
    public ExchangeOutcome freed(
            String reference, @Nullable LocalDate shipBy, String author, @Nullable Integer seenVersion, Instant now) {
        return act(
                reference,
                seenVersion,
                (tx, seen) -> seen.state() == ExchangeState.BLOCKED
                        ? written(seen, steps.freed(tx, seen, shipBy, author, now))
                        : refused("it is not blocked"));
    }

    /// The customer does not get it; only before it has left.
    ///
    /// @param why for the staff
    public ExchangeOutcome cancel(
            String reference, String why, String author, @Nullable Integer seenVersion, Instant now) {
        if (why.isBlank()) {
            return refused("the reason is empty; write why the customer does not get it");
        }
        return act(
                reference,
                seenVersion,
                (tx, seen) -> seen.state().isAwaited()
                        ? written(seen, steps.cancel(tx, seen, why.strip(), author, now))
                        : refused("it has left, or is over"));
    }

    private ExchangeOutcome act(
            String reference, @Nullable Integer seenVersion, BiFunction<Tx, Exchange, ExchangeOutcome> act) {
        return database.<ExchangeOutcome>write(tx -> {
            Exchange seen = exchanges.find(tx, reference).orElse(null);
            if (seen == null) {
                return new ExchangeOutcome.NotFound(reference);
            }
            return seenVersion != null && seen.version() != seenVersion
                    ? new ExchangeOutcome.Conflict(reference)
                    : act.apply(tx, seen);
        });
    }

    private static ExchangeOutcome written(Exchange seen, Optional<Exchange> after) {
        return after.<ExchangeOutcome>map(ExchangeOutcome.Done::new)
                .orElseGet(() -> new ExchangeOutcome.Conflict(seen.reference()));
    }

    private static ExchangeOutcome refused(String why) {
        return new ExchangeOutcome.Refused(why);
    }
}
