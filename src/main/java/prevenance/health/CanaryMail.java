package prevenance.health;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.health.CanaryStore.Canary;
import prevenance.message.MessageKind;
import prevenance.message.MessageRequest;
import prevenance.message.MessageState;
import prevenance.message.Outbox;
import prevenance.store.Database;
import prevenance.web.Texts;

/// A mail that the program writes to its own house through the same outbox as every other, to see that mail leaves even
/// when there is nobody to write to.
public final class CanaryMail {
    private static final String SUBJECT = "watch:canary";

    /// The daily one leaves at six in the morning of UTC.
    private static final Duration OFFSET = Duration.ofHours(6);

    private final Database database;
    private final Outbox outbox;
    private final MailWatchSettings settings;
    private final Locale locale;
    private final Texts texts = Texts.load("/prevenance/health/texts", List.of("canary"));
    private final CanaryStore store = new CanaryStore();
    private int asked = -1;
    private volatile @Nullable Canary last;
    private volatile @Nullable Instant lastAccepted;

    /// @param locale of the house
    public CanaryMail(Database database, Outbox outbox, MailWatchSettings settings, Locale locale) {
        this.database = database;
        this.outbox = outbox;
        this.settings = settings;
        this.locale = locale;
    }

    /// Puts the canary of this time into the outbox, unless another daemon has, and looks what became of it: each
    /// daemon answers for itself whether mail leaves.
    public void canaryDue(Instant now) {
        if (settings.canary() == null) {
            return;
        }
        int episode = Math.toIntExact(
                now.minus(OFFSET).toEpochMilli() / settings.every().toMillis());
        if (episode != asked) {
            database.execute(tx -> outbox.enqueue(tx, request(episode, now), now));
            asked = episode;
        }
        Canary current = database.<Optional<Canary>>read(tx -> store.find(tx, key(episode)))
                .orElse(null);
        Canary before = database.<Optional<Canary>>read(tx -> store.find(tx, key(episode - 1)))
                .orElse(null);
        last = current;
        lastAccepted = current != null && current.sentAt() != null
                ? current.sentAt()
                : before == null ? lastAccepted : before.sentAt();
    }

    private static String key(int episode) {
        return SUBJECT + "/" + MessageKind.STAFF_ALERT.wireName() + "/" + episode;
    }

    private MessageRequest request(int episode, Instant now) {
        Locale language = Texts.language(locale);
        Map<String, @Nullable Object> alert = new HashMap<>();
        alert.put("what", texts.text(language, "canary.what"));
        alert.put("detail", texts.text(language, "canary.detail"));
        alert.put("since", null);
        alert.put("link", null);
        return new MessageRequest(
                SUBJECT,
                MessageKind.STAFF_ALERT,
                episode,
                null,
                null,
                null,
                settings.canary(),
                locale,
                Map.of("alert", alert),
                now);
    }

    /// When the server accepted one last; empty when none was, or there is no canary.
    Optional<Instant> lastAccepted() {
        return Optional.ofNullable(lastAccepted);
    }

    Condition condition(Instant now) {
        if (settings.canary() == null) {
            return Condition.fine("canary", "none is configured");
        }
        Canary canary = last;
        if (canary == null || canary.state() == MessageState.SENT) {
            return Condition.fine("canary", "accepted");
        }
        boolean ended = canary.state() == MessageState.DEAD || canary.state() == MessageState.SUPPRESSED;
        if (!ended && !canary.createdAt().plus(settings.within()).isBefore(now)) {
            return Condition.fine("canary", "on its way");
        }
        return Condition.of("canary", Condition.Level.TROUBLE, canary.createdAt(), "canary.refused", canary.state());
    }
}
