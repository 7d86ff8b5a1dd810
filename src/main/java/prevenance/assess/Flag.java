package prevenance.assess;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A conclusion about a parcel, with its whole life.
///
/// @param episode     counts from 1 each time the kind is raised anew for the parcel
/// @param step        1 at first, then as the rule escalates
/// @param forStaff    a person is needed
/// @param forCustomer the customer is told
/// @param sinceAt     when the reason began, which is before we noticed
/// @param closedAt    null while open
/// @param rule        name and version of the rule
/// @param closedBy    why it ended, null while open
/// @param evidence    what it rests on, as of its step
public record Flag(
        long id,
        long parcelId,
        FlagKind kind,
        int episode,
        int step,
        boolean forStaff,
        boolean forCustomer,
        Instant sinceAt,
        Instant raisedAt,
        @Nullable Instant closedAt,
        String rule,
        Reason reason,
        @Nullable Reason closedBy,
        Evidence evidence) {
    /// A flag of which only the rule is known.
    public Flag(
            long id,
            long parcelId,
            FlagKind kind,
            int episode,
            int step,
            boolean forStaff,
            boolean forCustomer,
            Instant sinceAt,
            Instant raisedAt,
            @Nullable Instant closedAt,
            String rule,
            Reason reason,
            @Nullable Reason closedBy) {
        this(
                id,
                parcelId,
                kind,
                episode,
                step,
                forStaff,
                forCustomer,
                sinceAt,
                raisedAt,
                closedAt,
                rule,
                reason,
                closedBy,
                Evidence.of(rule));
    }

    public boolean isOpen() {
        return closedAt == null;
    }
}
