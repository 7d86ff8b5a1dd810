package prevenance.message;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import prevenance.store.Database;
import prevenance.store.Tx;

/// What a person does with a message. Each is one transaction; when two do it at once, or the sender was faster,
/// the
/// second is told.
public final class MessageActions {
    /// How the reason of a message that somebody rejected begins.
    public static final String REJECTED = "rejected: ";

    private final Database database;
    private final Outbox outbox;
    private final SendHours hours;
    private final MessageStore messages = new MessageStore();
    private final AddressStore addresses = new AddressStore();
    private final DecisionStore decisions = new DecisionStore();
    private final PauseStore pauses = new PauseStore();

    /// A message as somebody saw it.
    public record Seen(long id, int version) {}

    public MessageActions(Database database, Outbox outbox, SendHours hours) {
        this.database = database;
        this.outbox = outbox;
        this.hours = hours;
    }

    /// Lets a message that waits for approval leave, at once or after the quiet hours.
    ///
    /// @param seenVersion [OutboxMessage#version()] of what was read and approved
    public MessageOutcome approve(long id, int seenVersion, String who, Instant now) {
        return on(id, seenVersion, work -> letGo(work, HeldFor.APPROVAL, who, now));
    }

    /// Approves each by itself: one that cannot be does not stop the others.
    ///
    /// @return an outcome for each, in the same order
    public List<MessageOutcome> approveAll(List<Seen> seen, String who, Instant now) {
        return seen.stream()
                .map(one -> approve(one.id(), one.version(), who, now))
                .toList();
    }

    /// Decides that a held message is not to be said; it is not said again for the same cause.
    public MessageOutcome reject(long id, int seenVersion, String why, String who, Instant now) {
        return on(id, seenVersion, work -> {
            if (work.seen.state() != MessageState.HELD) {
                return unfit(work.seen, "only one that is held can be rejected; hold it first");
            }
            if (why.isBlank()) {
                return new MessageOutcome.Refused(id, "the reason is empty; write why it is not to be said");
            }
            return decisions.reject(work.tx, work.seen, REJECTED + why.strip(), who, now) ? done(work) : changed(id);
        });
    }

    /// Stops a queued message until it is released.
    public MessageOutcome hold(long id, int seenVersion, String why, String who, Instant now) {
        return on(id, seenVersion, work -> {
            if (work.seen.state() != MessageState.QUEUED) {
                return unfit(work.seen, "only one that is queued can be held");
            }
            String reason = why.isBlank() ? "held by " + who : why.strip();
            return decisions.hold(work.tx, work.seen, reason, who, now) ? done(work) : changed(id);
        });
    }

    /// Lets a message that somebody held leave, at once or after the quiet hours.
    public MessageOutcome release(long id, int seenVersion, String who, Instant now) {
        return on(id, seenVersion, work -> letGo(work, HeldFor.STAFF, who, now));
    }

    /// Says it in one's own words instead of the template's; greeting, signature and footer stay the template's.
    ///
    /// @param subject one line
    /// @param body    plain paragraphs, parted by an empty line; empty as the subject: the template's words again
    public MessageOutcome edit(long id, int seenVersion, String subject, String body, String who, Instant now) {
        return on(id, seenVersion, work -> {
            if (work.seen.state() != MessageState.HELD) {
                return unfit(work.seen, "only one that is held can be edited; hold it first");
            }
            if (work.seen.template() != null) {
                return new MessageOutcome.Refused(
                        id, "it was tried already and may have arrived: its words stay; reject it or release it");
            }
            boolean template = subject.isBlank() && body.isBlank();
            OwnWords words = new OwnWords(subject, body);
            Optional<String> problem = template ? Optional.empty() : words.problem();
            if (problem.isPresent()) {
                return new MessageOutcome.Refused(id, problem.get());
            }
            return decisions.edit(work.tx, work.seen, template ? null : words, who, now) ? done(work) : changed(id);
        });
    }

