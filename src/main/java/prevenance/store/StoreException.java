package prevenance.store;

import org.jspecify.annotations.Nullable;

/// The database cannot be used: locked by another process, newer than this program, damaged or not writable. The
/// message
/// says what to do.
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean temporary;

    private StoreException(String message, boolean temporary, @Nullable Throwable cause) {
        super(message, cause);
        this.temporary = temporary;
    }

    public StoreException(String message) {
        super(message);
        temporary = false;
    }

    public StoreException(String message, Throwable cause) {
        this(message, false, cause);
    }

    /// Another process holds it; the same may work later.
    static StoreException busy(String message) {
        return new StoreException(message, true, null);
    }

    /// True when the same may work later.
    public boolean isTemporary() {
        return temporary;
    }

    /// The message of what lies at the bottom of a failure.
    public static String root(Throwable failed) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).strip();
    }
}
