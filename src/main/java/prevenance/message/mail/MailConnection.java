package prevenance.message.mail;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import prevenance.config.Secret;

/// One connection to the mail server, opened when first needed and kept for the next mail. For one thread at
/// a time.
public final class MailConnection implements AutoCloseable {
    private static final Duration TIME_TO_PART = Duration.ofSeconds(5);

    private final MailSettings settings;
    private final GuardedSockets sockets;
    private final Session session;
    private final SendListener listener;
    private final @Nullable ReturnAddress returns;
    private @Nullable RecordingTransport transport;

    MailConnection(
            MailSettings settings,
            SSLSocketFactory trusted,
            String envelopeSender,
            SendListener listener,
            @Nullable ReturnAddress returns) {
        this.settings = settings;
        this.listener = listener;
        this.returns = returns;
        sockets = new GuardedSockets(settings.security() == Security.TLS ? trusted : null);
        session = Session.getInstance(properties(settings, sockets, trusted, envelopeSender));
    }

    /// Hands one mail to the server, within the deadline whatever the server does. Never throws for what a
    /// server or a network can do.
    ///
    /// @param mail the exact bytes
    public SendResult send(byte[] mail, String recipient) {
        long begun = System.nanoTime();
        SendResult result = handOver(mail, recipient);
        listener.sent(result, Duration.ofNanos(System.nanoTime() - begun));
        return result;
    }

    private SendResult handOver(byte[] mail, String recipient) {
        Address[] to;
        StoredMail message;
        try {
            String address = LetterWriter.encodable(recipient);
            if (address == null) {
                return new SendResult.Poison("the recipient is no address that mail servers take");
            }
            to = new Address[] {new InternetAddress(address, true)};
            message = new StoredMail(session, mail, returns);
        } catch (AddressException refused) {
            return new SendResult.Poison("the recipient is refused: " + refused.getMessage());
        } catch (MessagingException unreadable) {
            return new SendResult.Poison("the stored mail cannot be read: " + unreadable.getMessage());
        }
        AtomicBoolean late = new AtomicBoolean();
        CountDownLatch over = deadline(settings.deadline(), late);
        try {
            RecordingTransport kept = transport;
            SendResult result = attempt(message, to, late);
            // A kept connection may have been closed by the server meanwhile: that says nothing yet.
            boolean stale = kept != null
                    && transport == null
                    && !late.get()
                    && kept.stage().compareTo(Stage.MAIL) <= 0
                    && unspoken(result);
            return stale ? attempt(message, to, late) : result;
        } finally {
            over.countDown();
        }
    }

    /// Connects, goes over to TLS and logs in as for a mail, and sends none.
    public SendResult probe() {
        AtomicBoolean late = new AtomicBoolean();
        CountDownLatch over = deadline(settings.deadline(), late);
        RecordingTransport line = new RecordingTransport(session, server(), settings.security() == Security.TLS);
        try (line) {
            line.connect();
            return settings.username() == null || line.supportsExtension("AUTH")
                    ? new SendResult.Accepted()
                    : new SendResult.Misconfigured("the server offers no log-in", "no AUTH");
        } catch (AuthenticationFailedException refused) {
            return meaning(line, "the server refuses the log-in", late);
        } catch (MessagingException | IllegalStateException failed) {
            return meaning(line, rootOf(failed), late);
        } finally {
            over.countDown();
        }
    }

    /// Ends whatever this connection is doing, from any thread.
    public void abort() {
        sockets.cut();
    }

    /// Says good-bye when that can be done quickly. What was accepted stays accepted.
    @Override
    public void close() {
        CountDownLatch over = deadline(TIME_TO_PART, new AtomicBoolean());
        drop();
        over.countDown();
    }

