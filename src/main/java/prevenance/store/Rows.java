package prevenance.store;

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
                .bindList("ids", ids)
                .mapTo(Long.class)
                .list();
        return ids.stream().filter(free::contains).toList();
    }
}
