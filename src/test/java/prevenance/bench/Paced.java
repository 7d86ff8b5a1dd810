package prevenance.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Several people at work at the same time, each of whom does one thing after the other with a pause.
final class Paced {
    private Paced() {}

    /// What one of them does.
    interface Work {
        void run(int user, int turn) throws Exception;
    }

    /// Milliseconds that nineteen of twenty needed at most.
    ///
    /// @param pause from the beginning of one thing to that of the next
    static double p95(int users, int turns, Duration pause, Work work) throws Exception {
        ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
        long begin = System.nanoTime();
        List<Thread> people = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            int one = user;
            people.add(Thread.ofPlatform().start(() -> {
                Exception failure =
                        work(new Plan(one, turns, begin + pause.toNanos() * one / users, pause), work, millis);
                if (failure != null) {
                    failures.add(failure);
                }
            }));
        }
        for (Thread person : people) {
            person.join();
        }
        Exception failure = failures.peek();
        if (failure != null) {
            throw failure;
        }
        double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(sorted.length * 0.95) - 1];
    }

    /// @param begin of the first thing, by the clock of `nanoTime`
    private record Plan(int user, int turns, long begin, Duration pause) {}

    private static @Nullable Exception work(Plan plan, Work work, ConcurrentLinkedQueue<Double> millis) {
        try {
            for (int turn = 0; turn < plan.turns; turn++) {
                long at = plan.begin + plan.pause.toNanos() * turn;
                for (long wait = at - System.nanoTime(); wait > 0; wait = at - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                long start = System.nanoTime();
                work.run(plan.user, turn);
                millis.add((System.nanoTime() - start) / 1e6);
            }
            return null;
        } catch (Exception failed) {
            return failed;
        }
    }
}
