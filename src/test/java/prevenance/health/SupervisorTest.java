package prevenance.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisorTest {
    private static final long PID = 4711;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"path", "@"})
    void whatTheProgramTellsArrivesAsSystemdReadsIt(String kind) {
        String name = kind.equals("@")
                ? "@prevenance-test-" + UUID.randomUUID()
                : folder.resolve("notify").toString();
        try (DatagramReader systemd = new DatagramReader(name);
                Supervisor supervisor = Supervisor.of(Map.of("NOTIFY_SOCKET", name), PID)) {
            supervisor.needs(Duration.ofMinutes(5), "opening the database");
            supervisor.ready("watching 1,234 parcels");
            supervisor.alive();
            supervisor.status("La Poste down\r\nREADY=0");
            supervisor.stopping("ends");

            assertThat(systemd.next(5))
                    .containsExactly(
                            "EXTEND_TIMEOUT_USEC=300000000|STATUS=opening the database",
                            "READY=1|STATUS=watching 1,234 parcels",
                            "WATCHDOG=1",
                            "STATUS=La Poste down READY=0",
                            "STOPPING=1|STATUS=ends");
        }
    }

    @Test
    void aReloadBearsTheTimeOfTheSystemsMonotonicClock() {
        String name = folder.resolve("notify").toString();
        try (DatagramReader systemd = new DatagramReader(name);
                Supervisor supervisor = Supervisor.of(Map.of("NOTIFY_SOCKET", name), PID)) {
            long before = System.nanoTime() / 1_000;
            supervisor.reloading("reading carriers anew");
            long after = System.nanoTime() / 1_000;

            List<String> parts = List.of(systemd.next().split("\\|"));
            assertThat(parts).hasSize(3).startsWith("RELOADING=1").endsWith("STATUS=reading carriers anew");
            // On Linux both are CLOCK_MONOTONIC.
            assertThat(Long.parseLong(parts.get(1).replace("MONOTONIC_USEC=", "")))
                    .isBetween(before, after);
        }
    }

    @Test
    void withoutASocketNothingHappens() {
        try (Supervisor supervisor = Supervisor.of(Map.of("WATCHDOG_USEC", "1000000"), PID)) {
            supervisor.ready("watching");
            supervisor.reloading("anew");
            supervisor.alive();

            assertThat(supervisor.isPresent()).isFalse();
            assertThat(supervisor.watchdog()).isEmpty();
        }
    }

    @Test
    void aSocketThatIsNotThereOrNoneStopsNothing() {
        String gone = folder.resolve("gone").toString();
        try (Supervisor supervisor = Supervisor.of(Map.of("NOTIFY_SOCKET", gone), PID)) {
            supervisor.ready("watching");
            supervisor.alive();
            assertThat(supervisor.isPresent()).isTrue();
        }
        for (String strange : List.of("vsock:2:1234", "notify", "@", "/" + "x".repeat(120))) {
            try (Supervisor supervisor = Supervisor.of(Map.of("NOTIFY_SOCKET", strange), PID)) {
                supervisor.ready("watching");
                assertThat(supervisor.isPresent()).as(strange).isFalse();
            }
        }
    }

    @Test
    void theWatchdogIsFedOnlyWhenItIsMeantForThisProcess() {
        String name = folder.resolve("notify").toString();
        try (DatagramReader _ = new DatagramReader(name)) {
            assertThat(watchdog(name, Map.of("WATCHDOG_USEC", "180000000"))).hasToString("Optional[PT3M]");
            assertThat(watchdog(name, Map.of("WATCHDOG_USEC", "180000000", "WATCHDOG_PID", "4711")))
                    .hasToString("Optional[PT3M]");
            assertThat(watchdog(name, Map.of("WATCHDOG_USEC", "180000000", "WATCHDOG_PID", "4712")))
                    .isEmpty();
            assertThat(watchdog(name, Map.of("WATCHDOG_USEC", "soon"))).isEmpty();
            assertThat(watchdog(name, Map.of())).isEmpty();
        }
    }

    private static java.util.Optional<Duration> watchdog(String name, Map<String, String> more) {
        Map<String, String> environment = new java.util.HashMap<>(more);
        environment.put("NOTIFY_SOCKET", name);
        try (Supervisor supervisor = Supervisor.of(environment, PID)) {
            return supervisor.watchdog();
        }
    }
}
