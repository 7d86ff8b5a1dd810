package prevenance.store;

import org.jdbi.v3.core.Handle;

/// A running transaction, handed from feature to feature so that what belongs together is committed together. Only
/// store types look inside.
///
/// @param dialect of its database
/// @param node    who writes: the id under which claims are made, see [Database#node]
public record Tx(Handle handle, Dialect dialect, String node) {
    /// Waits until nobody else, on whatever node, is in a transaction that is alone with the same thing, and stays
    /// alone
    /// with it until the end of this one. On a file there is one writer anyway.
    ///
    /// Only in [Database#writeRows]: elsewhere what is read afterwards may be what was true before the wait.
    public void alone(String with) {
        if (dialect == Dialect.POSTGRESQL) {
            handle.createQuery("select cast(pg_advisory_xact_lock(hashtextextended(:with, 0)) as text)")
                    .bind("with", with)
                    .mapTo(String.class)
                    .list();
        }
    }
}
