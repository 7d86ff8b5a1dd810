package prevenance.cases.incident;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import prevenance.assess.FlagKind;

/// What the flags of one incident have in common. Gravest first. Flags of other kinds never wait for others: a damaged
/// parcel is a matter of its own.
public enum Worry {
    /// Silent so long that they are probably lost.
    LOSS(FlagKind.LOST_SUSPECTED),
    /// Late, or going to be.
    DELAY(FlagKind.LATE, FlagKind.STALLED, FlagKind.DELAY_ANNOUNCED, FlagKind.WILL_MISS, FlagKind.NO_PROGRESS_LOOP),
    /// The carrier has never scanned them.
    NOT_LEFT(FlagKind.NOT_HANDED_OVER),
    /// The carrier does not know their numbers.
    NUMBER(FlagKind.NUMBER_UNKNOWN),
    /// The carrier uses a code that our table does not list: one matter for all parcels, and none of the customers'.
    CODE(FlagKind.UNMAPPED_CODE);

    private final Set<FlagKind> kinds;

    Worry(FlagKind first, FlagKind... others) {
        kinds = Set.copyOf(EnumSet.of(first, others));
    }

    public Set<FlagKind> kinds() {
        return kinds;
    }

    /// Empty for flags that stand for themselves alone.
    public static Optional<Worry> of(FlagKind kind) {
        return Stream.of(values()).filter(worry -> worry.kinds.contains(kind)).findFirst();
    }

    /// Concerns customers. A parcel is in at most one such incident; a code beside that may be one more.
    public boolean isOfCustomers() {
        return this != CODE;
    }

    /// Whether a flag of another worry adds nothing to this one: whoever is told of a loss need not hear of a delay.
    public boolean covers(Worry other) {
        return isOfCustomers() && other.isOfCustomers() ? compareTo(other) <= 0 : this == other;
    }
}
