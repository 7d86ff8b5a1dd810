package prevenance.store;

/// The database cannot be used: locked by another process, newer than this program, damaged or not writable. The
/// message
/// says what to do.
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
