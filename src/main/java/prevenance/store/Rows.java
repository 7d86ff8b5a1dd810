package prevenance.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Work that is taken by row.
public final class Rows {
    private Rows() {}

    /// Of these rows those that nobody else works on now, in the same order; they are this transaction's until it ends.
    ///
    /// @param table with a column `id`; a name of the program's own
    public static List<Long> free(Tx tx, String table, List<Long> ids) {
        if (tx.dialect() == Dialect.SQLITE || ids.isEmpty()) {
            return ids;
        }
        List<Long> free = tx.handle()
                .createQuery("select id from " + table + " where id in (<ids>)"
                        + tx.dialect().holdFree())
                .bindList("ids", padded(ids))
                .mapTo(Long.class)
                .list();
        return ids.stream().filter(free::contains).toList();
    }

    /// These ids for a `where id in (<ids>)`: as many as the next power of two, the last one again for what is
    /// missing, so that few distinct statements come about. Empty for none.
    public static List<Long> padded(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        int size = Integer.highestOneBit(ids.size() * 2 - 1);
        List<Long> padded = new ArrayList<>(size);
        padded.addAll(ids);
        while (padded.size() < size) {
            padded.add(padded.getLast());
        }
        return padded;
    }
}
