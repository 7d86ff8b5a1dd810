package prevenance.doctor;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// One connection to a host, to see whether it can be had and whom it says it is. Nothing is asked that costs.
final class Visit {
    /// For each step; a whole visit takes at most four.
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int LONGEST = 16 * 1024;

    private final SSLSocketFactory trusted;

    Visit(SSLSocketFactory trusted) {
        this.trusted = trusted;
    }

    /// What came of it.
    sealed interface Outcome {
        /// It answers.
        ///
        /// @param certificateEnds empty without TLS
        /// @param status          of its HTTP answer, empty when it gave none
        /// @param theirs          its clock, empty when it told none
        record Reached(
                Duration took, Optional<Instant> certificateEnds, Optional<Integer> status, Optional<Instant> theirs)
                implements Outcome {}

        /// It does not.
        ///
        /// @param key    of the texts
        /// @param detail what the network said
        record Failed(String key, String detail) implements Outcome {}
    }

    /// Asks for nothing but the head of its front page, which no quota counts.
    Outcome http(Host host) {
        return visit(host, host.tls(), (socket, took, ends) -> {
            say(
                    socket,
                    "HEAD / HTTP/1.1\r\nHost: " + host.name()
                            + "\r\nUser-Agent: Prevenance\r\nConnection: close\r\n\r\n");
            String head = head(socket);
            return new Outcome.Reached(took, ends, status(head), date(head));
        });
    }

    /// Greets a mail server and, when wanted, goes over to TLS.
    Outcome smtp(Host host, boolean startTls) {
        return visit(host, host.tls(), (socket, took, ends) -> {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String greeting = answer(in);
            if (!greeting.startsWith("220")) {
                return new Outcome.Failed("smtp.greeting", greeting);
            }
            say(socket, "EHLO localhost\r\n");
            String offers = answer(in);
            if (!startTls) {
                say(socket, "QUIT\r\n");
                return new Outcome.Reached(took, ends, Optional.empty(), Optional.empty());
            }
            if (!offers.toUpperCase(Locale.ROOT).contains("STARTTLS")) {
                return new Outcome.Failed("smtp.no-starttls", host.address());
            }
            say(socket, "STARTTLS\r\n");
            String go = answer(in);
            if (!go.startsWith("220")) {
                return new Outcome.Failed("smtp.no-starttls", go);
            }
            try (SSLSocket safe = secured(socket, host)) {
                Optional<Instant> own = ends(safe);
                say(safe, "EHLO localhost\r\nQUIT\r\n");
                return new Outcome.Reached(took, own, Optional.empty(), Optional.empty());
            }
        });
    }

    private interface Talk {
        Outcome with(Socket socket, Duration took, Optional<Instant> certificateEnds) throws IOException;
    }

    private Outcome visit(Host host, boolean tls, Talk talk) {
        long begun = System.nanoTime();
        try (Socket plain = new Socket()) {
            InetAddress address = InetAddress.getByName(host.name());
            plain.connect(new InetSocketAddress(address, host.port()), (int) PATIENCE.toMillis());
            plain.setSoTimeout((int) PATIENCE.toMillis());
            if (!tls) {
                return talk.with(plain, Duration.ofNanos(System.nanoTime() - begun), Optional.empty());
            }
            try (SSLSocket safe = secured(plain, host)) {
                return talk.with(safe, Duration.ofNanos(System.nanoTime() - begun), ends(safe));
            }
        } catch (UnknownHostException unknown) {
            return new Outcome.Failed("host.unknown", host.name());
        } catch (SocketTimeoutException late) {
            return new Outcome.Failed("host.late", PATIENCE.toSeconds() + " s");
        } catch (ConnectException refused) {
            return new Outcome.Failed("host.refused", String.valueOf(refused.getMessage()));
        } catch (SSLException unsafe) {
            return new Outcome.Failed(whyUnsafe(unsafe), root(unsafe));
        } catch (IOException broken) {
            return new Outcome.Failed("host.broke", root(broken));
        }
    }

    private SSLSocket secured(Socket plain, Host host) throws IOException {
        SSLSocket safe = (SSLSocket) trusted.createSocket(plain, host.name(), host.port(), true);
        SSLParameters parameters = safe.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        safe.setSSLParameters(parameters);
        safe.setSoTimeout((int) PATIENCE.toMillis());
        safe.startHandshake();
        return safe;
    }

    private static Optional<Instant> ends(SSLSocket safe) throws IOException {
        Certificate[] chain = safe.getSession().getPeerCertificates();
        return chain.length > 0 && chain[0] instanceof X509Certificate own ? Optional.of(ends(own)) : Optional.empty();
    }

    /// In milliseconds, the one thing of the old date class that is worth having.
    private static Instant ends(X509Certificate own) {
        return Instant.ofEpochMilli(Long.parseLong(String.format(Locale.ROOT, "%tQ", own.getNotAfter())));
    }

    private static String whyUnsafe(SSLException unsafe) {
        for (Throwable cause = unsafe; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "tls.expired";
            }
        }
        String words = root(unsafe);
        if (words.contains("subject alternative") || words.contains("No name matching")) {
            return "tls.name";
        }
        for (Throwable cause = unsafe; cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException) {
                return "tls.untrusted";
            }
        }
        return "tls.failed";
    }

    private static void say(Socket socket, String words) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(words.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String head(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        StringBuilder head = new StringBuilder();
        for (int b = in.read(); b >= 0 && head.length() < LONGEST; b = in.read()) {
            head.append((char) b);
            if (head.length() >= 4 && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
                break;
            }
        }
        return head.toString();
    }

    /// One answer with all its lines.
    private static String answer(InputStream in) throws IOException {
        StringBuilder all = new StringBuilder();
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && all.length() < LONGEST; b = in.read()) {
            if (b == '\n') {
                all.append(line).append(' ');
                if (line.length() < 4 || line.charAt(3) != '-') {
                    break;
                }
                line.setLength(0);
            } else if (b != '\r') {
                line.append((char) b);
            }
        }
        return all.toString().strip();
    }

    private static Optional<Integer> status(String head) {
        String[] words = head.split("\\s", 3);
        return words.length > 1 && words[0].startsWith("HTTP/") && words[1].matches("[0-9]{3}")
                ? Optional.of(Integer.valueOf(words[1]))
                : Optional.empty();
    }

    private static Optional<Instant> date(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "Date:", 0, 5))
                .findFirst()
                .flatMap(line -> {
                    try {
                        return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(
                                line.substring(5).strip())));
                    } catch (DateTimeException _) {
                        return Optional.empty();
                    }
                });
    }

    private static String root(Throwable failed) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
