package prevenance.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.intake.ShopDesk.HEADER;
import static prevenance.intake.ShopDesk.NOW;
import static prevenance.intake.ShopDesk.ROW;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prevenance.store.Pseudonyms;
import prevenance.testing.ManualClock;

/// What files may not do to us, whoever dropped them.
class ImportLimitsTest {
    @TempDir
    Path folder;

    @Test
    void archivesAreNotTakenApartWhateverTheyHoldOrCallThemselves() throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            for (String name : List.of("../../escaped.csv", "/tmp/escaped.csv", "orders.csv")) {
                out.putNextEntry(new ZipEntry(name));
                out.write((HEADER + ROW).getBytes(StandardCharsets.UTF_8));
            }
        }
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(new byte[50_000_000]);
        }
        try (ShopDesk desk = new ShopDesk(folder)) {
            assertThat(Objects.requireNonNull(desk.read(ImportKind.ORDERS, zip.toByteArray(), NOW)
                                    .refusal())
                            .message())
                    .isEqualTo("is an Excel or ZIP file");
            assertThat(Objects.requireNonNull(desk.read(ImportKind.ORDERS, gzip.toByteArray(), NOW)
                                    .refusal())
                            .message())
                    .isEqualTo("is a compressed file");
            assertThat(desk.rows("select number from customer_order")).isEmpty();
            try (Stream<Path> tree = Files.list(folder)) {
                assertThat(tree.map(file -> file.getFileName().toString()).filter(name -> name.contains("escaped")))
                        .isEmpty();
            }
        }
    }

    @Test
    @Timeout(30)
    void tenMillionRowsAreRefusedBeforeAnyIsRead() throws IOException {
        Path file = folder.resolve("orders.csv");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(HEADER.getBytes(StandardCharsets.UTF_8));
            byte[] thousand = "A,ups,1\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 10_000; i++) {
                out.write(thousand);
            }
        }
        try (ShopDesk desk = new ShopDesk(folder)) {
            long start = System.nanoTime();
            ImportReport report = desk.files.read(ImportKind.ORDERS, ImportSource.file(file), NOW, ImportProgress.NONE);
            assertThat(Objects.requireNonNull(report.refusal()).message())
                    .isEqualTo("the file has more than 1000000 lines");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(desk.rows("select count(*) from customer_order")).containsExactly("0");
        }
    }

    @Test
    @Timeout(30)
    void aQuoteThatNobodyClosesCostsItsLineAndLittleTime() {
        StringBuilder text = new StringBuilder(HEADER).append("A-0,laposte,\"6A00000000000\n");
        for (int i = 1; i <= 20_000; i++) {
            text.append("\"A-")
                    .append(i)
                    .append(",laposte,6A0000000")
                    .append(10_000 + i % 1000)
                    .append('\n');
        }
        try (ShopDesk desk = new ShopDesk(folder)) {
            long start = System.nanoTime();
            ImportReport report = desk.orders(text.toString());
            assertThat(report.added()).isZero();
            assertThat(report.rejected()).isPositive();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void theReportOfARejectedFileQuotesNoAddressPhoneOrName() {
        try (ShopDesk desk = new ShopDesk(folder)) {
            ImportReport report = desk.orders(HEADER
                    + ROW.replace("camille@example.org", "camille.exemple@@example.org")
                    + ROW.replace("A-1,", "A-2,").replace("+33 1 99 00 00 00", "zéro-un 99 00 17")
                    + ROW.replace("A-1,", "A-3,").replace("2026-11-24", "le jour de Camille Exemple"));
            assertThat(report.toText())
                    .doesNotContain("camille.exemple@@example.org")
                    .doesNotContain("zéro-un 99 00 17");
        }
    }

    @Test
    void whatWasTakenIsForUsAlone() throws IOException {
        ManualClock clock = new ManualClock(NOW);
        try (ShopDesk desk = new ShopDesk(folder)) {
            Path inbox = folder.resolve("inbox");
            DropFolder drop = new DropFolder(inbox, desk.settings, desk.files);
            drop.takeDue(clock.instant());
            Files.writeString(inbox.resolve("orders.csv"), HEADER + ROW);
            Files.writeString(inbox.resolve("orders-bad.csv"), HEADER + "A-9,,,,,,,,,,,,,,\n");
            for (Path file : List.of(inbox.resolve("orders.csv"), inbox.resolve("orders-bad.csv"))) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            }
            drop.takeDue(clock.instant());
            drop.takeDue(clock.advance(Duration.ofSeconds(3)));
            assertThat(modes(inbox))
                    .containsExactly(
                            "done rwx------",
                            "done/orders.csv rw-------",
                            "rejected rwx------",
                            "rejected/orders-bad.csv rw-------",
                            "rejected/orders-bad.csv.report.txt rw-------");
            assertThat(Files.getLastModifiedTime(inbox.resolve("done/orders.csv"))
                            .toInstant())
                    .isEqualTo(clock.instant());
        }
    }

    private static List<String> modes(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(path -> !path.equals(folder))
                    .sorted()
                    .map(path -> {
                        try {
                            return folder.relativize(path) + " "
                                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                        } catch (IOException gone) {
                            return path + " gone";
                        }
                    })
                    .toList();
        }
    }

    @Test
    void anOrderThatWasErasedDoesNotComeBackWithAnOldFile() {
        try (ShopDesk desk = new ShopDesk(folder)) {
            desk.orders(HEADER + ROW);
            desk.database.execute(tx -> {
                String pseudonym = Pseudonyms.of(tx).ofOrder("A-1");
                tx.handle()
                        .execute("update customer_order set number = ?, customer_name = null, email = null", pseudonym);
            });

            ImportReport again =
                    desk.orders(HEADER + ROW + ROW.replace("A-1,", "A-2,").replace("0001,", "0002,"));

            assertThat(again.added()).isEqualTo(1);
            assertThat(again.rejected()).isZero();
            assertThat(again.warnings().getFirst().message())
                    .isEqualTo("is an order whose data was erased here; the row is left out");
            assertThat(again.warnings().getFirst().value()).isNull();
            assertThat(desk.rows("select coalesce(email, '-') from customer_order order by id"))
                    .containsExactly("-", "camille@example.org");
        }
    }
}
