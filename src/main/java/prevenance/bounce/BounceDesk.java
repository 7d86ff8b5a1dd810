package prevenance.bounce;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.message.Reputation;
import prevenance.message.ReturnedAs;
import prevenance.message.Returns;
import prevenance.message.mail.Mailbox;

/// Reads what mail systems send back, and hands on what concerns a mail of ours. Each mail by itself: one that cannot
/// be dealt with stays where it is and never stops the others.
public final class BounceDesk {
    private static final Logger LOG = LoggerFactory.getLogger(BounceDesk.class);
    private static final int MOST_MAILS = 200;
    private static final int MOST_FAILURES = 5;

    private final Returns returns;
    private final Reputation reputation;
    private final @Nullable Mailbox mailbox;
    private final @Nullable BounceFolder folder;
    private String mailboxTrouble = "";
    private String folderTrouble = "";

    /// @param mailbox null when bounces arrive in none
    public BounceDesk(BounceSettings settings, @Nullable Mailbox mailbox, Returns returns, Reputation reputation) {
        this.returns = returns;
        this.reputation = reputation;
        this.mailbox = mailbox;
        folder = settings.folder() == null ? null : new BounceFolder(settings.folder(), settings.keep());
    }

    /// Takes what lies in the folder, which each machine has to itself.
    public void folderDue(Instant now) {
        if (folder != null) {
            try {
                folder.read(mail -> take(mail, now), now);
                folderTrouble = "";
            } catch (IOException unusable) {
                folderTrouble = say("the folder of bounces cannot be used", folderTrouble, unusable.toString());
            }
        }
    }

    /// Takes what has arrived in the mailbox, which all daemons share, and looks how much of what was sent came back.
    public void mailboxDue(Instant now) {
        if (mailbox != null) {
            int[] failures = {0};
            Mailbox.Visit visit = mailbox.visit(MOST_MAILS, BounceReader.MOST_BYTES, mail -> {
                boolean taken = failures[0] < MOST_FAILURES && take(mail, now);
                failures[0] += taken ? 0 : 1;
                return taken;
            });
            mailboxTrouble = switch (visit) {
                case Mailbox.Visit.Done done -> {
                    if (done.taken() > 0) {
                        LOG.atInfo().addKeyValue("mails", done.taken()).log("mailbox of bounces read");
                    }
                    yield "";
                }
                case Mailbox.Visit.Failed failed ->
                    say("the mailbox of bounces cannot be read", mailboxTrouble, failed.reason());
            };
        }
        reputation.watchDue(now);
    }

    /// Draws the consequences of one mail, and returns whether that is done.
    boolean take(byte[] mail, Instant now) {
        try {
            consequences(BounceReader.read(mail), mail, now);
            return true;
        } catch (RuntimeException failed) {
            LOG.atError().setCause(failed).log("a mail that came back could not be dealt with; it is read again");
            return false;
        }
    }

    private void consequences(BounceReport report, byte[] mail, Instant now) {
        Returns.Claim claim = claim(report.trace(), mail);
        switch (report) {
            case BounceReport.Failed failed -> {
                BounceReport.Failure failure = failed.failures().getFirst();
                returns.take(claim, as(failure.cause()), failure.code(), now);
            }
            case BounceReport.Complaint complaint ->
                returns.take(
                        claim,
                        complaint.kind().startsWith("opt-out") ? ReturnedAs.ASKED : ReturnedAs.COMPLAINT,
                        complaint.kind(),
                        now);
            case BounceReport.Delayed _, BounceReport.AutoReply _, BounceReport.Other _ ->
                LOG.atDebug()
                        .addKeyValue("what", report.getClass().getSimpleName())
                        .log("nothing came back");
        }
    }

    private static ReturnedAs as(FailureCause cause) {
        return switch (cause) {
            case NO_SUCH_ADDRESS -> ReturnedAs.HARD;
            case MAILBOX_UNAVAILABLE -> ReturnedAs.SOFT;
            case NOT_NOW, UNKNOWN -> ReturnedAs.LATE;
            case MESSAGE_REFUSED -> ReturnedAs.REFUSED;
        };
    }

    /// A mail without a name of its own goes by its bytes.
    private static Returns.Claim claim(BounceReport.Trace trace, byte[] mail) {
        String own = trace.ownId();
        return new Returns.Claim(trace.tokens(), trace.messageIds(), own == null ? digest(mail) : own);
    }

    private static String digest(byte[] mail) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(mail));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static String say(String what, String before, String reason) {
        if (!reason.equals(before)) {
            LOG.atError().addKeyValue("reason", reason).log(what);
        }
        return reason;
    }
}
