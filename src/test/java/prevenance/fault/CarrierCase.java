package prevenance.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// A row of the carriers' faults.
record CarrierCase(String id, String fault, CarrierBehaviour behaviour) {
    private static final String DELIVERED =
            "{\"returnCode\":200,\"shipment\":{\"idShip\":\"%s\",\"event\":[{\"code\":\"DI1\",\"label\":\"Distribué\","
                    + "\"date\":\"2026-01-02T03:04:05+01:00\"}]}}";
    private static final int MEGABYTE = 1024 * 1024;

    /// @param elsewhere an address that must never be asked
    static Stream<CarrierCase> all(String elsewhere) {
        return Stream.of(
                new CarrierCase("R3.1", "stall", CarrierBehaviour.stall()),
                new CarrierCase("R3.1", "connection dropped", CarrierBehaviour.drop()),
                status("R3.2", "429 Retry-After: 2", "429 Too Many Requests", "Retry-After: 2\r\n", "{}"),
                status("R3.2", "429 without Retry-After", "429 Too Many Requests", "", "{}"),
                status("R3.3", "500", "500 Internal Server Error", "", "{}"),
                status("R3.3", "408", "408 Request Timeout", "", "{}"),
                status("R3.3", "503 Retry-After: 0", "503 Service Unavailable", "Retry-After: 0\r\n", "{}"),
                status("R3.4", "401", "401 Unauthorized", "", "{}"),
                status("R3.6", "truncated JSON", "200 OK", "", DELIVERED.substring(0, 60)),
                new CarrierCase("R3.6", "body that breaks off", CarrierCase::breaksOff),
                status("R3.7", "page with 200", "200 OK", "Content-Type: text/html\r\n", "<html>Maintenance</html>"),
                status("R3.7", "empty 200", "200 OK", "", ""),
                status("R3.8", "fields gone", "200 OK", "", "{\"returnCode\":200,\"parcel\":{}}"),
                new CarrierCase("R3.9", "body of 100 MB", (_, _, socket) -> large(socket, 100)),
                new CarrierCase("R3.9", "gzip bomb", (_, _, socket) -> bomb(socket)),
                new CarrierCase("R3.9", "JSON 100 000 deep", (_, _, socket) -> deep(socket)),
                new CarrierCase("R3.9", "body of one byte a second", (_, _, socket) -> drip(socket)),
                new CarrierCase("R3.9", "headers of 300 KB", (_, _, socket) -> headers(socket)),
                status("R3.11", "redirect elsewhere", "302 Found", "Location: " + elsewhere + "\r\n", ""),
                status("R3.14", "another parcel's answer", "200 OK", "", DELIVERED.formatted("LE999999992FR")),
                new CarrierCase("R3.14", "members missing", (_, _, socket) -> write(socket, "[]")));
    }

    private static CarrierCase status(String id, String fault, String status, String headers, String body) {
        return new CarrierCase(id, fault, CarrierBehaviour.status(status, headers, body));
    }

    private static void write(Socket socket, String body) throws IOException {
        CarrierBehaviour.status("207 Multi-Status", "", body).answer(java.util.List.of(), "", socket);
    }

    private static void head(OutputStream out, String more) throws IOException {
        out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + more + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static void breaksOff(java.util.List<String> numbers, String right, Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        head(out, "Content-Length: 100000\r\n");
        out.write(right.getBytes(StandardCharsets.UTF_8));
        out.flush();
        socket.close();
    }

    private static void large(Socket socket, int megabytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        head(out, "Content-Length: " + (long) megabytes * MEGABYTE + "\r\n");
        byte[] block = new byte[MEGABYTE];
        Arrays.fill(block, (byte) ' ');
        for (int i = 0; i < megabytes; i++) {
            out.write(block);
        }
    }

    private static void bomb(Socket socket) throws IOException {
        byte[] packed = packed(200);
        OutputStream out = socket.getOutputStream();
        head(out, "Content-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n");
        out.write(packed);
    }

    private static byte[] packed(int megabytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            byte[] block = new byte[MEGABYTE];
            Arrays.fill(block, (byte) '[');
            for (int i = 0; i < megabytes; i++) {
                out.write(block);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    private static void deep(Socket socket) throws IOException {
        write(socket, "[".repeat(100_000) + "]".repeat(100_000));
    }

    private static void drip(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        head(out, "Content-Length: 1000\r\n");
        for (int i = 0; i < 60; i++) {
            out.write(' ');
            out.flush();
            Daemon.pause(Duration.ofSeconds(1));
        }
    }

    private static void headers(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        head(out, ("X-Long: " + "x".repeat(1_000) + "\r\n").repeat(300) + "Content-Length: 2\r\n");
        out.write("{}".getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return id + " " + fault;
    }
}
