package prevenance.cases;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.message.MessageKind;

/// What was said, or is about to be said, about a parcel.
///
/// @param subject   what the message is about
/// @param sentAt    when the mail server took it, null before
/// @param facts     what it tells, as it was queued
record Said(
        String subject,
        MessageKind kind,
        int episode,
        Standing standing,
        Instant createdAt,
        @Nullable Instant sentAt,
        Map<String, @Nullable Object> facts) {
    /// How far it has come.
    enum Standing {
        /// Held or queued and not yet tried: it can be taken back.
        WAITING,
        /// Tried, or being tried.
        LEAVING,
        SENT,
        /// Taken back before it left, so it was never said and may be said again.
        TAKEN_BACK,
        /// Never said, and not to be said again: rejected, not wanted, or without a way to the customer.
        UNSAID
    }

    /// The message's unique key.
    String key() {
        return subject + "/" + kind.wireName() + "/" + episode;
    }

    boolean waiting() {
        return standing == Standing.WAITING;
    }

    boolean takenBack() {
        return standing == Standing.TAKEN_BACK;
    }

    /// The customer has it, or may have it.
    boolean left() {
        return standing == Standing.SENT || standing == Standing.LEAVING;
    }

    /// He has it, or will have it if nothing happens.
    boolean stands() {
        return waiting() || left();
    }

    /// When it was sent, or else queued.
    Instant at() {
        return sentAt == null ? createdAt : sentAt;
    }

    /// The flags it told of.
    Set<Long> flagIds() {
        return ids(MessageFacts.FLAGS);
    }

    /// The parcels it told of together; empty when of its own alone.
    Set<Long> together() {
        return ids(MessageFacts.TOGETHER);
    }

    /// A fact of the outer level as text, null when it was not told.
    @Nullable
    String text(String key) {
        return facts.get(key) instanceof String text ? text : null;
    }

    /// Whether a fact of the outer level was told as true.
    boolean isTrue(String key) {
        return Boolean.TRUE.equals(facts.get(key));
    }

    /// A number in a group of facts, 0 when it was not told.
    int number(String group, String key) {
        return facts.get(group) instanceof Map<?, ?> inner && inner.get(key) instanceof Number n ? n.intValue() : 0;
    }

    private Set<Long> ids(String key) {
        Collection<?> ids = facts.get(key) instanceof Collection<?> all ? all : List.of();
        return ids.stream()
                .filter(Number.class::isInstance)
                .map(id -> ((Number) id).longValue())
                .collect(Collectors.toUnmodifiableSet());
    }
}
