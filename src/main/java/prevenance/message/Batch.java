package prevenance.message;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Messages of one round, handed out to the workers as each domain's rate allows. Who would wait for long is put off,
/// so that nobody waits behind him. A domain has one worker until it has answered, and never the last: if it hangs,
/// that one waits for it, its other messages are put off, and everybody else is written to.
final class Batch {
    private static final long PATIENCE = Duration.ofSeconds(2).toNanos();
    private static final long NAP = Duration.ofMillis(20).toNanos();

    private final Deque<Due> fresh;
    private final Map<String, Deque<Due>> behind = new HashMap<>();
    private final Map<String, Integer> underWay = new HashMap<>();
    private final Set<String> answering = new HashSet<>();
    private final int mostOfOne;
    private final Duration afterSilence;
    private final PriorityQueue<Slot> soon = new PriorityQueue<>(Comparator.comparingLong(Slot::order));
    private final Pace pace;
    private final Consumer<Map<Long, Duration>> putOff;
    private final BooleanSupplier goesOn;
    private final long begin = System.nanoTime();

    /// A message that is due.
    ///
    /// @param domain its recipient's, in lower case
    record Due(long id, String domain) {}

    /// What a domain said to a message.
    enum Heard {
        /// It took or refused it.
        ANSWER,
        /// It left us waiting.
        SILENCE,
        /// It was not asked, or somebody else was to blame.
        NOTHING
    }

    private record Slot(long at, long order, Due due) {}

    /// @param workers      among whom they are handed out
    /// @param afterSilence until when the messages of a domain are put off that does not answer
    /// @param putOff       takes those who must wait, and for how long
    /// @param goesOn       whether to wait for turns at all
    Batch(
            List<Due> messages,
            Pace pace,
            int workers,
            Duration afterSilence,
            Consumer<Map<Long, Duration>> putOff,
            BooleanSupplier goesOn) {
        fresh = new ArrayDeque<>(messages);
        mostOfOne = Math.max(1, workers - 1);
        this.afterSilence = afterSilence;
        this.pace = pace;
        this.putOff = putOff;
        this.goesOn = goesOn;
    }

    /// How many are still to be handed out.
    synchronized int size() {
        return fresh.size()
                + soon.size()
                + behind.values().stream().mapToInt(Deque::size).sum();
    }

    /// The next whose turn it is, waiting for it if need be; null when there is none left. Whoever takes it says by
    /// [#ended] what became of it.
    @Nullable
    Due next() {
        while (true) {
            long nap = NAP;
            synchronized (this) {
                Due now = sorted();
                if (now != null) {
                    underWay.merge(now.domain(), 1, Integer::sum);
                    return now;
                }
                Slot first = soon.peek();
                if (first == null && behind.isEmpty()) {
                    return null;
                }
                if (first != null) {
                    nap = Math.min(nap, first.at() - System.nanoTime());
                }
            }
            if (!goesOn.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                return null;
            }
            LockSupport.parkNanos(nap);
        }
    }

    /// A message that was handed out is done with, be it sent or not.
    synchronized void ended(Due due, Heard heard) {
        String domain = due.domain();
        underWay.computeIfPresent(domain, (_, count) -> count == 1 ? null : count - 1);
        if (heard == Heard.ANSWER) {
            answering.add(domain);
        }
        if (heard == Heard.SILENCE) {
            answering.remove(domain);
            putOffAll(domain);
        } else {
            comeForward(domain);
        }
    }

    /// As many as there is room for now go before everybody else: they have waited longer.
    private void comeForward(String domain) {
        Deque<Due> waited = behind.getOrDefault(domain, new ArrayDeque<>());
        Deque<Due> next = new ArrayDeque<>();
        for (int room = room(domain); room > 0 && !waited.isEmpty(); room--) {
            next.push(waited.remove());
        }
        next.forEach(fresh::push);
        if (waited.isEmpty()) {
            behind.remove(domain);
        }
    }

    private void putOffAll(String domain) {
        Map<Long, Duration> late = new LinkedHashMap<>();
        Deque<Due> waited = behind.remove(domain);
        if (waited != null) {
            waited.forEach(due -> late.put(due.id(), afterSilence));
        }
        fresh.removeIf(due -> isOf(domain, due, late));
        soon.removeIf(slot -> isOf(domain, slot.due(), late));
        if (!late.isEmpty()) {
            putOff.accept(late);
        }
    }

    private int room(String domain) {
        return (answering.contains(domain) ? mostOfOne : 1) - underWay.getOrDefault(domain, 0);
    }

    private boolean isOf(String domain, Due due, Map<Long, Duration> late) {
        boolean is = due.domain().equals(domain);
        if (is) {
            late.put(due.id(), afterSilence);
        }
        return is;
    }

    /// Nothing more is handed out.
    synchronized void clear() {
        fresh.clear();
        soon.clear();
        behind.clear();
    }

    private @Nullable Due sorted() {
        Map<Long, Duration> late = new LinkedHashMap<>();
        Due now = null;
        Slot first = soon.peek();
        while (now == null && first != null && first.at() <= System.nanoTime()) {
            soon.remove();
            now = mayGo(first.due()) ? first.due() : null;
            first = soon.peek();
        }
        while (now == null && !fresh.isEmpty()) {
            Due due = fresh.remove();
            if (!mayGo(due)) {
                continue;
            }
            long wait = pace.reserve(due.domain(), PATIENCE);
            if (wait == 0) {
                now = due;
            } else if (wait > 0) {
                long at = System.nanoTime() + wait;
                soon.add(new Slot(at, at - begin, due));
            } else {
                late.put(due.id(), Duration.ofNanos(pace.askAgain(due.domain())));
                // Those behind it wait for nobody now.
                comeForward(due.domain());
            }
        }
        if (!late.isEmpty()) {
            putOff.accept(late);
        }
        return now;
    }

    /// False when its domain has as many workers as it may; then it waits behind them.
    private boolean mayGo(Due due) {
        boolean may = room(due.domain()) > 0;
        if (!may) {
            behind.computeIfAbsent(due.domain(), _ -> new ArrayDeque<>()).add(due);
        }
        return may;
    }
}