    /// Tries a message anew that was refused, given up or had no address, with the address that the order has
    /// now.
    public MessageOutcome requeue(long id, int seenVersion, String who, Instant now) {
        return on(id, seenVersion, work -> {
            OutboxMessage seen = work.seen;
            Long order = seen.orderId();
            if (seen.state() != MessageState.DEAD && !isUnmailed(seen) || order == null) {
                return unfit(seen, "only one that could not be mailed can be queued anew");
            }
            Optional<String> address = addresses.addressOf(work.tx, order);
            if (address.isEmpty()) {
                return new MessageOutcome.Refused(id, "the order has no e-mail address; add one first");
            }
            if (addresses.refusal(work.tx, address.get()).isPresent()) {
                return new MessageOutcome.Refused(
                        id, "the order's address gets no mail any more; correct it, or take it off the list first");
            }
            Instant next = hours.earliest(now, addresses.destination(work.tx, order));
            boolean same = Objects.equals(address.get(), seen.recipient());
            String name = outbox.messageId(work.tx, seen.key(), order, seen.parcelId(), address.get());
            boolean queued = same
                    ? decisions.tryAgain(work.tx, seen, next, who, now)
                    : decisions.startAgain(work.tx, seen, address.get(), name, next, who, now);
            return queued ? done(work) : changed(id);
        });
    }

    /// Takes a customer off the call list: he was told by telephone, or need not be.
    public MessageOutcome called(long id, int seenVersion, String who, Instant now) {
        return on(
                id,
                seenVersion,
                work -> work.seen.state() == MessageState.DEAD || isUnmailed(work.seen)
                        ? decisions.told(work.tx, work.seen, who, now) ? done(work) : changed(id)
                        : unfit(work.seen, "only one that could not be mailed is on the call list"));
    }

    /// From now on nothing leaves for customers. False when it was paused before.
    ///
    /// @param why for the others to read
    public boolean pause(String why, String who, Instant now) {
        return database.write(tx -> pauses.pause(tx, new Pause(now, who, why.strip())));
    }

    /// What waits leaves again, each if it is still true. False when nothing was paused, or when the database was
    /// restored and nobody has said until when the former one was sending ([OutboxEpoch]).
    public boolean resume() {
        return database.<Boolean>write(tx -> !OutboxEpoch.isUndecided(tx) && pauses.resume(tx));
    }

    private record Work(Tx tx, OutboxMessage seen) {}

    private MessageOutcome letGo(Work work, HeldFor heldFor, String who, Instant now) {
        OutboxMessage seen = work.seen;
        if (seen.state() != MessageState.HELD || seen.heldFor() != heldFor) {
            return unfit(
                    seen,
                    heldFor == HeldFor.APPROVAL
                            ? "only one that waits for approval can be approved"
                            : "only one that somebody held can be released");
        }
        Instant planned = seen.nextAttemptAt();
        Instant soonest = hours.earliest(now, addresses.destination(work.tx, seen.orderId()));
        Instant next = planned != null && planned.isAfter(soonest) ? planned : soonest;
        return decisions.letGo(work.tx, seen, next, who, now) ? done(work) : changed(seen.id());
    }

    private MessageOutcome on(long id, int seenVersion, Function<Work, MessageOutcome> action) {
        return database.<MessageOutcome>write(tx -> {
            Optional<OutboxMessage> seen = messages.find(tx, id);
            if (seen.isEmpty()) {
                return new MessageOutcome.NotFound(id);
            }
            return seen.get().version() == seenVersion ? action.apply(new Work(tx, seen.get())) : changed(id);
        });
    }

    private MessageOutcome done(Work work) {
        return new MessageOutcome.Done(messages.find(work.tx, work.seen.id()).orElseThrow());
    }

    private static boolean isUnmailed(OutboxMessage message) {
        return message.state() == MessageState.SUPPRESSED
                && Unmailed.of(message.stateReason()) != Unmailed.MESSAGE_REFUSED;
    }

    private static MessageOutcome unfit(OutboxMessage seen, String why) {
        return new MessageOutcome.Conflict(seen.id(), "the message is " + seen.state() + "; " + why);
    }

    private static MessageOutcome changed(long id) {
        return new MessageOutcome.Conflict(id, "the message has changed meanwhile; look at it again");
    }
}
