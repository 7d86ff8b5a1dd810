package prevenance.message.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A mail server on loopback that fails exactly where it is told to, and keeps what it accepted.
public final class FaultyMailServer implements AutoCloseable {
    /// Where a fault strikes, before the server's own answer; [#ACCEPTED] after the mail is kept and before its 250.
    public enum At {
        CONNECT,
        EHLO,
        MAIL,
        RCPT,
        DATA,
        TEXT,
        DOT,
        ACCEPTED,
        QUIT
    }

    /// What happens there.
    public sealed interface Act {
        /// The connection ends.
        record Drop() implements Act {}

        /// Nothing more is said.
        record Stall() implements Act {}

        /// These lines instead of the right answer.
        record Say(String lines) implements Act {}

        /// One byte every so many milliseconds.
        record Drip(int millis) implements Act {}

        /// An answer of many lines that does not end.
        record Endless() implements Act {}
    }

    /// A mail as it came in.
    @SuppressWarnings("ArrayRecordComponent")
    public record Mail(String recipient, byte[] bytes) {
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return text().replaceAll("\r\n[ \t]+", " ")
                    .lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    private record Fault(At at, Act act, Predicate<String> recipient, AtomicInteger left) {}

    private final ServerSocket listener;
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final List<Mail> accepted = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Runnable onAcceptance;

    public FaultyMailServer() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /// Fails so many times at a place.
    public void fail(At at, Act act, int times) {
        fail(at, act, times, _ -> true);
    }

    /// Fails for some recipients only, from `RCPT` on.
    public void fail(At at, Act act, int times, Predicate<String> recipient) {
        faults.add(new Fault(at, act, recipient, new AtomicInteger(times)));
    }

    public void heal() {
        faults.clear();
    }

    /// Runs when a mail has been kept and before its 250 goes out.
    public void onAcceptance(Runnable action) {
        onAcceptance = action;
    }

    public List<Mail> accepted() {
        return List.copyOf(accepted);
    }

    /// Everything the client said outside of mails.
    public List<String> commands() {
        return List.copyOf(commands);
    }

    public int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> talk(socket));
            }
        } catch (IOException _) {
            closed.countDown();
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            String recipient = "";
            answer(out, At.CONNECT, recipient, "220 test");
            for (String line = line(in); line != null; line = line(in)) {
                commands.add(line);
                String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
                switch (verb) {
                    case "EHLO", "HELO" -> answer(out, At.EHLO, recipient, "250 test");
                    case "MAIL" -> answer(out, At.MAIL, recipient, "250 2.1.0 ok");
                    case "RCPT" -> {
                        recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                        answer(out, At.RCPT, recipient, "250 2.1.5 ok");
                    }
                    case "DATA" -> {
                        if (answer(out, At.DATA, recipient, "354 go on")) {
                            strike(out, At.TEXT, recipient);
                            Mail mail = new Mail(recipient, text(in));
                            if (!strike(out, At.DOT, recipient)) {
                                accepted.add(mail);
                                Runnable action = onAcceptance;
                                if (action != null) {
                                    action.run();
                                }
                                answer(out, At.ACCEPTED, recipient, "250 2.0.0 kept");
                            }
                        }
                    }
                    case "RSET", "NOOP" -> say(out, "250 ok");
                    case "QUIT" -> {
                        answer(out, At.QUIT, recipient, "221 bye");
                        return;
                    }
                    default -> say(out, "502 5.5.1 what");
                }
            }
        } catch (IOException _) {
            sockets.remove(socket);
        }
    }

    /// Gives the right answer unless a fault strikes first; true when the right one was given.
    private boolean answer(OutputStream out, At at, String recipient, String right) throws IOException {
        if (strike(out, at, recipient)) {
            return false;
        }
        say(out, right);
        return true;
    }

    private boolean strike(OutputStream out, At at, String recipient) throws IOException {
        for (Fault fault : faults) {
            if (fault.at() == at
                    && fault.recipient().test(recipient)
                    && fault.left().getAndDecrement() > 0) {
                act(out, fault.act());
                return true;
            }
        }
        return false;
    }

    private void act(OutputStream out, Act act) throws IOException {
        switch (act) {
            case Act.Drop _ -> throw new IOException("dropped");
            case Act.Stall _ -> pause(60_000);
            case Act.Say say -> {
                say(out, say.lines());
                if (say.lines().startsWith("421")) {
                    throw new IOException("closed after 421");
                }
            }
            case Act.Drip drip -> {
                for (byte b : "250-slow but never silent\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII)) {
                    out.write(b);
                    out.flush();
                    pause(drip.millis());
                }
            }
            case Act.Endless _ -> {
                byte[] line = ("250-" + "x".repeat(500) + "\r\n").getBytes(StandardCharsets.US_ASCII);
                while (closed.getCount() > 0) {
                    out.write(line);
                }
            }
        }
    }

    private void pause(int millis) throws IOException {
        try {
            if (closed.await(millis, TimeUnit.MILLISECONDS)) {
                throw new IOException("closed");
            }
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    private static void say(OutputStream out, String lines) throws IOException {
        out.write((lines + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    /// The text up to the line with a dot, without the doubling of dots.
    private static byte[] text(InputStream in) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        boolean atStart = true;
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("ended in the text");
            }
            if (atStart && b == '.') {
                b = in.read();
                if (b == '\r') {
                    int _ = in.read();
                    return text.toByteArray();
                }
            }
            text.write(b);
            atStart = b == '\n';
        }
    }
}
