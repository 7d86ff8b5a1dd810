package prevenance.privacy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What an erasure would do, before anything is done.
///
/// @param orders     in which something still names him
/// @param rows       that would be changed or deleted, by table
/// @param texts      values anywhere in which he stands, by table
/// @param files      of the drop folder, and mails that came back, that name him
/// @param waiting    files that were not taken yet and name him: they are not touched
/// @param suppressed his address is on the list of those that get no mail; it stays there as a hash
/// @param staff      his address is that of a colleague, whose data is not erased here
/// @param before     he was erased before
public record ErasurePlan(
        List<PlannedOrder> orders,
        Map<String, Integer> rows,
        Map<String, Integer> texts,
        List<String> files,
        List<String> waiting,
        boolean suppressed,
        boolean staff,
        boolean before) {
    /// An order, and what goes on about it.
    public record PlannedOrder(long id, String number, Set<OpenMatter> matters) {}

    /// As it is now about the same orders.
    ErasurePlan with(List<PlannedOrder> now) {
        return new ErasurePlan(now, rows, texts, files, waiting, suppressed, staff, before);
    }

    /// Nothing is known of him.
    public boolean isEmpty() {
        return orders.isEmpty() && rows.isEmpty() && texts.isEmpty() && files.isEmpty() && !suppressed;
    }

    /// What keeps him from being erased unless somebody insists.
    public Set<OpenMatter> obstacles() {
        Set<OpenMatter> found = new TreeSet<>();
        orders.forEach(order ->
                order.matters().stream().filter(OpenMatter::holdsErasure).forEach(found::add));
        return found;
    }

    /// Mails, deadlines and so on that end with him.
    public Set<OpenMatter> matters() {
        Set<OpenMatter> found = new TreeSet<>();
        orders.forEach(order -> found.addAll(order.matters()));
        return found;
    }
}