    private SendResult attempt(StoredMail message, Address[] to, AtomicBoolean late) {
        RecordingTransport line = transport;
        try {
            if (line == null) {
                line = new RecordingTransport(session, server(), settings.security() == Security.TLS);
                line.connect();
                if (settings.username() != null && !line.supportsExtension("AUTH")) {
                    line.close();
                    return new SendResult.Misconfigured("the server offers no log-in", "no AUTH");
                }
                transport = line;
            }
            line.begin();
            line.sendMessage(message, to);
            return new SendResult.Accepted();
        } catch (AuthenticationFailedException refused) {
            return meaning(line, "the server refuses the log-in", late);
        } catch (MessagingException | IllegalStateException failed) {
            SendResult result = meaning(line, rootOf(failed), late);
            if (line != null && line.wasTaken()) {
                return new SendResult.Accepted();
            }
            if (mustDrop(result)) {
                drop();
            }
            return result;
        }
    }

    private SendResult meaning(@Nullable RecordingTransport line, String fault, AtomicBoolean late) {
        Stage stage = line == null ? Stage.CONNECT : line.stage();
        String what = late.get() ? "the deadline of " + settings.deadline().toSeconds() + " s passed" : fault;
        int code = line == null ? 0 : line.code();
        // An answer of success at the last stage reached means that what failed came after it.
        boolean failure = code >= 400 || stage == Stage.CONNECT && code != 220;
        return new ServerAnswer(stage, failure ? code : 0, line == null ? "" : line.text(), what).meaning();
    }

    private static boolean unspoken(SendResult result) {
        return switch (result) {
            case SendResult.ServerDown _ -> true;
            case SendResult.Deferred deferred -> deferred.isSilence();
            case SendResult.Accepted _,
                    SendResult.Misconfigured _,
                    SendResult.Unclear _,
                    SendResult.RefusedAddress _,
                    SendResult.RefusedMessage _,
                    SendResult.Poison _ -> false;
        };
    }

    private static boolean mustDrop(SendResult result) {
        return switch (result) {
            case SendResult.ServerDown _, SendResult.Misconfigured _, SendResult.Unclear _ -> true;
            case SendResult.Deferred deferred -> deferred.isSilence();
            case SendResult.Accepted _, SendResult.RefusedAddress _, SendResult.RefusedMessage _, SendResult.Poison _ ->
                false;
        };
    }

    private void drop() {
        RecordingTransport line = transport;
        transport = null;
        if (line != null) {
            try {
                line.close();
            } catch (MessagingException _) {
                sockets.end();
            }
        }
    }

    private CountDownLatch deadline(Duration length, AtomicBoolean late) {
        CountDownLatch over = new CountDownLatch(1);
        sockets.refill();
        Thread.ofVirtual().name("mail-deadline").start(() -> {
            try {
                if (!over.await(length.toMillis(), TimeUnit.MILLISECONDS)) {
                    late.set(true);
                    sockets.cut();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        return over;
    }

    private URLName server() {
        Secret password = settings.password();
        return new URLName(
                "smtp",
                settings.host(),
                settings.port(),
                null,
                settings.username(),
                password == null ? null : password.reveal());
    }

    private static String rootOf(Throwable failed) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage()).strip();
        return root.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message);
    }

    private static Properties properties(
            MailSettings settings, GuardedSockets sockets, SSLSocketFactory trusted, String envelopeSender) {
        Properties properties = new Properties();
        String millis = String.valueOf(settings.timeout().toMillis());
        properties.put("mail.smtp.connectiontimeout", millis);
        properties.put("mail.smtp.timeout", millis);
        properties.put("mail.smtp.from", envelopeSender);
        properties.put("mail.smtp.auth", String.valueOf(settings.username() != null));
        // A server that hangs after QUIT has the mail all the same.
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.starttls.enable", String.valueOf(settings.security() == Security.STARTTLS));
        properties.put("mail.smtp.starttls.required", String.valueOf(settings.security() == Security.STARTTLS));
        properties.put("mail.smtp.socketFactory", sockets);
        properties.put("mail.smtp.socketFactory.fallback", "false");
        properties.put("mail.smtp.ssl.socketFactory", settings.security() == Security.TLS ? sockets : trusted);
        return properties;
    }
}
