package prevenance.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.intake.ShopDesk.HEADER;
import static prevenance.intake.ShopDesk.NOW;
import static prevenance.intake.ShopDesk.ROW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.testing.ManualClock;

class DropFolderTest {
    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(NOW);
    private Path inbox = Path.of("");
    private ShopDesk desk;
    private DropFolder drop;

    @BeforeEach
    void open() throws IOException {
        desk = new ShopDesk(Files.createDirectory(folder.resolve("data")));
        inbox = folder.resolve("inbox");
        drop = new DropFolder(inbox, desk.settings, desk.files);
        Files.createDirectory(inbox);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void aSettledFileIsImportedAndMovedToDone() throws IOException {
        Files.writeString(inbox.resolve("orders-1.csv"), HEADER + ROW);
        assertThat(drop.takeDue(clock.instant())).isEmpty();
        assertThat(drop.takeDue(clock.advance(Duration.ofSeconds(1)))).isEmpty();
        assertThat(drop.takeDue(clock.advance(Duration.ofSeconds(1))))
                .extracting(OrderImportTest::counts)
                .containsExactly("1 row, 1 new, 0 changed, 0 unchanged, 0 rejected");
        assertThat(tree()).containsExactly("done/orders-1.csv");
    }

    @Test
    void aFileStillBeingWrittenIsLeftUntilItIsComplete() throws IOException {
        Path file = inbox.resolve("orders.csv");
        Files.writeString(file, HEADER);
        look();
        Files.writeString(file, HEADER + ROW);
        clock.advance(Duration.ofSeconds(10));
        assertThat(drop.takeDue(clock.instant())).isEmpty();
        assertThat(look()).hasSize(1);
        assertThat(desk.rows("select number from customer_order")).containsExactly("A-1");
    }

    @Test
    void aFileWithABadRowGoesToRejectedBesideAReportAndItsGoodRowsComeIn() throws IOException {
        Files.writeString(inbox.resolve("orders.csv"), HEADER + ROW + ROW.replace("6A00000000001", ""));
        look();
        look();
        assertThat(tree()).containsExactly("rejected/orders.csv", "rejected/orders.csv.report.txt");
        assertThat(Files.readString(inbox.resolve("rejected/orders.csv.report.txt")))
                .isEqualTo("""
                    orders.csv: 2 rows of orders (UTF-8, separated by ','): 1 new, 0 changed, 0 unchanged, 1 rejected
                      rejected:
                      - line 3, tracking_number: is empty -> fill it in
                    """);
    }

    @Test
    void theSameBytesAgainAreDoneWithoutReadingAndANameTakenGetsATimestamp() throws IOException {
        Files.writeString(inbox.resolve("orders.csv"), HEADER + ROW);
        look();
        look();
        Files.writeString(inbox.resolve("orders.csv"), HEADER + ROW);
        look();
        assertThat(look()).extracting(ImportReport::knownBefore).containsExactly(true);
        assertThat(tree()).containsExactly("done/20261123T090012000Z-orders.csv", "done/orders.csv");
    }

    @Test
    void aRefundFileRejectedForAnUnknownOrderComesInWhenItIsDroppedAgainAfterTheOrder() throws IOException {
        String refunds = "reference,order,amount,triggered_at\nR-1,A-1,10,2026-11-23\n";
        Files.writeString(inbox.resolve("refunds.csv"), refunds);
        look();
        look();
        desk.orders(HEADER + ROW);
        Files.writeString(inbox.resolve("refunds.csv"), refunds);
        look();
        assertThat(look()).extracting(ImportReport::added).containsExactly(1L);
    }

    @Test
    void theHeaderDecidesWhereTheNameSaysNothingAndWhatIsNothingIsRejected() throws IOException {
        desk.orders(HEADER + ROW);
        Files.writeString(inbox.resolve("a.csv"), "commande;n° de suivi;client\nA-2;6A00000000002;Zoé\n");
        Files.writeString(inbox.resolve("b.csv"), "reference,order,amount,triggered_at\nR-1,A-1,10,2026-11-23\n");
        Files.writeString(inbox.resolve("c.csv"), "reference,order,tracking_number,shipped_at\nX-1,A-1,,\n");
        Files.writeString(inbox.resolve("d.csv"), "shopping\nlist\n");
        look();
        look();
        assertThat(tree())
                .containsExactly(
                        "done/a.csv", "done/b.csv", "done/c.csv", "rejected/d.csv", "rejected/d.csv.report.txt");
    }

    @Test
    void unfinishedFilesLinksAndFoldersAreLeftAloneAndStopNobody() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.csv"), HEADER + ROW);
        Files.createSymbolicLink(inbox.resolve("orders-link.csv"), secret);
        Files.createDirectory(inbox.resolve("orders-folder.csv"));
        for (String name : List.of(".orders.csv", "orders.csv.tmp", "orders.csv.part", "~orders.csv", "orders.csv~")) {
            Files.writeString(inbox.resolve(name), HEADER + ROW);
        }
        Files.writeString(inbox.resolve("orders-z.csv"), HEADER + ROW);
        look();
        assertThat(look()).extracting(ImportReport::file).containsExactly("orders-z.csv");
        assertThat(desk.rows("select count(*) from import_file")).containsExactly("1");
    }

    @Test
    void aCrashBetweenImportAndMoveIsHarmless() throws IOException {
        Files.writeString(inbox.resolve("orders.csv"), HEADER + ROW);
        Files.writeString(inbox.resolve("done"), "in the way, so that nothing can be moved");
        look();
        assertThat(look()).isEmpty();
        assertThat(desk.rows("select count(*) from parcel")).containsExactly("1");
        Files.delete(inbox.resolve("done"));
        DropFolder afterRestart = new DropFolder(inbox, desk.settings, desk.files);
        afterRestart.takeDue(clock.advance(Duration.ofMinutes(2)));
        assertThat(afterRestart.takeDue(clock.advance(Duration.ofSeconds(2))))
                .extracting(ImportReport::knownBefore)
                .containsExactly(true);
        assertThat(desk.rows("select count(*) from parcel")).containsExactly("1");
        assertThat(tree()).containsExactly("done/orders.csv");
    }

    @Test
    void aFileTooLargeIsRejected() throws IOException {
        IntakeSettings small = new IntakeSettings(null, Duration.ofSeconds(2), 1000, 100);
        try (ShopDesk other = new ShopDesk(Files.createDirectory(folder.resolve("other")), small)) {
            DropFolder strict = new DropFolder(inbox, small, other.files);
            Files.writeString(inbox.resolve("orders.csv"), HEADER + ROW.repeat(10));
            Files.writeString(inbox.resolve("orders2.csv"), "\n".repeat(200));
            strict.takeDue(clock.instant());
            assertThat(strict.takeDue(clock.advance(Duration.ofSeconds(2))))
                    .extracting(report ->
                            report.refusal() == null ? "" : report.refusal().message())
                    .containsExactly("the file is larger than 0 MB", "the file has more than 100 lines");
        }
    }

    private List<ImportReport> look() {
        return drop.takeDue(clock.advance(Duration.ofSeconds(3)));
    }

    private List<String> tree() throws IOException {
        try (Stream<Path> files = Files.walk(inbox)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> inbox.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
