package prevenance.config;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A place where a secret can be read by more people than should.
record WeakPlace(String message, String remedy) {
    /// @param written as it stands in the configuration
    /// @param lookup  what answers references there
    static Optional<WeakPlace> of(String written, UnaryOperator<@Nullable String> lookup) {
        if (!written.contains("${")) {
            return Optional.of(new WeakPlace(
                    "a secret is written into the file",
                    "use ${CREDENTIAL:name}, ${ENV:NAME} or ${FILE:/path} instead"));
        }
        boolean open = written.startsWith("${FILE:")
                && written.endsWith("}")
                && lookup instanceof References references
                && references.isOpenToAll(written.substring(2, written.length() - 1));
        return open
                ? Optional.of(new WeakPlace(
                        "every user of this machine may read the file of this secret", "take their right: chmod o-rwx"))
                : Optional.empty();
    }
}
