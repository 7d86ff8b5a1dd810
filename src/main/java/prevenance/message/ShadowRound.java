package prevenance.message;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.store.Database;

/// Lets messages in shadow come to their time, past the same gate as those that leave. No mail server is near.
final class ShadowRound {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowRound.class);
    private static final int AT_ONCE = 2_000;
    private static final Duration AFTER_A_BUG = Duration.ofMinutes(10);

    private final Database database;
    private final Gate gate;
    private final ShadowStore store;
    private final MessageStore messages = new MessageStore();

    ShadowRound(Database database, Gate gate, ShadowStore store) {
        this.database = database;
        this.gate = gate;
        this.store = store;
    }

    void passDue(Instant now) {
        List<Long> due = database.read(tx -> store.due(tx, now, AT_ONCE));
        for (long id : due) {
            try {
                database.execute(tx -> {
                    Optional<OutboxMessage> message = messages.find(tx, id);
                    if (message.isPresent()
                            && message.get().state() == MessageState.SHADOW
                            && gate.lets(tx, message.get(), now)) {
                        store.left(tx, message.get(), now);
                    }
                });
            } catch (RuntimeException bug) {
                LOG.atError().addKeyValue("message", id).setCause(bug).log("a message in shadow is put off");
                database.execute(tx -> store.setAside(tx, id, now.plus(AFTER_A_BUG)));
            }
        }
    }
}
