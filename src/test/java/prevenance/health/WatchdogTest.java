package prevenance.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.store.Database;

class WatchdogTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final AtomicLong clock = new AtomicLong();
    private final Pulse pulse = new Pulse(clock::get, Duration.ofHours(6));

    @Test
    void aStageThatHangsStopsTheSignsOfLifeAndIsNamed() throws InterruptedException {
        Consumer<Instant> poll = pulse.watched("poll", EVERY, LIMIT, _ -> {});
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        Consumer<Instant> send = pulse.watched("send", EVERY, LIMIT, _ -> {
            hanging.countDown();
            await(letGo);
        });
        String name = folder.resolve("notify").toString();
        try (DatagramReader systemd = new DatagramReader(name);
                Supervisor supervisor = Supervisor.of(Map.of("NOTIFY_SOCKET", name), 1)) {
            Watchdog watchdog = new Watchdog(supervisor, pulse);
            Thread sender = Thread.ofPlatform().start(() -> send.accept(NOW));
            hanging.await();
            // The first look sees that the round began; from then on it is quiet.
            pass(Duration.ofSeconds(5), poll, watchdog);
            assertThat(systemd.next()).isEqualTo("WATCHDOG=1");
            for (int i = 0; i < 24; i++) {
                pass(Duration.ofSeconds(5), poll, watchdog);
                assertThat(systemd.next()).isEqualTo("WATCHDOG=1");
            }

            pass(Duration.ofSeconds(5), poll, watchdog);
            assertThat(systemd.next()).isEqualTo("STATUS=stuck: send is stuck for 2 min");

            letGo.countDown();
            sender.join();
            pass(Duration.ofSeconds(5), poll, watchdog);
            assertThat(systemd.next()).isEqualTo("WATCHDOG=1");
        }
    }

    @Test
    void aStageThatNobodyRingsIsOverdue() {
        Consumer<Instant> poll = pulse.watched("poll", EVERY, LIMIT, _ -> {});
        poll.accept(NOW);
        pulse.look();
        lookFor(Duration.ofSeconds(122));
        assertThat(pulse.troubles()).isEmpty();
        lookFor(Duration.ofSeconds(1));
        assertThat(pulse.troubles()).containsExactly("poll has not begun for 2 min");
    }

    @Test
    void aStageThatAnotherDaemonRingsIsNeverOverdueAndMayStillBeStuck() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        Consumer<Instant> digest = pulse.watched("digest", EVERY, LIMIT, true, _ -> {
            begun.countDown();
            await(letGo);
        });
        lookFor(Duration.ofHours(1));
        assertThat(pulse.troubles()).isEmpty();
        Thread ringer = Thread.ofPlatform().start(() -> digest.accept(NOW));
        begun.await();
        lookFor(Duration.ofMinutes(3));
        assertThat(pulse.troubles()).containsExactly("digest is stuck for 2 min");
        letGo.countDown();
        ringer.join();
    }

    @Test
    void aDatabaseThatSomebodyNeverLetsGoStopsTheSignsOfLife() throws InterruptedException {
        CountDownLatch holding = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        try (Database database = Database.open(folder.resolve("held.db"), Database.Use.DAEMON)) {
            Thread holder = Thread.ofPlatform()
                    .start(() -> database.execute(_ -> {
                        holding.countDown();
                        await(letGo);
                    }));
            holding.await();
            Consumer<Instant> desk = pulse.watched("desk", EVERY, LIMIT, _ -> database.execute(_ -> {}));
            Thread stage = Thread.ofPlatform().start(() -> desk.accept(NOW));
            while (stage.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            lookFor(Duration.ofMinutes(3));
            assertThat(pulse.troubles()).containsExactly("desk is stuck for 2 min");
            letGo.countDown();
            holder.join();
            stage.join();
            look(Duration.ofSeconds(5));
            assertThat(pulse.troubles()).isEmpty();
        }
    }

    @Test
    void aLongRoundThatWorksIsNotStuckUntilItNeverEnds() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        Consumer<Instant> send = pulse.watched("send", EVERY, LIMIT, _ -> {
            begun.countDown();
            await(letGo);
        });
        Thread sender = Thread.ofPlatform().start(() -> send.accept(NOW));
        begun.await();
        for (int minute = 0; minute < 360; minute++) {
            lookFor(Duration.ofMinutes(1));
            assertThat(pulse.troubles()).isEmpty();
            pulse.progressed("send");
        }
        lookFor(Duration.ofMinutes(1));
        assertThat(pulse.troubles()).containsExactly("send does not end since 6 h");
        letGo.countDown();
        sender.join();
    }

    @Test
    void aRoundWhoseThreadComputesIsNotStuck() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Consumer<Instant> assess = pulse.watched("assess", EVERY, LIMIT, _ -> {
            begun.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        });
        Thread assessor = Thread.ofPlatform().start(() -> assess.accept(NOW));
        begun.await();
        java.lang.management.ThreadMXBean threads = java.lang.management.ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 30; i++) {
            long before = threads.getThreadCpuTime(assessor.threadId());
            while (threads.getThreadCpuTime(assessor.threadId()) - before < 12_000_000) {
                Thread.onSpinWait();
            }
            look(Duration.ofSeconds(10));
        }
        assertThat(pulse.troubles()).isEmpty();
        assessor.interrupt();
        assessor.join();
    }

    @Test
    void whatAStageLeftRunningElsewhereStopsTheSignsOfLifeToo() {
        java.util.List<String> stuck = new java.util.ArrayList<>();
        pulse.alsoWatch(() -> stuck);
        assertThat(pulse.troubles()).isEmpty();
        stuck.add("asking laposte does not end since 60 min");
        assertThat(pulse.troubles()).containsExactly("asking laposte does not end since 60 min");
    }

    @Test
    void aMachineThatWasAsleepHasNotShownThatAnythingHangs() {
        Consumer<Instant> poll = pulse.watched("poll", EVERY, LIMIT, _ -> {});
        poll.accept(NOW);
        pulse.look();
        look(Duration.ofHours(8));
        assertThat(pulse.troubles()).isEmpty();
    }

    @Test
    void aStageThatFailsEachTimeBeatsAndIsCounted() {
        Consumer<Instant> desk = pulse.watched("desk", EVERY, LIMIT, now -> {
            clock.addAndGet(Duration.ofSeconds(3).toNanos());
            if (now.isAfter(NOW)) {
                throw new IllegalStateException("no");
            }
        });
        desk.accept(NOW);
        try {
            desk.accept(NOW.plusSeconds(2));
        } catch (IllegalStateException _) {
            // As the beats do.
        }
        pulse.look();
        assertThat(pulse.beats())
                .containsExactly(new Beat(
                        "desk", EVERY, false, Duration.ZERO, null, 2, 1, 6.0, Duration.ofSeconds(3), NOW, true));
    }

    @Test
    void signsOfLifeComeThreeTimesInTheTimeTheServiceManagerWaits() {
        String name = folder.resolve("notify").toString();
        Map<String, String> environment = Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "300000");
        try (DatagramReader systemd = new DatagramReader(name);
                Supervisor supervisor = Supervisor.of(environment, 1);
                Watchdog _ = Watchdog.start(supervisor, pulse)) {
            long before = System.nanoTime();
            assertThat(systemd.next(4)).containsOnly("WATCHDOG=1");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(250));
        }
    }

    private void pass(Duration time, Consumer<Instant> others, Watchdog watchdog) {
        clock.addAndGet(time.toNanos());
        others.accept(NOW);
        watchdog.look();
    }

    private void lookFor(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minusSeconds(5)) {
            look(left.compareTo(Duration.ofSeconds(5)) < 0 ? left : Duration.ofSeconds(5));
        }
    }

    private void look(Duration gap) {
        clock.addAndGet(gap.toNanos());
        pulse.look();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
