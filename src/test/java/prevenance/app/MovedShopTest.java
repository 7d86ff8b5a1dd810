package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cli.ExitCode;
import prevenance.cli.RootCommand;
import prevenance.demo.DemoOptions;
import prevenance.demo.DemoWorld;
import prevenance.demo.Installation;
import prevenance.store.Database;
import prevenance.store.Move;
import prevenance.store.StoreAddress;
import prevenance.testing.EveryRow;
import prevenance.testing.TestStore;

/// The make-believe shop moves from its file to a server while its parcels are under way. A longer story:
/// `-Dprevenance.test.move.days=28 -Dprevenance.test.move.parcels=300`.
class MovedShopTest {
    private static final int DAYS = Integer.getInteger("prevenance.test.move.days", 4);
    private static final int PARCELS = Integer.getInteger("prevenance.test.move.parcels", 40);

    /// What looks at the data and nothing else.
    private static final List<List<String>> VERBS = Stream.of(
                    "parcels --json",
                    "flags --json",
                    "cases --json",
                    "case show 1",
                    "messages --json",
                    "incidents --json",
                    "deadlines --json",
                    "refunds --json",
                    "exchanges --json",
                    "coverage --json",
                    "carriers health",
                    "carriers unmapped",
                    "carriers contradictions",
                    "polling simulate",
                    "backtest",
                    "shadow report",
                    "suppressions list",
                    "outbox",
                    "users list",
                    "tokens list",
                    "webhooks list",
                    "privacy list",
                    "privacy erase --order B-10001")
            .map(words -> List.of(words.split(" ", -1)))
            .toList();

    @TempDir
    Path folder;

    @Test
    void theStoryGoesOnAsIfNothingHadHappenedNoMailIsToldTwiceAndEveryVerbSaysTheSame() throws IOException {
        String stayed = tell("stayed", null);
        String moved = tell("moved", Duration.ofDays(DAYS / 2).plusHours(9));

        assertThat(plot(moved)).isEqualTo(plot(stayed));
        assertThat(notifications("moved"))
                .hasSizeGreaterThan(PARCELS / 2)
                .doesNotHaveDuplicates()
                .isEqualTo(notifications("stayed"));
        for (List<String> verb : VERBS) {
            Said there = said("moved", verb);
            assertThat(there).as("%s", verb).isEqualTo(said("stayed", verb));
            assertThat(there.code()).as("%s: %s", verb, there).isIn(ExitCode.OK, ExitCode.NOTHING);
        }
    }

    private record Said(int code, String out) {}

    private Said said(String name, List<String> verb) {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        List<String> words = new ArrayList<>(verb);
        words.addAll(List.of(
                "--config", folder.resolve(name).resolve("prevenance.yaml").toString()));
        int code = RootCommand.execute(
                new Main(Path.of("").toAbsolutePath(), Map.of()),
                Map.of(),
                new PrintWriter(out),
                new PrintWriter(errors),
                words.toArray(String[]::new));
        return new Said(code, code == ExitCode.OK ? out.toString() : out + errors.toString());
    }

    private String tell(String name, @Nullable Duration moveAfter) {
        ByteArrayOutputStream story = new ByteArrayOutputStream();
        new DemoWorld(
                        new DemoOptions(
                                Duration.ZERO,
                                7,
                                PARCELS,
                                DAYS,
                                false,
                                folder.resolve(name),
                                Locale.ENGLISH,
                                false,
                                Duration.ofMinutes(30)),
                        (config, clock) -> new Moving(config, clock, moveAfter),
                        new PrintStream(story, true, StandardCharsets.UTF_8))
                .run();
        return story.toString(StandardCharsets.UTF_8);
    }

    /// Without what differs by nature: where it lies and how long it took, and what a restart asks once more.
    private static List<String> plot(String story) {
        return story.lines()
                .filter(line -> !line.contains("prevenance.yaml") && !line.contains("days told"))
                .filter(line -> !line.contains("questions to carriers"))
                .map(line -> line.replaceAll("/\\S+/(stayed|moved)\\b", "FOLDER"))
                .toList();
    }

    /// What names each mail that has left, in the order of the alphabet.
    private List<String> notifications(String name) throws IOException {
        try (Stream<Path> mails = Files.list(folder.resolve(name).resolve("mails"))) {
            return mails.filter(mail -> mail.toString().endsWith(".eml"))
                    .flatMap(mail -> lines(mail)
                            .filter(line -> line.startsWith("X-Prevenance-Notification:"))
                            .limit(1))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<String> lines(Path mail) {
        try {
            return Files.readAllLines(mail, StandardCharsets.ISO_8859_1).stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// An installation that moves when its time has come.
    private static final class Moving implements Installation {
        private final Path config;
        private final InstantSource clock;
        private final @Nullable Instant moveAt;
        private final Path file;
        private DemoInstallation now;
        private boolean moved;

        Moving(Path config, InstantSource clock, @Nullable Duration moveAfter) {
            this.config = config;
            this.clock = clock;
            moveAt = moveAfter == null ? null : clock.instant().plus(moveAfter);
            file = config.resolveSibling("prevenance.db");
            now = open(Database.Use.DAEMON);
        }

        private DemoInstallation open(Database.Use use) {
            return new DemoInstallation(Main.open(config, Path.of("").toAbsolutePath(), Map.of(), use, clock), clock);
        }

        private void move() {
            now.close();
            StoreAddress.Server server = TestStore.address(file);
            try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                Map<String, List<String>> before = EveryRow.of(sqlite, sqlite);
                List<String> numbers =
                        EveryRow.texts(sqlite, "select name || ' ' || seq from sqlite_sequence order by name");
                Move.Moved result = Move.run(file, server, clock.instant(), (_, _) -> {});
                try (Connection postgres = DriverManager.getConnection(
                        "jdbc:postgresql://" + server.host() + "/" + server.database(), "postgres", "")) {
                    assertThat(EveryRow.of(sqlite, postgres)).isEqualTo(before);
                    for (String number : numbers) {
                        String table = number.substring(0, number.indexOf(' '));
                        assertThat(EveryRow.texts(
                                        postgres,
                                        "select '" + table + "' || ' ' || last_value from " + table + "_id_seq"))
                                .containsExactly(number);
                    }
                }
                assertThat(before.get("outbox_message")).isNotEmpty();
                assertThat(result.sum())
                        .isEqualTo(
                                before.values().stream().mapToLong(List::size).sum());
                Files.writeString(
                        config,
                        Files.readString(config)
                                .replaceFirst(
                                        "store:\\n +path: .*",
                                        "store:\n  url: postgresql://postgres@" + server.host() + "/"
                                                + server.database()));
            } catch (SQLException | IOException failed) {
                throw new IllegalStateException(failed);
            }
            // No daemon: the story's clock is not the server's.
            now = open(Database.Use.VERB);
            moved = true;
        }

        @Override
        public int importOrders(Path csv) {
            return now.importOrders(csv);
        }

        @Override
        public int importRefunds(Path csv) {
            return now.importRefunds(csv);
        }

        @Override
        public int importExchanges(Path csv) {
            return now.importExchanges(csv);
        }

        @Override
        public int approveWaiting(Instant at) {
            return now.approveWaiting(at);
        }

        @Override
        public void beat(Instant at) {
            if (!moved && moveAt != null && !at.isBefore(moveAt)) {
                move();
            }
            now.beat(at);
        }

        @Override
        public Database database() {
            return now.database();
        }

        @Override
        public Doors openDoors() {
            return now.openDoors();
        }

        @Override
        public void close() {
            assertThat(moved).isEqualTo(moveAt != null);
            now.close();
        }
    }
}
