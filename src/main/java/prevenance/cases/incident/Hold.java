package prevenance.cases.incident;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What of a parcel's flags is not the desk's, because it waits for others or an incident speaks for it.
///
/// @param waiting ids of open flags that are not settled yet
/// @param grouped ids of open flags that an incident speaks for
/// @param group   the customers' incident that it is in, null when none is open
public record Hold(
        Set<Long> waiting, Set<Long> grouped, @Nullable Group group) {
    public static final Hold NONE = new Hold(Set.of(), Set.of(), null);

    public Hold {
        waiting = Set.copyOf(waiting);
        grouped = Set.copyOf(grouped);
    }

    public boolean isNone() {
        return waiting.isEmpty() && grouped.isEmpty();
    }

    /// All flags that are not the desk's.
    public Set<Long> flags() {
        Set<Long> all = new HashSet<>(waiting);
        all.addAll(grouped);
        return all;
    }
}
