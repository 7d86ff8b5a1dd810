package prevenance.console;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import prevenance.console.access.Role;
import prevenance.console.access.StaffMember;
import prevenance.console.access.StaffStore;
import prevenance.message.MessageKind;
import prevenance.message.MessageRequest;
import prevenance.message.Outbox;
import prevenance.store.Tx;

/// Puts mails to the staff into the outbox, one for each person who has an address; the same one never twice.
final class StaffMail {
    private final Outbox outbox;
    private final StaffStore staff = new StaffStore();

    StaffMail(Outbox outbox) {
        this.outbox = outbox;
    }

    /// Whether anybody of that role or above gets mails.
    boolean hasReaders(Tx tx, Role atLeast) {
        return !staff.addressed(tx, atLeast).isEmpty();
    }

    /// @param about   what it is about besides the person, `/feed-down/swift-post`; empty for the digest
    /// @param episode the same for as long as it is the same thing
    /// @param facts   what is said, in the person's language
    /// @return how many mails are new
    int tell(
            Tx tx,
            Role atLeast,
            MessageKind kind,
            String about,
            int episode,
            Function<Locale, Map<String, @Nullable Object>> facts,
            Instant now) {
        int told = 0;
        for (StaffMember member : staff.addressed(tx, atLeast)) {
            MessageRequest request = new MessageRequest(
                    "staff:" + member.login() + about,
                    kind,
                    episode,
                    null,
                    null,
                    null,
                    member.email(),
                    member.locale(),
                    facts.apply(member.locale()),
                    now);
            told += outbox.enqueue(tx, request, now) ? 1 : 0;
        }
        return told;
    }
}
