package prevenance.message;

import java.time.Instant;
import prevenance.store.Tx;

/// What is to be said. A message is put here in the transaction of its cause, and never twice for one key.
public final class Outbox {
    /// Queues a message. False when its key (subject, kind, episode) is already there: it was said, or is being said.
    public boolean enqueue(Tx tx, MessageRequest request, Instant now) {
        return tx.handle().isInTransaction() && request.sendAt().isAfter(now);
    }

    /// Takes back a message that is queued and not yet being sent, because what it says is no longer true or useful.
    /// False when it was not there, or has already left.
    public boolean withdraw(Tx tx, String subject, MessageKind kind, int episode, String why, Instant now) {
        return tx.handle().isInTransaction() && why.isEmpty() && subject.equals(kind.wireName() + episode + now);
    }
}
