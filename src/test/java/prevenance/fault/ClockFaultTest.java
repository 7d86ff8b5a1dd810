package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prevenance.fault.StorageShop.Running;

/// What the program does when somebody sets the machine's clock.
@Timeout(180)
class ClockFaultTest {
    @TempDir
    Path folder;

    @Test
    void aClockThatLeapsMakesNobodyLateAndStopsNothing() throws Exception {
        Optional<Path> library = FakeTime.library();
        assumeTrue(library.isPresent(), "needs libfaketime");
        try (StorageShop shop = new StorageShop(folder, folder.resolve("data"))) {
            shop.ships(1, 2, 3);
            setClock("+0");
            Running daemon = shop.start(
                            List.of(),
                            Map.of(
                                    "LD_PRELOAD",
                                    library.get().toString(),
                                    "FAKETIME_TIMESTAMP_FILE",
                                    folder.resolve("clock").toString(),
                                    "FAKETIME_NO_CACHE",
                                    "1",
                                    // With the first alone a JVM spins (libfaketime 0.9.10).
                                    "FAKETIME_DONT_FAKE_MONOTONIC",
                                    "1",
                                    "FAKETIME_FORCE_MONOTONIC_FIX",
                                    "0"),
                            "run")
                    .until("console:");
            shop.nobodyWasAtHome(1);
            shop.awaitTold(1);
            StorageShop.await(() -> notifications(shop).size() == 3, () -> "two parcels shipped");
            List<String> before = notifications(shop);

            setClock("+3d");
            daemon.until("the machine's clock has leapt").until("by the time that has really passed");
            StorageShop.pause(2_000);
            assertThat(notifications(shop)).as("nobody is three days late").isEqualTo(before);
            shop.nobodyWasAtHome(2);
            shop.awaitTold(2);

            setClock("-1h");
            shop.nobodyWasAtHome(3);
            shop.awaitTold(3);
            setClock("+0");
            daemon.until("the machine's clock is back where it was");
            assertThat(shop.told()).containsExactly("c1@example.org", "c2@example.org", "c3@example.org");
            assertThat(notifications(shop)).hasSize(before.size() + 2);
            daemon.process().destroy();
            assertThat(daemon.end()).isZero();
        }
    }

    private static List<String> notifications(StorageShop shop) {
        return shop.mails.accepted().stream()
                .map(mail -> mail.header("X-Prevenance-Notification"))
                .toList();
    }

    private void setClock(String offset) throws IOException {
        Path next = folder.resolve("clock.next");
        Files.writeString(next, offset + "\n");
        Files.move(next, folder.resolve("clock"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
