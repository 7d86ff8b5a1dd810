package prevenance.fault;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import prevenance.message.mail.FaultyMailServer;

/// The real program as a process of its own, with a carrier and a mail server on sockets. A parcel is out for delivery
/// once the test says so, and its customer is told.
final class StorageShop implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Path folder;
    final Path data;
    final Path config;
    final FaultyMailServer mails = new FaultyMailServer();
    private final HttpServer carrier;
    private final Set<Integer> absent = ConcurrentHashMap.newKeySet();
    private final List<Process> started = new ArrayList<>();
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private int files;

    /// A running or ended program.
    ///
    /// @param words what it said, file of both streams
    record Running(Process process, Path words) {
        String said() {
            try {
                return Files.readString(words, StandardCharsets.UTF_8);
            } catch (IOException failed) {
                throw new java.io.UncheckedIOException(failed);
            }
        }

        Running until(String word) {
            await(() -> said().contains(word) || !process.isAlive(), () -> "'" + word + "' in " + said());
            if (!said().contains(word)) {
                throw new AssertionError("ended with " + process.exitValue() + " before '" + word + "': " + said());
            }
            return this;
        }

        /// Its exit code.
        int end() {
            try {
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new AssertionError("does not end: " + said());
                }
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
            return process.exitValue();
        }
    }

    /// @param data where the database shall lie
    StorageShop(Path folder, Path data) throws IOException {
        this.folder = folder;
        this.data = data;
        config = folder.resolve("prevenance.yaml");
        carrier = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        carrier.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        carrier.createContext("/suivi/v2/idships/", exchange -> {
            String[] ids =
                    exchange.getRequestURI().getPath().replaceFirst(".*/", "").split(",", -1);
            String items = Arrays.stream(ids).map(this::item).collect(Collectors.joining(","));
            byte[] body = (ids.length == 1 ? items : "[" + items + "]").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(ids.length == 1 ? 200 : 207, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        carrier.start();
        Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(
                config, """
                    shop: { name: Maison Exemple, sender: service@example.org }
                    store: { path: %s/shop.db }
                    backup: { folder: backup }
                    intake: { drop-folder: inbox }
                    mail: { host: 127.0.0.1, port: %d, security: none }
                    messages: { quiet-from: none }
                    incidents: { enabled: false }
                    console: { port: 0 }
                    beats: { intake: 200ms, poll: 100ms, assess: 100ms, desk: 100ms, send: 100ms }
                    carriers:
                      laposte: { base-url: "http://127.0.0.1:%d", credentials: { key: test }, cadence: { every: 1s } }
                    polling: { lease: 2s }
                    """.formatted(data, mails.port(), carrier.getAddress().getPort()));
    }

    /// Parcels with these numbers, in an order file.
    void ships(int... parcels) throws IOException {
        Path file = folder.resolve("orders.csv");
        Files.writeString(
                file,
                "order,carrier,tracking_number,shipped_at,customer_name,email,locale,country\n"
                        + Arrays.stream(parcels)
                                .mapToObj(i -> "A%d,laposte,%s,%s,Camille Exemple,c%d@example.org,fr,FR"
                                        .formatted(i, number(i), start.minusSeconds(7_200), i))
                                .collect(Collectors.joining("\n")));
        Files.move(file, folder.resolve("inbox/orders-" + files++ + ".csv"), StandardCopyOption.ATOMIC_MOVE);
    }

    /// From now on the carrier says that nobody was at home; each customer has to be told.
    void nobodyWasAtHome(int... parcels) {
        Arrays.stream(parcels).forEach(absent::add);
    }

    /// Notification and recipient of each mail that a server took, in order.
    List<String> told() {
        return mails.accepted().stream()
                .filter(mail -> mail.header("X-Prevenance-Notification").contains("attempt-failed"))
                .map(FaultyMailServer.Mail::recipient)
                .toList();
    }

    void awaitTold(int mails) {
        await(() -> told().size() >= mails, () -> mails + " mails, there are " + told() + last());
    }

    Running run(String... before) throws IOException {
        return start(List.of(before), Map.of(), "run");
    }

    /// One verb of the program.
    ///
    /// @param before another program that starts it, such as strace
    Running start(List<String> before, Map<String, String> environment, String... verb) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile="
                        + Path.of("src/main/resources/logback.xml").toAbsolutePath(),
                "-Dprevenance.home=" + Path.of("").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                "prevenance.app.Main"));
        command.addAll(List.of(verb));
        command.addAll(List.of("--config", config.toString()));
        Path words = folder.resolve("said-" + started.size() + ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(words.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return new Running(process, words);
    }

    static void await(BooleanSupplier condition, java.util.function.Supplier<String> what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what.get());
            }
            pause(50);
        }
    }

    /// Lets the other process work for a while.
    static void pause(int millis) {
        java.util.concurrent.locks.LockSupport.parkNanos(millis * 1_000_000L);
    }

    /// Runs a command of the system; false when it fails or there is none.
    static boolean can(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private String last() {
        return started.isEmpty()
                ? ""
                : new Running(started.getLast(), folder.resolve("said-" + (started.size() - 1) + ".txt")).said();
    }

    private String item(String id) {
        int parcel = IntStream.range(0, 100)
                .filter(i -> number(i).equals(id))
                .findFirst()
                .orElseThrow();
        String events =
                "{\"code\":\"PC1\",\"label\":\"Pris en charge\",\"date\":\"" + at(start.minusSeconds(3_600)) + "\"}";
        if (absent.contains(parcel)) {
            events = "{\"code\":\"ND1\",\"label\":\"Vous étiez absent : avis de passage\",\"date\":\"" + at(start)
                    + "\"}," + events;
        }
        return """
            {"lang":"fr_FR","scope":"open","returnCode":200,"shipment":{"idShip":"%s","holder":4,"isFinal":false,
             "timeline":[],"event":[%s],"contextData":{"arrivalCountry":"FR"}}}
            """.formatted(id, events);
    }

    private static String at(Instant instant) {
        return instant.atOffset(ZoneOffset.ofHours(1)).toString();
    }

    private static String number(int i) {
        String serial = "%08d".formatted(11_272_041 + i);
        int[] weights = {8, 6, 4, 2, 3, 5, 9, 7};
        int sum = IntStream.range(0, 8)
                .map(k -> weights[k] * (serial.charAt(k) - '0'))
                .sum();
        int check = 11 - sum % 11;
        return "LE" + serial + (check == 10 ? 0 : check == 11 ? 5 : check) + "FR";
    }

    @Override
    public void close() throws IOException {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.onExit().join();
        }
        carrier.stop(0);
        mails.close();
    }
}
