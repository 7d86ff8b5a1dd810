package prevenance.store;

import org.jdbi.v3.core.Handle;

/// A running transaction, handed from feature to feature so that what belongs together is committed together. Only
/// store
/// types look inside.
public record Tx(Handle handle) {}
