package prevenance.fault;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/// Tells all figures once the last test is over, and which tests failed.
final class FaultReport implements BeforeAllCallback, TestWatcher {
    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(FaultReport.class, _ -> new End(), End.class);
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        Class<?> test = context.getRequiredTestClass();
        Figures.note(
                Goal.idsOf(test),
                context.getDisplayName() + " of " + test.getSimpleName(),
                "FAILED "
                        + String.valueOf(cause == null ? null : cause.getMessage())
                                .lines()
                                .findFirst()
                                .orElse(""));
    }

    /// Closed when everything is over.
    private static final class End implements AutoCloseable {
        @Override
        public void close() {
            Figures.tell();
        }
    }
}
