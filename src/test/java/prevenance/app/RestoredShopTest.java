package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.app.ScriptedParcel.at;
import static prevenance.app.ScriptedParcel.parcel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.intake.ImportKind;
import prevenance.intake.ImportProgress;
import prevenance.intake.ImportSource;
import prevenance.message.MessageFilter;
import prevenance.message.MessageState;
import prevenance.message.OutboxEpoch;
import prevenance.message.OutboxMessage;
import prevenance.store.BackupFile;
import prevenance.store.BackupWriter;
import prevenance.store.Database;
import prevenance.store.Restore;
import prevenance.testing.ManualClock;
import prevenance.tracking.TrackingStatus;

/// A shop that loses its disk and goes on from an older backup: nobody is told again what he was told, nothing leaves
/// unasked, and what happened after the loss is told.
class RestoredShopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(at("Mon 4 08:00").toInstant());
    private final List<ScriptedParcel> parcels = List.of(
            absent("before", "6A12700000041", "Wed 6 10:00"),
            absent("between", "6A12700000058", "Thu 7 10:00"),
            absent("after", "6A12700000065", "Fri 8 14:00"),
            absent("later", "6A12700000072", "Sat 9 10:00"));
    private Letterbox letterbox;
    private ScriptedCarriers carriers;
    private Path config;

    private static ScriptedParcel absent(String name, String number, String when) {
        return parcel(name, "laposte", number, "fr")
                .says("Mon 4 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .says(when, TrackingStatus.ATTEMPT_ABSENT);
    }

    @BeforeEach
    void open() throws IOException {
        letterbox = new Letterbox(clock, "nobody@example.org");
        carriers = new ScriptedCarriers(parcels, clock);
        config = folder.resolve("prevenance.yaml");
        Files.writeString(config, """
            shop: { name: Maison Exemple, sender: service@example.org, locale: fr, country: FR }
            mail: { host: 127.0.0.1, port: %d, security: none }
            polling: { cadence: { every: 50m } }
            incidents: { enabled: false }
            carriers:
              laposte: { base-url: "%s", credentials: { key: test }, limits: [{ requests: 1000000, per: 1s }] }
            """.formatted(letterbox.port(), carriers.address()));
    }

    @AfterEach
    void close() throws Exception {
        carriers.close();
        letterbox.close();
    }

    @Test
    void afterARestoreFromAnOlderBackupNothingLeavesUnaskedAndNobodyIsToldTwice() throws IOException {
        Path database = folder.resolve("data/prevenance.db");
        BackupFile backup;
        try (Prevenance first = begin(null)) {
            importOrders(first);
            until(first, "Wed 6 20:00");
            backup = BackupWriter.write(database, folder.resolve("old.db"), List.of(), clock.instant());
            until(first, "Fri 8 12:00");
        }
        List<String> toldBefore = told();
        assertThat(toldBefore)
                .anyMatch(key -> key.contains("attempt-failed"))
                .filteredOn(key -> key.contains("attempt-failed"))
                .hasSize(2);

        clock.set(at("Fri 8 18:00").toInstant().toString());
        Restore.Restored restored = Restore.into(database, backup.path(), List.of(), clock.instant());
        assertThat(restored.replaced()).exists();

        try (Prevenance second = begin(null)) {
            until(second, "Sat 9 20:00");
            assertThat(told()).as("unasked").isEqualTo(toldBefore);
            assertThat(second.messages().resume())
                    .as("without a word about when")
                    .isFalse();
            OutboxEpoch epoch = new OutboxEpoch(second.database());
            assertThat(epoch.waiting(epoch.find().orElseThrow()).arisen())
                    .extracting(OutboxMessage::orderNumber)
                    .contains("A-between", "A-after", "A-later");

            Instant lastSign = at("Fri 8 12:00").toInstant();
            assertThat(epoch.decide(lastSign, "camille", clock.instant())).isPresent();
            assertThat(epoch.decide(lastSign, "camille", clock.instant()))
                    .as("a second word")
                    .isEmpty();
            until(second, "Mon 11 12:00");

            assertThat(told()).doesNotHaveDuplicates();
            assertThat(told().stream()
                            .filter(key -> key.contains("attempt-failed"))
                            .toList())
                    .as("what happened after the last sign of life")
                    .hasSize(4);
            List<OutboxMessage> silent = second.database()
                    .read(tx -> second.outbox().list(tx, new MessageFilter(MessageState.SUPPRESSED, null, null, 100)));
            assertThat(silent)
                    .filteredOn(message -> message.orderNumber() != null)
                    .isNotEmpty()
                    .allSatisfy(message -> {
                        assertThat(message.stateReason()).startsWith(OutboxEpoch.REASON);
                        assertThat(toldBefore).contains(message.key());
                    });
        }
    }

    @Test
    void theOperatorMaySayAtTheStartThatNothingLeftAfterTheBackup() throws IOException {
        Path database = folder.resolve("data/prevenance.db");
        try (Prevenance first = begin(null)) {
            importOrders(first);
            until(first, "Wed 6 20:00");
        }
        List<String> toldBefore = told();
        BackupFile backup = BackupWriter.write(database, folder.resolve("old.db"), List.of(), clock.instant());
        Restore.into(database, backup.path(), List.of(), clock.instant());
        try (Prevenance second = begin(clock.instant())) {
            until(second, "Mon 11 12:00");
        }
        assertThat(told()).startsWith(toldBefore.toArray(String[]::new)).doesNotHaveDuplicates();
        assertThat(told().stream().filter(key -> key.contains("attempt-failed")).toList())
                .hasSize(4);
    }

    private Prevenance begin(@Nullable Instant resumeAfter) {
        Prevenance program = Main.open(config, Path.of("").toAbsolutePath(), Map.of(), Database.Use.DAEMON, clock);
        program.care().begin(resumeAfter, clock.instant());
        return program;
    }

    private void until(Prevenance program, String moment) {
        while (clock.instant().isBefore(at(moment).toInstant())) {
            program.beat(clock.instant(), PATIENCE);
            clock.advance(Duration.ofHours(1));
        }
        program.beat(clock.instant(), PATIENCE);
    }

    private List<String> told() {
        return letterbox.mails().stream().map(Letterbox.Mail::notification).toList();
    }

    private void importOrders(Prevenance program) throws IOException {
        StringBuilder rows = new StringBuilder(
                "order,carrier,tracking_number,shipped_at,customer_name,email,locale,country,postcode\n");
        for (ScriptedParcel parcel : parcels) {
            rows.append("%s,laposte,%s,%s,Camille Exemple,%s,fr,FR,69001\n"
                    .formatted(parcel.order, parcel.number, clock.instant(), parcel.address));
        }
        Path file = folder.resolve("orders.csv");
        Files.writeString(file, rows);
        assertThat(program.imports()
                        .read(ImportKind.ORDERS, ImportSource.file(file), clock.instant(), ImportProgress.NONE)
                        .isClean())
                .isTrue();
    }
}
