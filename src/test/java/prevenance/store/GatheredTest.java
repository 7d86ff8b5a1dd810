package prevenance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GatheredTest {
    private final List<List<Integer>> turns = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicBoolean hold = new AtomicBoolean();

    private List<Integer> squares(List<Integer> numbers) {
        turns.add(numbers);
        if (hold.compareAndSet(true, false)) {
            first.countDown();
            try {
                goOn.await();
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        }
        if (numbers.contains(13)) {
            throw new IllegalArgumentException("thirteen");
        }
        return numbers.stream().map(number -> number * number).toList();
    }

    @Test
    void whoComesAloneWaitsForNobody() {
        Gathered<Integer, Integer> gathered = new Gathered<>(10, this::squares);
        assertThat(gathered.apply(3)).isEqualTo(9);
        assertThat(gathered.apply(4)).isEqualTo(16);
        assertThat(turns).containsExactly(List.of(3), List.of(4));
    }

    @Test
    void whatComesDuringATurnIsDoneTogetherInTheNextNoMoreThanATurnTakes() throws InterruptedException {
        Gathered<Integer, Integer> gathered = new Gathered<>(10, this::squares);
        Map<Integer, Integer> results = whileOneRuns(gathered, 15);
        for (int i = 1; i <= 15; i++) {
            assertThat(results).containsEntry(i, i == 13 ? -1 : i * i);
        }
        assertThat(turns).hasSizeLessThanOrEqualTo(4);
        assertThat(turns).allMatch(turn -> turn.size() <= 10);
        assertThat(turns.stream().flatMap(List::stream)).hasSize(16).doesNotHaveDuplicates();
    }

    /// Number 13 is asked alone before the others wait, so that it spoils nobody's turn.
    private Map<Integer, Integer> whileOneRuns(Gathered<Integer, Integer> gathered, int last)
            throws InterruptedException {
        Map<Integer, Integer> results = new ConcurrentHashMap<>();
        assertThatThrownBy(() -> gathered.apply(13)).hasMessage("thirteen");
        results.put(13, -1);
        hold.set(true);
        List<Thread> threads = new ArrayList<>();
        threads.add(Thread.ofPlatform().start(() -> results.put(0, gathered.apply(0))));
        first.await();
        for (int i = 1; i <= last; i++) {
            int number = i;
            if (number != 13) {
                Thread thread = Thread.ofPlatform().start(() -> results.put(number, gathered.apply(number)));
                threads.add(thread);
                while (thread.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
            }
        }
        goOn.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return results;
    }

    @Test
    void aTurnThatThrowsIsToldToAllOfItAndTheNextGoesOn() throws InterruptedException {
        Gathered<Integer, Integer> gathered = new Gathered<>(10, this::squares);
        hold.set(true);
        Map<Integer, String> told = new ConcurrentHashMap<>();
        List<Thread> threads = new ArrayList<>();
        threads.add(Thread.ofPlatform().start(() -> told.put(0, String.valueOf(gathered.apply(0)))));
        first.await();
        for (int number : List.of(12, 13)) {
            Thread thread = Thread.ofPlatform().start(() -> {
                try {
                    told.put(number, String.valueOf(gathered.apply(number)));
                } catch (IllegalArgumentException failed) {
                    told.put(number, failed.getMessage());
                }
            });
            threads.add(thread);
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        goOn.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(told).isEqualTo(Map.of(0, "0", 12, "thirteen", 13, "thirteen"));
        assertThat(gathered.apply(2)).isEqualTo(4);
    }

    @Test
    void whoIsInterruptedWhileOthersWorkGetsHisResultAndStaysInterrupted() throws InterruptedException {
        Gathered<Integer, Integer> gathered = new Gathered<>(10, this::squares);
        hold.set(true);
        Thread worker = Thread.ofPlatform().start(() -> gathered.apply(1));
        first.await();
        Map<String, Object> came = new ConcurrentHashMap<>();
        Thread waiter = Thread.ofPlatform().start(() -> {
            came.put("result", gathered.apply(5));
            came.put("interrupted", Thread.currentThread().isInterrupted());
        });
        while (waiter.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        waiter.interrupt();
        goOn.countDown();
        worker.join();
        waiter.join();
        assertThat(came).isEqualTo(Map.of("result", 25, "interrupted", true));
    }

    @Test
    void amongManyWhoComeAndGoNobodySleepsOnAndNothingIsDoneTwice() throws InterruptedException {
        Gathered<Integer, Integer> gathered = new Gathered<>(3, this::squares);
        List<Thread> threads = new ArrayList<>();
        Map<Integer, Integer> results = new ConcurrentHashMap<>();
        for (int t = 0; t < 12; t++) {
            int from = 1_000 * (t + 1);
            Runnable work = () -> {
                for (int i = from; i < from + 500; i++) {
                    results.put(i, gathered.apply(i));
                }
            };
            threads.add(t % 2 == 0 ? Thread.ofPlatform().start(work) : Thread.startVirtualThread(work));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(results)
                .hasSize(6_000)
                .allSatisfy((number, square) -> assertThat(square).isEqualTo(number * number));
        assertThat(turns.stream().flatMap(List::stream)).hasSize(6_000).doesNotHaveDuplicates();
    }
}
