package prevenance.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who is told of changes.
///
/// @param types       patterns of [ChangeTypes]
/// @param secret      signs what is sent
/// @param active      false: nothing is sent
/// @param stateReason why it was disabled, null while active
/// @param told        the last change that deliveries were made of
public record Endpoint(
        long id,
        String url,
        List<String> types,
        WebhookSecret secret,
        boolean active,
        @Nullable String stateReason,
        ChangePlace told,
        String createdBy,
        Instant createdAt) {
    boolean wants(String type) {
        return types.stream().anyMatch(pattern -> ChangeTypes.matches(pattern, type));
    }
}
