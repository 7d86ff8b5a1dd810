package prevenance.store;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A transaction that others join. Each of them stands behind a savepoint of its own.
final class Joint {
    private final Tx tx;
    private int depth;

    Joint(Tx tx) {
        this.tx = tx;
    }

    Tx tx() {
        return tx;
    }

    <T extends @Nullable Object> T run(Function<Tx, T> work) {
        // One of a name at a time: a joined work may be joined itself.
        String savepoint = "joined" + depth;
        depth++;
        tx.handle().savepoint(savepoint);
        boolean kept = false;
        try {
            T result = work.apply(tx);
            kept = true;
            return result;
        } finally {
            depth--;
            if (kept) {
                tx.handle().releaseSavepoint(savepoint);
            } else {
                tx.handle().rollbackToSavepoint(savepoint);
            }
        }
    }
}
