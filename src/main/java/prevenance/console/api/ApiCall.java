package prevenance.console.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.console.access.ApiToken;
import tools.jackson.databind.JsonNode;

/// A request that was let in and read.
///
/// @param id      of the thing in the path; 0 when the path names none
/// @param query   parameters, each given once
/// @param body    null when the operation takes none
/// @param ifMatch the version that the caller saw; empty when he did not say
record ApiCall(
        ApiToken token,
        long id,
        Map<String, String> query,
        @Nullable JsonNode body,
        Optional<Integer> ifMatch,
        Instant now) {
    /// @throws ApiProblem for a parameter that the operation does not know
    void allowOnly(List<String> parameters) {
        for (String name : query.keySet()) {
            if (!parameters.contains(name)) {
                throw ApiProblem.badRequest("'" + name + "' is no parameter here; known: "
                        + (parameters.isEmpty() ? "none" : String.join(", ", parameters)));
            }
        }
    }

    /// @throws ApiProblem when there is none
    JsonBody read() {
        if (body == null) {
            throw ApiProblem.badRequest("The body is empty; send a JSON object.");
        }
        return JsonBody.of(body);
    }
}
