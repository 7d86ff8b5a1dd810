package prevenance.cases;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.message.MessageKind;

/// What was said, or is about to be said, about a parcel.
///
/// @param subject   what the message is about
/// @param waiting   held or queued and not yet tried: it can be taken back
/// @param takenBack it was taken back before it left, so it was never said
/// @param sentAt    when the mail server took it, null before
/// @param facts     what it tells, as it was queued
record Said(
        String subject,
        MessageKind kind,
        int episode,
        boolean waiting,
        boolean takenBack,
        Instant createdAt,
        @Nullable Instant sentAt,
        Map<String, @Nullable Object> facts) {

    /// The flags it told of.
    Set<Long> flagIds() {
        return facts.get(MessageFacts.FLAGS) instanceof Collection<?> ids
                ? ids.stream()
                        .filter(Number.class::isInstance)
                        .map(id -> ((Number) id).longValue())
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /// A fact of the outer level as text, null when it was not told.
    @Nullable
    String text(String key) {
        return facts.get(key) instanceof String text ? text : null;
    }

    /// A number in a group of facts, 0 when it was not told.
    int number(String group, String key) {
        return facts.get(group) instanceof Map<?, ?> inner && inner.get(key) instanceof Number n ? n.intValue() : 0;
    }
}
