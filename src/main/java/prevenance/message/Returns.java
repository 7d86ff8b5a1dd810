package prevenance.message;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.store.Database;
import prevenance.store.Tx;

/// Draws the consequences when a mail comes back: for its message, whose customer is to be told otherwise, and for its
/// address. Believes a token that we signed. Where mails carry one in their envelope, nothing else is believed; where
/// they do not, the mail's Message-ID may say that a message came back, but takes no address off the road.
public final class Returns {
    private static final Logger LOG = LoggerFactory.getLogger(Returns.class);
    static final Duration SOFT_AGAIN_WITHIN = Duration.ofDays(90);
    private static final int DIGEST_BYTES = 16;

    private final Database database;
    private final boolean onlyTokens;
    private final ReturnedStore store = new ReturnedStore();
    private final SuppressionStore suppressions = new SuppressionStore();
    private final MessageStore messages = new MessageStore();

    /// What an incoming mail claims to be about.
    ///
    /// @param arrival its own name, the same when it is read again
    public record Claim(List<String> tokens, List<String> messageIds, String arrival) {}

    /// What came of it.
    public enum Outcome {
        /// No mail of ours.
        NOT_OURS,
        /// Seen before.
        KNOWN,
        TAKEN
    }

    private record Match(OutboxMessage message, boolean signed) {}

    /// @param onlyTokens whether mails carry a token in their envelope
    public Returns(Database database, boolean onlyTokens) {
        this.database = database;
        this.onlyTokens = onlyTokens;
    }

    /// Takes notice of a mail that came back.
    ///
    /// @param code SMTP code and enhanced status, empty when unknown
    public Outcome take(Claim claim, ReturnedAs as, String code, Instant now) {
        return database.write(tx -> {
            Match match = match(tx, claim).orElse(null);
            if (match == null) {
                return Outcome.NOT_OURS;
            }
            String arrival = HexFormat.of().formatHex(MessageIdentity.sha256(claim.arrival()), 0, DIGEST_BYTES);
            if (!store.add(tx, match.message(), arrival, as, code, now)) {
                return Outcome.KNOWN;
            }
            consequences(tx, match, as, code, now);
            return Outcome.TAKEN;
        });
    }

    private void consequences(Tx tx, Match match, ReturnedAs as, String code, Instant now) {
        OutboxMessage message = match.message();
        boolean complaint = as == ReturnedAs.COMPLAINT || as == ReturnedAs.ASKED;
        if (!complaint) {
            store.cameBack(tx, message.id(), Unmailed.CAME_BACK + words(as, code), now);
        }
        SuppressionCause cause = causeOf(tx, message, as, now);
        boolean suppressed = cause != null && match.signed() && suppress(tx, message, cause, code, now);
        LOG.atWarn()
                .addKeyValue("message", message.id())
                .addKeyValue("kind", message.kind())
                .addKeyValue("as", as)
                .addKeyValue("code", code)
                .addKeyValue("suppressed", suppressed)
                .log(complaint ? "a customer complains about a mail" : "a mail came back");
    }

    private @Nullable SuppressionCause causeOf(Tx tx, OutboxMessage message, ReturnedAs as, Instant now) {
        return switch (as) {
            case HARD -> SuppressionCause.BOUNCED;
            case SOFT -> store.wasSoftBefore(tx, message, now.minus(SOFT_AGAIN_WITHIN)) ? SuppressionCause.FULL : null;
            case COMPLAINT -> SuppressionCause.COMPLAINT;
            case ASKED -> SuppressionCause.ASKED;
            case LATE, REFUSED -> null;
        };
    }

    private boolean suppress(Tx tx, OutboxMessage message, SuppressionCause cause, String code, Instant now) {
        String recipient = message.recipient();
        return recipient != null
                && suppressions.add(tx, recipient, new SuppressionStore.New(cause, code, message.id(), null), now);
    }

    private Optional<Match> match(Tx tx, Claim claim) {
        byte[] secret = store.findKey(tx).orElse(null);
        for (String token : claim.tokens()) {
            OutboxMessage message = ReturnToken.claimedId(token)
                    .flatMap(id -> messages.find(tx, id))
                    .orElse(null);
            if (secret != null
                    && message != null
                    && ReturnToken.isSignedBy(secret, token, message.id(), message.messageId())) {
                return Optional.of(new Match(message, true));
            }
        }
        if (onlyTokens) {
            return Optional.empty();
        }
        return claim.messageIds().stream()
                .flatMap(name -> store.messageOf(tx, name).stream())
                .flatMap(id -> messages.find(tx, id).stream())
                .findFirst()
                .map(message -> new Match(message, false));
    }

    private static String words(ReturnedAs as, String code) {
        String what = switch (as) {
            case HARD -> "no such mailbox";
            case SOFT -> "the mailbox is full or closed";
            case REFUSED -> "the message was refused";
            case LATE, COMPLAINT, ASKED -> "not delivered";
        };
        return code.isEmpty() ? what : what + " (" + code + ")";
    }
}
