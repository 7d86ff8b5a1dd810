package prevenance.message;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Messages of one round, handed out to the workers as each domain's rate allows. Who would wait for long is put off,
/// so that nobody waits behind him.
final class Batch {
    private static final long PATIENCE = Duration.ofSeconds(2).toNanos();
    private static final long NAP = Duration.ofMillis(20).toNanos();

    private final Queue<Due> fresh;
    private final PriorityQueue<Slot> soon = new PriorityQueue<>(Comparator.comparingLong(Slot::order));
    private final Pace pace;
    private final Consumer<Map<Long, Duration>> putOff;
    private final BooleanSupplier goesOn;
    private final long begin = System.nanoTime();

    /// A message that is due.
    ///
    /// @param domain its recipient's, in lower case
    record Due(long id, String domain) {}

    private record Slot(long at, long order, Due due) {}

    /// @param putOff  takes those who must wait, and for how long
    /// @param goesOn  whether to wait for turns at all
    Batch(List<Due> messages, Pace pace, Consumer<Map<Long, Duration>> putOff, BooleanSupplier goesOn) {
        fresh = new ArrayDeque<>(messages);
        this.pace = pace;
        this.putOff = putOff;
        this.goesOn = goesOn;
    }

    /// How many are still to be handed out.
    synchronized int size() {
        return fresh.size() + soon.size();
    }

    /// The next whose turn it is, waiting for it if need be; null when there is none left.
    @Nullable
    Due next() {
        while (true) {
            long nap;
            synchronized (this) {
                Due now = sorted();
                if (now != null) {
                    return now;
                }
                Slot first = soon.peek();
                if (first == null) {
                    return null;
                }
                nap = first.at() - System.nanoTime();
                if (nap <= 0) {
                    soon.remove();
                    return first.due();
                }
            }
            if (!goesOn.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                return null;
            }
            LockSupport.parkNanos(Math.min(nap, NAP));
        }
    }

    /// Nothing more is handed out.
    synchronized void clear() {
        fresh.clear();
        soon.clear();
    }

    private @Nullable Due sorted() {
        Map<Long, Duration> late = new LinkedHashMap<>();
        Due now = null;
        while (now == null && !fresh.isEmpty()) {
            Due due = fresh.remove();
            long wait = pace.reserve(due.domain(), PATIENCE);
            if (wait == 0) {
                now = due;
            } else if (wait > 0) {
                long at = System.nanoTime() + wait;
                soon.add(new Slot(at, at - begin, due));
            } else {
                late.put(due.id(), Duration.ofNanos(pace.askAgain(due.domain())));
            }
        }
        if (!late.isEmpty()) {
            putOff.accept(late);
        }
        return now;
    }
}
