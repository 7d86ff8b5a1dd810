package prevenance.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/// A real mail server on loopback that delivers to nobody: each mail becomes an `.eml` file.
public final class DemoMailbox implements AutoCloseable {
    /// Addresses that begin so do not exist: refused for good.
    static final String NOBODY = "nobody.";

    private static final int NO_SUCH_MAILBOX = 550;

    private final SMTPServer server;
    private final Path folder;
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    private DemoMailbox(Path folder) {
        this.folder = folder;
        this.server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .softwareName("prevenance demo")
                .messageHandlerFactory(context -> new ToFile())
                .build();
    }

    /// Opens a port and the folder for the mails.
    static DemoMailbox open(Path folder) throws IOException {
        Files.createDirectories(folder);
        DemoMailbox mailbox = new DemoMailbox(folder);
        mailbox.server.start();
        return mailbox;
    }

    int port() {
        return server.getPortAllocated();
    }

    /// Mails accepted.
    int received() {
        return received.get();
    }

    /// Mails refused.
    int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class ToFile implements MessageHandler {
        private String recipient = "";

        @Override
        public void from(String from) {
            // Every sender is welcome.
        }

        @Override
        public void recipient(String address) throws RejectException {
            if (address.startsWith(NOBODY)) {
                refused.incrementAndGet();
                throw new RejectException(NO_SUCH_MAILBOX, "5.1.1 no such mailbox");
            }
            recipient = address;
        }

        @Override
        public String data(InputStream mail) throws IOException {
            String name = recipient.replaceAll("@.*", "").replaceAll("[^A-Za-z0-9.]", "_");
            Path file = folder.resolve(String.format(Locale.ROOT, "%04d-%s.eml", received.incrementAndGet(), name));
            Files.write(file, mail.readAllBytes());
            return "2.0.0 kept as " + file.getFileName();
        }

        @Override
        public void done() {
            // Nothing is held between mails.
        }
    }
}
