package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Knows from the carriers' truth which mails must arrive, and compares: each at least once, or visible to the staff
/// with a reason why not; no other; and copies only of the same mail.
final class Oracle {
    /// One mail that a customer must get.
    record Obligation(String recipient, String kind) {}

    /// What became of all obligations.
    ///
    /// @param lost       neither accepted nor visible with a reason
    /// @param explained  not accepted, but visible with a reason
    /// @param unexpected accepted although nothing demanded them
    /// @param different  notifications whose copies are not the same mail
    /// @param doubles    copies beyond the first
    record Verdict(
            int expected,
            int accepted,
            List<String> lost,
            List<String> explained,
            List<String> unexpected,
            List<String> different,
            Map<String, Integer> doubles) {
        int copies() {
            return doubles.values().stream().mapToInt(Integer::intValue).sum();
        }

        /// Every mail arrived, no other did, and copies are the same mail.
        void assertNothingLost(Daemon daemon) {
            assertThat(lost).as("lost%n%s", daemon.lastWords()).isEmpty();
            assertThat(explained).as("not sent, with a reason").isEmpty();
            assertThat(unexpected).as("unexpected").isEmpty();
            assertThat(different).as("copies that differ").isEmpty();
        }

        @Override
        public String toString() {
            return "expected " + expected + ", accepted " + accepted + ", lost " + lost + ", explained " + explained
                    + ", unexpected " + unexpected + ", different " + different + ", doubles " + doubles;
        }
    }

    private final Journal journal;
    private final Set<Obligation> expected = new LinkedHashSet<>();

    Oracle(Journal journal) {
        this.journal = journal;
    }

    synchronized void expect(String recipient, String kind) {
        expected.add(new Obligation(recipient, kind));
    }

    /// Waits until everything that is expected has been accepted.
    boolean awaitAll(Duration atMost) {
        return journal.await(mails -> missing(mails).isEmpty(), atMost);
    }

    /// How many mails are still to come.
    int waiting() {
        return missing(journal.mails()).size();
    }

    private synchronized Set<Obligation> missing(Collection<AcceptedMail> mails) {
        Set<Obligation> missing = new LinkedHashSet<>(expected);
        mails.forEach(mail -> missing.remove(new Obligation(mail.recipient(), mail.kind())));
        return missing;
    }

    /// @param stored what the program itself shows
    synchronized Verdict judge(List<Snapshot.Message> stored) {
        List<AcceptedMail> mails = journal.mails();
        Map<Obligation, List<Snapshot.Message>> shown = new HashMap<>();
        stored.forEach(message -> shown.computeIfAbsent(
                        new Obligation(message.recipient(), message.kind()), _ -> new ArrayList<>())
                .add(message));
        List<String> lost = new ArrayList<>();
        List<String> explained = new ArrayList<>();
        for (Obligation obligation : missing(mails)) {
            List<Snapshot.Message> rows = shown.getOrDefault(obligation, List.of());
            boolean visible = !rows.isEmpty() && rows.stream().allMatch(Snapshot.Message::isExplained);
            (visible ? explained : lost).add(obligation + " " + rows);
        }
        List<String> unexpected = mails.stream()
                .map(mail -> new Obligation(mail.recipient(), mail.kind()))
                .filter(obligation -> !expected.contains(obligation))
                .distinct()
                .map(Obligation::toString)
                .toList();
        List<String> different = new ArrayList<>();
        Map<String, Integer> doubles = new HashMap<>();
        Map<Obligation, Set<String>> notifications = new HashMap<>();
        journal.byNotification().forEach((notification, copies) -> {
            Set<String> faces = copies.stream()
                    .map(copy -> copy.messageId() + copy.hash() + copy.recipient())
                    .collect(Collectors.toCollection(TreeSet::new));
            if (faces.size() > 1) {
                different.add(notification);
            }
            if (copies.size() > 1) {
                doubles.put(notification, copies.size() - 1);
            }
            AcceptedMail first = copies.getFirst();
            notifications
                    .computeIfAbsent(new Obligation(first.recipient(), first.kind()), _ -> new TreeSet<>())
                    .add(notification);
        });
        notifications.forEach((obligation, names) -> {
            if (names.size() > 1) {
                different.add(obligation + " " + names);
            }
        });
        return new Verdict(expected.size(), mails.size(), lost, explained, unexpected, different, doubles);
    }
}
