package prevenance.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What the mail server has taken, in its order.
final class Journal {
    private final List<AcceptedMail> mails = new ArrayList<>();

    synchronized void add(AcceptedMail mail) {
        mails.add(mail);
        notifyAll();
    }

    synchronized List<AcceptedMail> mails() {
        return List.copyOf(mails);
    }

    synchronized int size() {
        return mails.size();
    }

    /// Copies by notification.
    Map<String, List<AcceptedMail>> byNotification() {
        return mails().stream()
                .collect(Collectors.groupingBy(AcceptedMail::notification, TreeMap::new, Collectors.toList()));
    }

    /// Waits until what was taken satisfies a condition; false when it does not in time.
    synchronized boolean await(Predicate<List<AcceptedMail>> condition, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (!condition.test(mails)) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                wait(Math.min(left, 500));
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
