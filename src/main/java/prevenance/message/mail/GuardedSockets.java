package prevenance.message.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Makes the one socket of a connection and keeps hold of it, so that a deadline can close it whatever it is waiting
/// for: the timeouts of the mail library count anew with every byte read.
final class GuardedSockets extends SocketFactory {
    // A server's answers to one mail are a few hundred bytes; one that never stops talking must not fill the memory.
    private static final int MOST_BYTES = 256 * 1024;

    private final @Nullable SSLSocketFactory tls;
    private volatile @Nullable Socket current;
    private volatile boolean cut;
    private final int most;
    private final AtomicInteger left;

    /// @param tls makes the socket when TLS is spoken from the first byte, null otherwise
    GuardedSockets(@Nullable SSLSocketFactory tls) {
        this(tls, MOST_BYTES);
    }

    /// @param most bytes that the server may say until the next [#refill]
    GuardedSockets(@Nullable SSLSocketFactory tls, int most) {
        this.tls = tls;
        this.most = most;
        left = new AtomicInteger(most);
    }

    /// Another's socket, which a deadline can close too; one that is shown after the deadline is closed at once.
    Socket watch(Socket socket) {
        current = socket;
        // Looked at after it is kept: whoever cuts in between finds it.
        if (cut) {
            end();
        }
        return socket;
    }

    /// A new mail begins: the server may again say so much.
    void refill() {
        left.set(most);
        cut = false;
    }

    /// Ends whatever the connection is doing, also when it is still looking up a name, until the next [#refill].
    void cut() {
        cut = true;
        end();
    }

    /// Closes the socket without a word.
    void end() {
        Socket socket = current;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException _) {
                current = null;
            }
        }
    }

    @Override
    public Socket createSocket() throws IOException {
        if (cut) {
            throw new IOException("the deadline has passed");
        }
        Socket socket = tls == null ? new Guarded() : tls.createSocket();
        // The end of a mail is a small packet of its own: Nagle's algorithm would hold it until the server's delayed
        // acknowledgement, 40 ms for every mail.
        socket.setTcpNoDelay(true);
        return watch(socket);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException("only unconnected sockets are made here");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostName(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localAddress, int localPort) throws IOException {
        return createSocket(host, port);
    }

    private final class Guarded extends Socket {
        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    int read = super.read();
                    counted(read < 0 ? 0 : 1);
                    return read;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    return counted(super.read(bytes, offset, length));
                }
            };
        }

        private int counted(int read) throws IOException {
            if (left.addAndGet(-Math.max(0, read)) < 0) {
                throw new IOException("the server's answer does not end");
            }
            return read;
        }
    }
}
