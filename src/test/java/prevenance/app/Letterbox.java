package prevenance.app;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/// A mail server that keeps what it accepts, read as a mail program would read it.
final class Letterbox implements AutoCloseable {
    /// A mail as it was accepted; a header or part that it does not have is the empty text.
    record Mail(
            Instant at,
            String recipient,
            String notification,
            String messageId,
            String autoSubmitted,
            String subject,
            String text,
            String html) {}

    private static final int TRY_LATER = 450;

    private final InstantSource clock;
    private final String reluctant;
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger deferred = new AtomicInteger();
    private final List<Mail> mails = Collections.synchronizedList(new ArrayList<>());
    private final SMTPServer server;

    /// @param reluctant a recipient for whom every second attempt only is let in
    Letterbox(InstantSource clock, String reluctant) {
        this.clock = clock;
        this.reluctant = reluctant;
        server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandlerFactory(context -> new Reader())
                .build();
        server.start();
    }

    int port() {
        return server.getPortAllocated();
    }

    /// How often a mail was put off.
    int deferred() {
        return deferred.get();
    }

    /// In the order of acceptance.
    List<Mail> mails() {
        synchronized (mails) {
            return List.copyOf(mails);
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Reader implements MessageHandler {
        private String recipient = "";

        @Override
        public void from(String from) {
            // Every sender is welcome.
        }

        @Override
        public void recipient(String to) throws RejectException {
            if (to.equals(reluctant) && attempts.getAndIncrement() % 2 == 0) {
                deferred.incrementAndGet();
                throw new RejectException(TRY_LATER, "4.2.1 come back later");
            }
            recipient = to;
        }

        @Override
        public @Nullable String data(InputStream data) throws IOException {
            try {
                MimeMessage mail = new MimeMessage(null, data);
                mails.add(new Mail(
                        clock.instant(),
                        recipient,
                        header(mail, "X-Prevenance-Notification"),
                        header(mail, "Message-ID"),
                        header(mail, "Auto-Submitted"),
                        mail.getSubject() == null ? "" : mail.getSubject(),
                        part(mail, "text/plain"),
                        part(mail, "text/html")));
                return null;
            } catch (MessagingException unreadable) {
                throw new IOException(unreadable);
            }
        }

        @Override
        public void done() {
            // Nothing is held between mails.
        }
    }

    private static String header(MimeMessage mail, String name) throws MessagingException {
        String value = mail.getHeader(name, null);
        return value == null ? "" : value;
    }

    private static String part(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return String.valueOf(part.getContent());
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                String found = part(inner, type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }
}
