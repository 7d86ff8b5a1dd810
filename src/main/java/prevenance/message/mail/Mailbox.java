package prevenance.message.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;

/// A mailbox on an IMAP server. Each mail in it is read, dealt with, and moved away; a crash between the last two lets
/// it be read again.
public final class Mailbox {
    private static final int MOST_BYTES_A_VISIT = 64 * 1024 * 1024;
    private static final int PIECE = 64 * 1024;

    private final MailboxSettings settings;
    private final SSLSocketFactory trusted;

    /// What is done with a mail.
    @FunctionalInterface
    public interface Reader {
        /// @param mail its beginning, as many bytes as were asked for
        /// @return whether it has been dealt with and may be put away
        boolean take(byte[] mail);
    }

    /// How a visit ended.
    public sealed interface Visit {
        /// @param taken mails that were put away
        /// @param left  mails that are still there
        record Done(int taken, int left) implements Visit {}

        /// @param reason without any secret; it may quote the server
        record Failed(String reason) implements Visit {}
    }

    /// @throws IOException when the file of trusted certificates cannot be used; the message names it
    public Mailbox(MailboxSettings settings) throws IOException {
        this.settings = settings;
        trusted = Trust.sockets(settings.certificates());
    }

    /// Reads what is there, the oldest first, within the deadline whatever the server does. Never throws for what a
    /// server or a network can do.
    ///
    /// @param mostMails at most so many
    /// @param mostBytes of each mail no more is read
    public Visit visit(int mostMails, int mostBytes, Reader reader) {
        boolean tls = settings.security() == Security.TLS;
        GuardedSockets sockets = new GuardedSockets(null, MOST_BYTES_A_VISIT);
        AtomicBoolean late = new AtomicBoolean();
        CountDownLatch over = deadline(sockets, late);
        String protocol = tls ? "imaps" : "imap";
        try (IMAPStore store =
                (IMAPStore) Session.getInstance(properties(protocol, sockets)).getStore(protocol)) {
            store.connect(
                    settings.host(),
                    settings.port(),
                    settings.username(),
                    settings.password().reveal());
            return read(store, mostMails, mostBytes, reader);
        } catch (AuthenticationFailedException _) {
            return new Visit.Failed("the server refuses the log-in");
        } catch (MessagingException | IOException | IllegalStateException failed) {
            return new Visit.Failed(
                    late.get() ? "the deadline of " + settings.deadline().toSeconds() + " s passed" : reason(failed));
        } finally {
            over.countDown();
        }
    }

    private Visit read(IMAPStore store, int mostMails, int mostBytes, Reader reader)
            throws MessagingException, IOException {
        Folder handled = store.getFolder(settings.handled());
        if (!handled.exists() && !handled.create(Folder.HOLDS_MESSAGES)) {
            return new Visit.Failed("the folder '" + settings.handled() + "' cannot be made");
        }
        try (Folder folder = store.getFolder(settings.folder())) {
            folder.open(Folder.READ_WRITE);
            int count = folder.getMessageCount();
            Message[] mails = folder.getMessages(1, Math.min(count, mostMails));
            FetchProfile profile = new FetchProfile();
            profile.add(FetchProfile.Item.FLAGS);
            folder.fetch(mails, profile);
            int taken = 0;
            for (Message mail : mails) {
                if (mail.isSet(Flags.Flag.DELETED) || reader.take(bytes((IMAPMessage) mail, mostBytes))) {
                    putAway(store, (IMAPFolder) folder, mail, handled);
                    taken++;
                }
            }
            return new Visit.Done(taken, count - taken);
        }
    }

    private static void putAway(IMAPStore store, IMAPFolder folder, Message mail, Folder handled)
            throws MessagingException {
        Message[] one = {mail};
        if (mail.isSet(Flags.Flag.DELETED)) {
            return;
        }
        if (store.hasCapability("MOVE")) {
            folder.moveMessages(one, handled);
        } else {
            folder.copyMessages(one, handled);
            mail.setFlag(Flags.Flag.DELETED, true);
        }
    }

    private static byte[] bytes(IMAPMessage mail, int most) throws MessagingException, IOException {
        mail.setPeek(true);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Without its headers: they come by a command of their own.
        for (var lines = mail.getAllHeaderLines(); lines.hasMoreElements() && bytes.size() < most; ) {
            bytes.writeBytes((lines.nextElement() + "\r\n").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        bytes.writeBytes(new byte[] {'\r', '\n'});
        try (InputStream body = mail.getRawInputStream()) {
            byte[] piece = new byte[PIECE];
            for (int n = body.read(piece); n >= 0 && bytes.size() < most; n = body.read(piece)) {
                bytes.write(piece, 0, n);
            }
        }
        return bytes.toByteArray();
    }

    private CountDownLatch deadline(GuardedSockets sockets, AtomicBoolean late) {
        CountDownLatch over = new CountDownLatch(1);
        Thread.ofVirtual().name("mailbox-deadline").start(() -> {
            try {
                if (!over.await(settings.deadline().toMillis(), TimeUnit.MILLISECONDS)) {
                    late.set(true);
                    sockets.cut();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        return over;
    }

    private Properties properties(String protocol, GuardedSockets sockets) {
        Properties properties = new Properties();
        String start = "mail." + protocol + ".";
        String millis = String.valueOf(settings.timeout().toMillis());
        properties.put(start + "connectiontimeout", millis);
        properties.put(start + "timeout", millis);
        properties.put(start + "writetimeout", millis);
        properties.put(start + "partialfetch", "true");
        properties.put(start + "fetchsize", String.valueOf(PIECE));
        properties.put(start + "ssl.checkserveridentity", "true");
        properties.put(start + "starttls.enable", String.valueOf(settings.security() == Security.STARTTLS));
        properties.put(start + "starttls.required", String.valueOf(settings.security() == Security.STARTTLS));
        properties.put(start + "socketFactory", sockets);
        properties.put(start + "socketFactory.fallback", "false");
        properties.put(
                start + "ssl.socketFactory",
                settings.security() == Security.TLS ? new GuardedTls(trusted, sockets::watch) : trusted);
        return properties;
    }

    private static String reason(@Nullable Throwable failed) {
        Throwable root = failed;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root == null ? "" : root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
