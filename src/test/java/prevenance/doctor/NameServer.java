package prevenance.doctor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/// Answers questions for texts (RFC 1035) over UDP on this machine.
final class NameServer implements AutoCloseable {
    private static final int QUESTION = 12;
    private final DatagramSocket socket;
    private final Map<String, String> texts;

    /// @param texts by name; other names do not exist
    NameServer(Map<String, String> texts) throws IOException {
        this.texts = texts;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::answer);
    }

    String url() {
        return "dns://127.0.0.1:" + socket.getLocalPort();
    }

    private void answer() {
        byte[] room = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket asked = new DatagramPacket(room, room.length);
                socket.receive(asked);
                byte[] reply = reply(Arrays.copyOf(asked.getData(), asked.getLength()));
                socket.send(new DatagramPacket(reply, reply.length, asked.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private byte[] reply(byte[] asked) {
        StringBuilder name = new StringBuilder();
        int at = QUESTION;
        while (asked[at] != 0) {
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(asked, at + 1, asked[at], StandardCharsets.US_ASCII));
            at += asked[at] + 1;
        }
        String text = texts.get(name.toString());
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        reply.writeBytes(new byte[] {asked[0], asked[1], (byte) 0x81, (byte) (text == null ? 0x83 : 0x80), 0, 1, 0});
        reply.writeBytes(new byte[] {(byte) (text == null ? 0 : 1), 0, 0, 0, 0});
        reply.write(asked, QUESTION, at + 5 - QUESTION);
        if (text != null) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            reply.writeBytes(new byte[] {(byte) 0xC0, QUESTION, 0, 16, 0, 1, 0, 0, 0, 60});
            reply.writeBytes(new byte[] {0, (byte) (bytes.length + 1), (byte) bytes.length});
            reply.writeBytes(bytes);
        }
        return reply.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
