package prevenance.watch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;

/// All that was ever said of a parcel, as it is stored, and what an answer makes of it.
record KnownStory(List<Statement> statements) {
    /// Of a parcel of which nothing was said yet.
    static final KnownStory UNTOLD = new KnownStory(List.of());

    /// One stored statement.
    ///
    /// @param occurredAt as the database keeps it, to the millisecond
    /// @param byCarrier  not by the staff
    /// @param withdrawn  a later answer no longer had it
    /// @param recordedAt when we first saw it
    record Statement(
            TrackingEvent event,
            String identity,
            Instant occurredAt,
            boolean byCarrier,
            boolean withdrawn,
            Instant recordedAt) {
        private Statement with(boolean nowWithdrawn) {
            return new Statement(event, identity, occurredAt, byCarrier, nowWithdrawn, recordedAt);
        }
    }

    /// What an answer changes.
    ///
    /// @param added     statements never seen before
    /// @param withdrawn identities of statements that the carrier no longer makes
    /// @param revived   identities of statements it had withdrawn and makes again
    /// @param stale     the answer is older than what was known, and takes nothing back
    /// @param after     the story with all that
    record Merge(
            List<TrackingEvent> added, Set<String> withdrawn, Set<String> revived, boolean stale, KnownStory after) {
        boolean changes() {
            return !added.isEmpty() || !withdrawn.isEmpty() || !revived.isEmpty();
        }
    }

    /// Every statement not withdrawn.
    ParcelHistory history() {
        return new ParcelHistory(statements.stream()
                .filter(statement -> !statement.withdrawn())
                .map(Statement::event)
                .toList());
    }

    /// How many statements the carrier makes.
    int count() {
        return (int) statements.stream()
                .filter(statement -> statement.byCarrier() && !statement.withdrawn())
                .count();
    }

    /// When we first saw a statement.
    Optional<Instant> recordedAt(TrackingEvent event) {
        String identity = event.identity();
        return statements.stream()
                .filter(statement -> statement.identity().equals(identity))
                .map(Statement::recordedAt)
                .findFirst();
    }

    /// Only an answer that is not older than what is known takes statements back, and only within the
    /// time it tells about: many carriers cut off the beginning of a long story.
    Merge merge(List<TrackingEvent> said, Instant now) {
        Map<String, Statement> stored = statements.stream()
                .filter(Statement::byCarrier)
                .collect(Collectors.toMap(Statement::identity, Function.identity()));
        Set<String> identities = said.stream().map(TrackingEvent::identity).collect(Collectors.toSet());
        List<TrackingEvent> added = said.stream()
                .filter(event -> !stored.containsKey(event.identity()))
                .toList();
        Optional<Instant> newestKnown = stored.values().stream()
                .filter(event -> !event.withdrawn())
                .map(Statement::occurredAt)
                .max(Comparator.naturalOrder());
        Optional<Instant> newestSaid = said.stream().map(KnownStory::storedAt).max(Comparator.naturalOrder());
        boolean stale = newestKnown.isPresent()
                && (newestSaid.isEmpty() || newestSaid.get().isBefore(newestKnown.get()));
        if (stale || said.isEmpty()) {
            return new Merge(added, Set.of(), Set.of(), stale, after(added, Set.of(), Set.of(), now));
        }
        Instant oldestSaid = said.stream()
                .map(KnownStory::storedAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        // Of several statements of one instant an answer may end between them, and another begin there: at the two ends
        // of what it tells it takes back only what it says otherwise.
        Set<Instant> saidAnew = added.stream().map(KnownStory::storedAt).collect(Collectors.toSet());
        Set<String> withdrawn = new HashSet<>();
        Set<String> revived = new HashSet<>();
        for (Statement event : stored.values()) {
            boolean stillSaid = identities.contains(event.identity());
            Instant at = event.occurredAt();
            boolean inside = at.isAfter(oldestSaid) && at.isBefore(newestSaid.get());
            if (!stillSaid && !event.withdrawn() && (inside || saidAnew.contains(at))) {
                withdrawn.add(event.identity());
            } else if (stillSaid && event.withdrawn()) {
                revived.add(event.identity());
            }
        }
        return new Merge(added, withdrawn, revived, false, after(added, withdrawn, revived, now));
    }

    private KnownStory after(List<TrackingEvent> added, Set<String> withdrawn, Set<String> revived, Instant now) {
        if (added.isEmpty() && withdrawn.isEmpty() && revived.isEmpty()) {
            return this;
        }
        List<Statement> after = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Statement statement : statements) {
            known.add(statement.identity());
            boolean gone = withdrawn.contains(statement.identity())
                    || (statement.withdrawn() && !revived.contains(statement.identity()));
            after.add(statement.with(gone));
        }
        for (TrackingEvent event : added) {
            // The same statement counts once, however often an answer makes it.
            if (known.add(event.identity())) {
                after.add(new Statement(event, event.identity(), storedAt(event), true, false, now));
            }
        }
        return new KnownStory(after);
    }

    private static Instant storedAt(TrackingEvent event) {
        return event.occurredAt().truncatedTo(ChronoUnit.MILLIS);
    }
}
