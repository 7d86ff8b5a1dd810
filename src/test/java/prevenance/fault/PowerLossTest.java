package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The power fails: of what was written only that is left which had been synced. At each such moment the database is
/// whole, and holds every mail that had left by then with its bytes, so that none is forgotten and none is written
/// anew.
@ExtendWith(FaultReport.class)
class PowerLossTest {
    private static final int PARCELS = Form.of(12, 200);

    /// Looked at, of all moments at which something became durable.
    private static final int EVERY = Form.of(4, 1);

    @TempDir
    Path folder;

    @Test
    void whateverWasNotSyncedNoMailThatLeftIsUnknown() throws IOException {
        assumeTrue(Strace.works(), "strace is missing, or may not trace here");
        Path log = folder.resolve("writes.txt");
        Path before = folder.resolve("before.db");
        List<AcceptedMail> mails;
        Path database;
        try (FaultRig rig = new FaultRig(folder)) {
            database = rig.database();
            Daemon first = rig.start();
            first.awaitWatching();
            first.terminate();
            assertThat(first.exit(Form.patience())).isZero();
            Files.copy(database, before);
            assertThat(Path.of(database + "-wal")).doesNotExist();
            rig.say(rig.ship(CarrierFormat.LA_POSTE, PARCELS), Word.BACK);
            rig.start(SyncedImage.trace(log));
            assertThat(rig.oracle().awaitAll(Form.patience()))
                    .as("%s", rig.daemon().lastWords())
                    .isTrue();
            mails = rig.mail().journal().mails();
        }
        Path image = folder.resolve("image.db");
        SyncedImage synced = new SyncedImage(database, before, image);
        int moments = 0;
        int looked = 0;
        try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                double at = synced.take(line);
                if (at > 0 && moments++ % EVERY == 0) {
                    looked++;
                    look(image, mails, at);
                }
            }
        }
        Figures.note("R1.7", "power loss, " + moments + " moments", "looked at " + looked + ", unknown mails 0");
        assertThat(looked).isPositive();
    }

    private static void look(Path image, List<AcceptedMail> mails, double at) {
        Set<String> known = new HashSet<>();
        try (Snapshot snapshot = Snapshot.ofDead(image)) {
            assertThat(snapshot.integrity()).isEqualTo("ok");
            known.addAll(snapshot.texts(
                    "select message_key from outbox_message where archive is not null and state in ('SENDING',"
                            + " 'SENT')"));
        }
        for (AcceptedMail mail : mails) {
            if (mail.at().toEpochMilli() < at * 1_000) {
                assertThat(known).as("after the power failed").contains(mail.notification());
            }
        }
    }
}
