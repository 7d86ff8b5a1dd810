package prevenance.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// How a carrier answers a request.
@FunctionalInterface
interface CarrierBehaviour {
    /// @param numbers what was asked about
    /// @param right   the body of the right answer
    void answer(List<String> numbers, String right, Socket socket) throws IOException;

    /// The right answer.
    static CarrierBehaviour right() {
        return (numbers, right, socket) ->
                reply(socket, numbers.size() == 1 ? "200 OK" : "207 Multi-Status", "", right);
    }

    /// A status with a body.
    ///
    /// @param headers each ending in CR LF
    static CarrierBehaviour status(String status, String headers, String body) {
        return (_, _, socket) -> reply(socket, status, headers, body);
    }

    /// Nothing is ever said.
    static CarrierBehaviour stall() {
        return (_, _, socket) -> {
            // Until the client has gone.
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        };
    }

    /// The connection ends without an answer.
    static CarrierBehaviour drop() {
        return (_, _, socket) -> socket.close();
    }

    private static void reply(Socket socket, String status, String headers, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: application/json; charset=utf-8\r\n" + headers
                + "Content-Length: " + bytes.length + "\r\n\r\n";
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(bytes);
        out.flush();
    }
}
