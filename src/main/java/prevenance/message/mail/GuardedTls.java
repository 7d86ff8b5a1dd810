package prevenance.message.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocketFactory;

/// Makes sockets that speak TLS from the first byte and shows each to who may have to close it. The IMAP part of the
/// mail library wraps whatever comes of another kind of factory in TLS once more.
final class GuardedTls extends SSLSocketFactory {
    private final SSLSocketFactory trusted;
    private final UnaryOperator<Socket> shown;

    GuardedTls(SSLSocketFactory trusted, UnaryOperator<Socket> shown) {
        this.trusted = trusted;
        this.shown = shown;
    }

    @Override
    public Socket createSocket() throws IOException {
        return shown.apply(trusted.createSocket());
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return shown.apply(trusted.createSocket(socket, host, port, autoClose));
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

    @Override
    public String[] getDefaultCipherSuites() {
        return trusted.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return trusted.getSupportedCipherSuites();
    }
}
