package prevenance.health;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import prevenance.message.MailTrouble;
import prevenance.store.StoreFigures;
import prevenance.watch.CarrierHealth;
import prevenance.watch.Coverage;

/// What the tables say at an instant, in figures alone.
///
/// @param at         when it was read
/// @param outbox     messages that are not sent
/// @param mail       what keeps all mail from getting through; empty when nothing does
/// @param carriers   those that are on, by code
/// @param coverage   read less often than the rest
/// @param cases      open ones by priority
/// @param untold     cases past their time about which nobody has done, and the customer been told, anything
/// @param incidents  open ones by state
/// @param backlog    rows whose turn has come, by stage
/// @param diskFree   bytes left where the database lies; empty where a server keeps it
public record Reading(
        Instant at,
        Outbox outbox,
        Optional<MailTrouble> mail,
        List<Carrier> carriers,
        Coverage coverage,
        List<Cases> cases,
        Waiting untold,
        Map<String, Long> incidents,
        Map<String, Long> backlog,
        StoreFigures store,
        OptionalLong diskFree) {
    /// Rows that wait, and since when the oldest does; null when there is none.
    public record Waiting(long count, @Nullable Instant since) {}

    /// @param byState   messages by state, without the sent ones
    /// @param due       those that should have left by now
    /// @param sentToday accepted by the server within the last 24 hours
    /// @param lastSent  when the server accepted one last; null: never
    /// @param paused    somebody stopped it
    public record Outbox(
            Map<String, Waiting> byState,
            Waiting due,
            long sentToday,
            @Nullable Instant lastSent,
            boolean paused) {}

    /// @param name      as people call it
    /// @param due       parcels that should have been asked about by now
    /// @param downSince when its feed's outage began; null while it works
    /// @param unmapped  codes without a meaning
    public record Carrier(
            String code,
            String name,
            Waiting due,
            CarrierHealth.State state,
            @Nullable Instant downSince,
            long unmapped) {}

    /// @param overdue without a first answer although it was due
    public record Cases(int priority, long open, long overdue) {}
}
