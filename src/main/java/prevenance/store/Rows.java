package prevenance.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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

    /// The same rows, some named more than once: lists of many lengths would make as many statements, each of them
    /// prepared by itself.
    ///
    /// @return as many as the next power of two; empty when there are none
    public static List<Long> padded(Collection<Long> ids) {
        List<Long> padded = new ArrayList<>(ids);
        if (!padded.isEmpty()) {
            int length = Integer.highestOneBit(2 * padded.size() - 1);
            padded.addAll(Collections.nCopies(length - padded.size(), padded.getLast()));
        }
        return padded;
    }
}
