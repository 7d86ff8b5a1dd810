package prevenance.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.message.mail.LetterWriter;
import prevenance.store.Tx;

/// The addresses that get no mail, for people: to look at, to add to, to take out of.
public final class Suppressions {
    private final SuppressionStore store = new SuppressionStore();

    /// What became of a wish.
    public sealed interface Outcome {
        /// It is as wished.
        ///
        /// @param suppression as it is now, or was before it was lifted
        record Done(Suppression suppression) implements Outcome {}

        /// It is not, and why.
        record Refused(String why) implements Outcome {}
    }

    /// The newest.
    public List<Suppression> list(Tx tx, int limit) {
        return store.list(tx, limit);
    }

    /// Whether an address gets no mail, and why.
    public Optional<Suppression> find(Tx tx, String address) {
        return store.find(tx, address);
    }

    /// Puts an address on the list.
    ///
    /// @param reason why, for the others to read
    public Outcome add(Tx tx, String address, String reason, String who, Instant now) {
        if (LetterWriter.encodable(address.strip()) == null) {
            return new Outcome.Refused("this is no e-mail address");
        }
        Optional<Suppression> before = store.find(tx, address);
        if (before.isPresent()) {
            return new Outcome.Refused(
                    "it is on the list already, since " + before.get().since());
        }
        store.add(tx, address, new SuppressionStore.New(SuppressionCause.BY_HAND, reason.strip(), null, who), now);
        return new Outcome.Done(store.find(tx, address).orElseThrow());
    }

    /// Lets mail go to an address again. What could not be mailed meanwhile stays on the call list; each message can be
    /// queued anew.
    ///
    /// @param addressOrHandle the address, or [Suppression#handle()]
    public Outcome lift(Tx tx, String addressOrHandle) {
        @Nullable
        Suppression found = store.byHandle(tx, addressOrHandle.strip())
                .or(() -> store.find(tx, addressOrHandle))
                .orElse(null);
        if (found == null) {
            return new Outcome.Refused("it is not on the list");
        }
        if (!found.cause().mayBeLifted()) {
            return new Outcome.Refused("the recipient complained: only he can take that back, by writing to the shop");
        }
        store.lift(tx, found.handle());
        return new Outcome.Done(found);
    }
}
