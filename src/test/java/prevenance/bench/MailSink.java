package prevenance.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A mail server that takes everything and keeps nothing. Prints its port; ends when its input ends.
final class MailSink {
    private MailSink() {}

    public static void main(String[] args) throws IOException {
        try (ServerSocket door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            System.out.println(door.getLocalPort());
            Thread.ofPlatform().daemon().start(() -> admit(door));
            while (System.in.read() >= 0) {
                // Until whoever started it has gone.
            }
        }
        System.exit(0);
    }

    private static void admit(ServerSocket door) {
        while (true) {
            try {
                Socket visitor = door.accept();
                visitor.setTcpNoDelay(true);
                Thread.ofPlatform().daemon().start(() -> serve(visitor));
            } catch (IOException over) {
                return;
            }
        }
    }

    private static void serve(Socket visitor) {
        try (visitor;
                InputStream in = new BufferedInputStream(visitor.getInputStream(), 65_536);
                OutputStream out = new BufferedOutputStream(visitor.getOutputStream())) {
            say(out, "220 sink");
            for (String line = line(in); line != null; line = line(in)) {
                String word = line.toUpperCase(Locale.ROOT);
                if (word.startsWith("EHLO")) {
                    say(out, "250-sink\r\n250 8BITMIME");
                } else if (word.startsWith("DATA")) {
                    say(out, "354 go on");
                    for (String text = line(in); text != null && !text.equals("."); text = line(in)) {
                        // Taken.
                    }
                    say(out, "250 taken");
                } else if (word.startsWith("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 ok");
                }
            }
        } catch (IOException gone) {
            // He has hung up.
        }
    }

    private static @org.jspecify.annotations.Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            }
            line.write(next);
        }
        return null;
    }

    private static void say(OutputStream out, String words) throws IOException {
        out.write((words + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
