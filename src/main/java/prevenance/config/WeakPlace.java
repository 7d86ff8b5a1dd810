package prevenance.config;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A place where a secret can be read by more people than should, or where nobody can tell.
record WeakPlace(String message, String remedy) {
    /// @param written as it stands in the configuration
    /// @param lookup  what answers references there
    static Optional<WeakPlace> of(String written, UnaryOperator<@Nullable String> lookup) {
        if (!written.contains("${")) {
            return Optional.of(new WeakPlace(
                    "a secret is written into the file",
                    "use ${CREDENTIAL:name}, ${ENV:NAME} or ${FILE:/path} instead"));
        }
        if (!written.startsWith("${FILE:") || !written.endsWith("}") || !(lookup instanceof References references)) {
            return Optional.empty();
        }
        return switch (references.readers(written.substring(2, written.length() - 1))) {
            case FEW -> Optional.empty();
            case ALL ->
                Optional.of(new WeakPlace(
                        "every user of this machine may read the file of this secret",
                        "take their right: chmod o-rwx"));
            case UNKNOWN ->
                Optional.of(new WeakPlace(
                        "who may read the file of this secret cannot be told",
                        "put it on a file system that keeps rights, or use ${CREDENTIAL:name}"));
        };
    }
}
