package prevenance.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A port on loopback that somebody listens on, or nobody: a server that can go away and come back.
final class Loopback implements AutoCloseable {
    private static final int BACKLOG = 200;

    /// Speaks with one client until either leaves.
    interface Conversation {
        void talk(Socket client) throws IOException;
    }

    private final String name;
    private final Conversation conversation;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final int port;
    private volatile @Nullable ServerSocket listener;

    /// Listens at once.
    Loopback(String name, Conversation conversation) {
        this.name = name;
        this.conversation = conversation;
        try {
            ServerSocket first = bound(0);
            port = first.getLocalPort();
            serve(first);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    int port() {
        return port;
    }

    /// How many clients are connected.
    int open() {
        return clients.size();
    }

    /// Listens again, on the same port.
    void listen() {
        try {
            serve(bound(port));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Nobody can connect any more, and who is connected is cut off.
    @Override
    public void close() {
        ServerSocket current = listener;
        listener = null;
        try {
            if (current != null) {
                current.close();
            }
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The server's side of TLS over a connection, after the handshake.
    ///
    /// @param closing whether it closes what is below it
    static SSLSocket secured(SSLContext context, Socket client, boolean closing) throws IOException {
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(client, null, client.getPort(), closing);
        secure.setUseClientMode(false);
        secure.startHandshake();
        return secure;
    }

    private static ServerSocket bound(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        return socket;
    }

    private void serve(ServerSocket socket) {
        listener = socket;
        Thread.ofVirtual().name(name).start(() -> {
            try {
                while (true) {
                    Socket client = socket.accept();
                    client.setTcpNoDelay(true);
                    clients.add(client);
                    Thread.ofVirtual().start(() -> talk(client));
                }
            } catch (IOException closed) {
                clients.removeIf(Socket::isClosed);
            }
        });
    }

    private void talk(Socket client) {
        try (client) {
            conversation.talk(client);
        } catch (IOException gone) {
            // By a fault of ours or of his own will.
            clients.remove(client);
        } finally {
            clients.remove(client);
        }
    }
}
