package prevenance.carrier;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps one account's token: fetched by one thread while the others wait, renewed before its end, and not asked for
/// again for a while after the token endpoint said no.
final class TokenKeeper {
    /// A token endpoint that failed is left alone so long; longer when it said "too many requests".
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    private final AuthRecipe.Token recipe;
    private final InstantSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable String token;
    private Instant renewAt = Instant.MIN;
    private @Nullable PollOutcome failure;
    private Instant failureUntil = Instant.MIN;

    /// A token, or why there is none.
    sealed interface Answer {
        record Token(String value) implements Answer {}

        record None(PollOutcome outcome) implements Answer {}
    }

    /// What came of asking: a reply, or none.
    sealed interface Asked {
        record Replied(RawReply reply) implements Asked {}

        record Failed(PollOutcome outcome) implements Asked {}
    }

    TokenKeeper(AuthRecipe.Token recipe, InstantSource time) {
        this.recipe = recipe;
        this.time = time;
    }

    Answer token(Supplier<Asked> ask) {
        lock.lock();
        try {
            Instant now = time.instant();
            if (token != null && now.isBefore(renewAt)) {
                return new Answer.Token(token);
            }
            if (failure != null && now.isBefore(failureUntil)) {
                return new Answer.None(failure);
            }
            Answer answer = switch (ask.get()) {
                case Asked.Failed(PollOutcome outcome) -> failed(outcome, AFTER_FAILURE);
                case Asked.Replied(RawReply reply) -> read(reply, now);
            };
            return answer;
        } finally {
            lock.unlock();
        }
    }

    /// Whether a reply, written in this format, says that its token, or the account that asks for one, is not taken.
    boolean isRefusedBy(RawReply reply, ReplyReading.Format format) {
        if (reply.status() == 401 || recipe.refused().isEmpty()) {
            return reply.status() == 401;
        }
        try {
            return recipe.refused().get().holds(ReplyPath.Place.root(ReplyTree.read(reply, format)));
        } catch (UnreadableReplyException | ReplyPath.PathException unreadable) {
            return false;
        }
    }

    /// The carrier did not take this token: forget it, unless another thread has a new one already.
    void forget(String refused) {
        lock.lock();
        try {
            if (refused.equals(token)) {
                token = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private Answer failed(PollOutcome outcome, Duration wait) {
        failure = outcome;
        failureUntil = time.instant().plus(wait);
        return new Answer.None(outcome);
    }

    private Answer read(RawReply reply, Instant now) {
        String http = "token: HTTP " + reply.status();
        if (reply.status() == 429 || recipe.throttled().contains(String.valueOf(reply.status()))) {
            Duration wait = RetryAfter.read(reply.retryAfter(), now).orElse(recipe.penalty());
            return failed(new PollOutcome.Throttled(Optional.of(wait), http), wait);
        }
        if (reply.status() / 100 == 4 && reply.status() != 408) {
            return failed(new PollOutcome.Refused(http), AFTER_FAILURE);
        }
        if (reply.status() / 100 != 2) {
            return failed(
                    isRefusedBy(reply, recipe.format())
                            ? new PollOutcome.Refused(http)
                            : new PollOutcome.Unreachable(http),
                    AFTER_FAILURE);
        }
        try {
            ReplyPath.Place root = ReplyPath.Place.root(ReplyTree.read(reply, recipe.format()));
            String value = recipe.token().text(root).orElse(null);
            if (value == null) {
                return failed(new PollOutcome.Unreachable("token: the reply holds none"), AFTER_FAILURE);
            }
            Duration life = life(root, now);
            Duration usable = life.compareTo(recipe.margin().multipliedBy(2)) > 0
                    ? life.minus(recipe.margin())
                    : life.dividedBy(2);
            token = value;
            renewAt = now.plus(usable);
            failure = null;
            return new Answer.Token(value);
        } catch (UnreadableReplyException | ReplyPath.PathException unreadable) {
            return failed(new PollOutcome.Unreachable("token: the reply cannot be read"), AFTER_FAILURE);
        }
    }

    private Duration life(ReplyPath.Place root, Instant now) {
        Optional<String> seconds = recipe.expiresIn().flatMap(path -> path.text(root));
        if (seconds.isPresent() && seconds.get().matches("\\d{1,9}(\\.\\d+)?")) {
            return Duration.ofSeconds(Long.parseLong(seconds.get().replaceFirst("\\..*", "")));
        }
        Optional<String> end = recipe.expiresAt().flatMap(path -> path.text(root));
        if (end.isPresent()) {
            try {
                Duration life =
                        Duration.between(now, OffsetDateTime.parse(end.get()).toInstant());
                return life.isNegative() ? Duration.ZERO : life;
            } catch (DateTimeException unreadable) {
                return recipe.lifetime();
            }
        }
        return recipe.lifetime();
    }
}
