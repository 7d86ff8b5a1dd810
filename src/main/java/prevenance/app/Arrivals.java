package prevenance.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.bounce.BounceDesk;
import prevenance.message.Reputation;
import prevenance.message.Returns;
import prevenance.message.mail.Mailbox;
import prevenance.message.mail.MailboxSettings;
import prevenance.store.Database;

/// What comes back of the mails.
record Arrivals(BounceDesk bounces) {
    /// @throws UncheckedIOException when the certificates of the mailbox's server cannot be used
    static Arrivals of(ArrivalSettings settings, Database database) {
        return new Arrivals(new BounceDesk(
                settings.bounces(),
                mailbox(settings.bounces().mailbox()),
                new Returns(database, settings.posting().returns() != null),
                new Reputation(database)));
    }

    private static @Nullable Mailbox mailbox(@Nullable MailboxSettings settings) {
        try {
            return settings == null ? null : new Mailbox(settings);
        } catch (IOException unusable) {
            throw new UncheckedIOException("bounces.mailbox.certificates: " + unusable.getMessage(), unusable);
        }
    }

    List<Stage> stages(ArrivalSettings settings) {
        return List.of(
                new Stage("bounce-folder", settings.bounces().every(), bounces::folderDue),
                Stage.once("bounces", settings.bounces().every(), bounces::mailboxDue));
    }
}
