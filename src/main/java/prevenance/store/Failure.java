package prevenance.store;

import java.util.stream.Stream;

/// What a log may say of a failure.
public final class Failure {
    private Failure() {}

    /// The root of a failure and where it came from. Not the whole: a database error quotes the values it was
    /// given, and they may be a customer's.
    public static String told(RuntimeException failed) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String where = Stream.of(failed.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("prevenance."))
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("unknown place");
        return root.getClass().getSimpleName() + ": " + root.getMessage() + " at " + where;
    }
}
