package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import prevenance.app.Main;
import prevenance.testing.TestStore;

/// An older and a newer program on one database. The newer one's tables have a column more each, and there is a new
/// one:
/// later versions only add (see `store.MigrationRuleTest`).
@ExtendWith(FaultReport.class)
class UpgradeTest {
    private static final Pattern TABLE = Pattern.compile("(?m)^create table (\\w+)");
    private static final Pattern ERROR = Pattern.compile("(?m)^ERROR .*(\\R\\s+.*)*");
    private static final Duration TOGETHER = Duration.ofMinutes(10);
    private static final int PARCELS = Form.of(30, 100);
    private static final int MORE = 10;

    @TempDir
    Path folder;

    private Path tables;

    @BeforeEach
    void aLaterVersion() throws IOException {
        tables = folder.resolve("later");
        Path place = Files.createDirectories(tables.resolve("prevenance/store/migration"));
        Files.writeString(
                place.resolve("V999__later.sql"),
                TABLE.matcher(first())
                        .results()
                        .map(table -> "alter table " + table.group(1)
                                + " add column novelty text;\nalter table " + table.group(1)
                                + " add column novelties integer not null default 0;\n")
                        .collect(Collectors.joining("", "create table novelty (id ${identity}, note text);\n", "")));
    }

    private static String first() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(Main.class.getResourceAsStream("/prevenance/store/migration/V1__watch.sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void anOlderAndANewerDaemonShareOneServerAndNothingIsLostOrToldTwice() {
        Form.Deadline deadline = Form.share(10);
        long end = System.nanoTime() + TOGETHER.toNanos();
        try (Cluster cluster = new Cluster(folder, TestStore.address(folder.resolve("upgrade")))) {
            cluster.rig().set("polling", "{lease: 3s, claim: 5, after-final: {looks: 0}}");
            Daemon older = cluster.start();
            cluster.awaitNodes(1);
            // So often that the server knows the older one's questions by heart.
            cluster.rig().say(cluster.rig().ship(CarrierFormat.LA_POSTE, PARCELS), Word.TAKEN);
            assertThat(cluster.rig().oracle().awaitAll(Form.patience()))
                    .as(cluster.lastWords())
                    .isTrue();

            Daemon newer = cluster.startLater(tables);
            cluster.awaitNodes(2);
            List<Parcel> parcels = cluster.rig().ship(CarrierFormat.LA_POSTE, PARCELS);
            cluster.await(
                    "both ask",
                    () -> cluster.number("select count(distinct claimed_by) from parcel where"
                                    + " claimed_by in (select id from node)")
                            == 2);
            cluster.rig().say(parcels, Word.TAKEN);
            do {
                cluster.await("both send", () -> {
                    cluster.rig().say(cluster.rig().ship(CarrierFormat.LA_POSTE, MORE), Word.TAKEN);
                    cluster.rig().oracle().awaitAll(Form.patience());
                    return cluster.number("select count(distinct claimed_by) from outbox_message where state = 'SENT'"
                                    + " and claimed_by in (select id from node)")
                            == 2;
                });
            } while (Form.isLong() && !deadline.isOver() && System.nanoTime() - end < 0);

            // Its drop folder is the older one's.
            long known = cluster.number("select count(*) from parcel");
            List<Parcel> last = cluster.rig().ship(CarrierFormat.LA_POSTE, MORE);
            cluster.await("the last orders", () -> cluster.number("select count(*) from parcel") == known + MORE);
            older.terminate();
            assertThat(older.exit(Form.patience())).as(older.lastWords()).isZero();
            cluster.rig().say(last, Word.TAKEN);
            Oracle.Verdict verdict = cluster.quiesce();
            verdict.assertNothingLost(newer);
            assertThat(verdict.doubles()).isEmpty();
            assertThat(errors(older)).isEmpty();
            assertThat(errors(newer)).isEmpty();

            Daemon late = cluster.start();
            assertThat(late.exit(Form.patience())).as("a refusal").isPositive();
            assertThat(late.ownLog())
                    .contains("program is not older than the database")
                    .contains("999");
            Figures.note(
                    "R4.15",
                    "an older and a newer daemon on one server",
                    "mails " + verdict.accepted()
                            + ", lost 0, doubles 0, errors 0; started again, the older is refused");
        }
    }

    @Test
    void aNewerProgramWaitsForTheOlderDaemonOfAFileAndTheOlderNeverComesBack() {
        try (FaultRig rig = new FaultRig(folder)) {
            Daemon older = rig.start();
            tell(rig);
            // A verb of the newer one makes its tables, under the older daemon.
            Answer verb =
                    answer(rig, Installation.current().later(tables, List.of(), "cases", "--config", config(rig)));
            assertThat(verb.exit()).as(verb.words()).isZero();
            tell(rig);
            Daemon early = Daemon.startLater(rig.configuration(), tables);
            assertThat(early.exit(Form.patience())).as("a refusal").isPositive();
            assertThat(early.ownLog()).contains(Long.toString(older.pid()));
            tell(rig);
            older.terminate();
            assertThat(older.exit(Form.patience())).as(older.lastWords()).isZero();
            assertThat(errors(older)).isEmpty();

            Daemon newer = Daemon.startLater(rig.configuration(), tables);
            tell(rig);
            Oracle.Verdict verdict = rig.quiesce();
            verdict.assertNothingLost(newer);
            assertThat(verdict.doubles()).isEmpty();
            newer.terminate();
            assertThat(newer.exit(Form.patience())).as(newer.lastWords()).isZero();
            assertThat(errors(newer)).isEmpty();

            Daemon late = rig.start();
            assertThat(late.exit(Form.patience())).as("a refusal").isPositive();
            assertThat(late.ownLog())
                    .contains("does not fit this program")
                    .contains("999")
                    .contains("use the program version that wrote it");
            Answer refused = answer(rig, Installation.current().command(List.of(), "cases", "--config", config(rig)));
            assertThat(refused.exit()).isPositive();
            assertThat(refused.words()).contains("use the program version that wrote it");
            rig.assertSound();
            Figures.note(
                    "R4.15",
                    "an older daemon on a file under a newer program's tables",
                    "mails " + verdict.accepted()
                            + ", lost 0, doubles 0, errors 0; started again, the older is refused");
        }
    }

    private static void tell(FaultRig rig) {
        rig.say(rig.ship(CarrierFormat.LA_POSTE, MORE), Word.TAKEN);
        assertThat(rig.oracle().awaitAll(Form.patience())).isTrue();
    }

    /// Each with what caused it.
    private static List<String> errors(Daemon daemon) {
        return ERROR.matcher(daemon.ownLog())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static String config(FaultRig rig) {
        return rig.configuration().toString();
    }

    /// What a verb said, and its exit code.
    private record Answer(int exit, String words) {}

    private static Answer answer(FaultRig rig, List<String> command) {
        try {
            Path words = Files.createTempFile(rig.folder(), "verb-", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(words.toFile())
                    .start();
            return new Answer(process.waitFor(), Files.readString(words));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
