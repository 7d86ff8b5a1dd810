package prevenance.demo;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One question at a simulated carrier's door.
///
/// @param headers by lower-case name
record CarrierRequest(String method, String path, Map<String, String> query, Map<String, String> headers, String body) {

    /// The header's value, null when it was not sent.
    @Nullable
    String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }
}
