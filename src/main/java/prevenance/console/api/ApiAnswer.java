package prevenance.console.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an operation answers.
///
/// @param body plain maps, lists, texts, numbers and booleans
record ApiAnswer(int status, Map<String, ? extends @Nullable Object> body) {
    static ApiAnswer ok(Map<String, ? extends @Nullable Object> body) {
        return new ApiAnswer(200, body);
    }
}
