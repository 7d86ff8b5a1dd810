package prevenance.fault;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// One client's conversation.
final class SmtpSession {
    private static final int IN_THE_MIDST = 300;
    private static final int LONG_LINE = 64 * 1024;

    private final SmtpServer server;
    private final Socket plain;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private String recipient = "";

    SmtpSession(SmtpServer server, Socket socket) throws IOException {
        this.server = server;
        plain = socket;
        this.socket = socket;
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    void talk() throws IOException {
        answer(SmtpPoint.CONNECT, "220 mail.example ESMTP");
        for (String line = line(); line != null; line = line()) {
            server.said(line, isEncrypted());
            String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
            switch (verb) {
                case "EHLO", "HELO" -> answer(SmtpPoint.EHLO, capabilities());
                case "STAR" -> startTls();
                case "AUTH" -> answer(SmtpPoint.AUTH, "235 2.7.0 welcome");
                case "MAIL" -> {
                    boolean login = server.wantsLogin() && !isEncrypted();
                    answer(SmtpPoint.MAIL, login ? "530 5.7.0 log in first" : "250 2.1.0 ok");
                }
                case "RCPT" -> {
                    recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    answer(SmtpPoint.RCPT, "250 2.1.5 ok");
                }
                case "DATA" -> data();
                case "RSET", "NOOP" -> say("250 ok");
                case "QUIT" -> {
                    answer(SmtpPoint.QUIT, "221 bye");
                    return;
                }
                default -> say("502 5.5.1 what");
            }
        }
    }

    private void data() throws IOException {
        if (!answer(SmtpPoint.DATA, "354 go on")) {
            return;
        }
        byte[] text = text();
        if (strike(SmtpPoint.DOT)) {
            return;
        }
        server.journal().add(AcceptedMail.of(Instant.now(), server.life(), recipient, text, isEncrypted()));
        if (answer(SmtpPoint.ACCEPTED, "250 2.0.0 kept")) {
            strike(SmtpPoint.POST);
        }
    }

    private String capabilities() {
        boolean login = server.wantsLogin() && (server.tls() == null || isEncrypted());
        return "250-mail.example\r\n"
                + (server.tls() != null && !isEncrypted() ? "250-STARTTLS\r\n" : "")
                + (login ? "250-AUTH PLAIN LOGIN\r\n" : "")
                + "250 8BITMIME";
    }

    private void startTls() throws IOException {
        SSLContext context = server.tls();
        if (context == null || !answer(SmtpPoint.STARTTLS, "220 go ahead")) {
            return;
        }
        SSLSocket secure = Loopback.secured(context, plain, false);
        socket = secure;
        in = new BufferedInputStream(secure.getInputStream());
        out = secure.getOutputStream();
    }

    private boolean isEncrypted() {
        return socket instanceof SSLSocket;
    }

    /// Gives the right answer unless a fault takes its place; true when the right one was given.
    private boolean answer(SmtpPoint point, String right) throws IOException {
        if (strike(point)) {
            return false;
        }
        say(right);
        return true;
    }

    /// True when a fault took the place of the answer.
    private boolean strike(SmtpPoint point) throws IOException {
        return switch (server.next(point, recipient)) {
            case null -> false;
            case SmtpFault.Drop _ -> throw new IOException("dropped");
            case SmtpFault.Reset _ -> {
                plain.setSoLinger(true, 0);
                plain.close();
                throw new IOException("reset");
            }
            case SmtpFault.Stall _ -> {
                long start = System.nanoTime();
                try {
                    in.transferTo(OutputStream.nullOutputStream());
                } finally {
                    server.heldUp(Duration.ofNanos(System.nanoTime() - start));
                }
                throw new IOException("left");
            }
            case SmtpFault.Late late -> {
                pause(late.millis());
                yield false;
            }
            case SmtpFault.Say say -> {
                say(say.lines());
                if (say.lines().startsWith("421")) {
                    throw new IOException("closed after 421");
                }
                yield true;
            }
            case SmtpFault.Garbage _ -> {
                say("\u0001\u0002 this is no answer");
                yield true;
            }
            case SmtpFault.Drip drip -> {
                long start = System.nanoTime();
                try {
                    for (byte b : "250-slow but never silent\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII)) {
                        out.write(b);
                        out.flush();
                        pause(drip.millis());
                    }
                } finally {
                    server.heldUp(Duration.ofNanos(System.nanoTime() - start));
                }
                throw new IOException("dripped");
            }
            case SmtpFault.LongLine _ -> {
                say("250-" + "x".repeat(LONG_LINE));
                yield false;
            }
            case SmtpFault.Endless _ -> {
                byte[] line = ("250-" + "x".repeat(500) + "\r\n").getBytes(StandardCharsets.US_ASCII);
                long start = System.nanoTime();
                try {
                    while (!plain.isClosed()) {
                        out.write(line);
                    }
                } finally {
                    server.heldUp(Duration.ofNanos(System.nanoTime() - start));
                }
                throw new IOException("ended");
            }
            case SmtpFault.Happens happens -> {
                happens.event().run();
                throw new IOException("the client is gone");
            }
        };
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }

    private void say(String lines) throws IOException {
        out.write((lines + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private @Nullable String line() throws IOException {
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
    private byte[] text() throws IOException {
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
            if (text.size() == IN_THE_MIDST && strike(SmtpPoint.BODY)) {
                throw new IOException("answered in the text");
            }
        }
    }
}
