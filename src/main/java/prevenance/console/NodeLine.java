package prevenance.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.node.Node;
import prevenance.node.NodeSettings;
import prevenance.node.NodeStore;
import prevenance.store.Dialect;
import prevenance.store.Tx;

/// A daemon as the console shows it.
///
/// @param silentSeconds since its last sign of life
/// @param silent        the others are about to take it for dead
/// @param clock         `same`, `ahead` or `behind` the database's
/// @param clockTone     `calm`, `wait` when it is told of, `bad` when work stops because of it
/// @param off           by how many seconds
/// @param parcels       it asks about now
/// @param mails         it sends now
public record NodeLine(
        Node node,
        long silentSeconds,
        boolean silent,
        String clock,
        String clockTone,
        BigDecimal off,
        int parcels,
        int mails) {
    /// What a question to the database may be off by.
    private static final Duration AGREES = Duration.ofMillis(100);

    /// All that share the work, the longest first.
    ///
    /// @param alone  the one daemon of a file, null where several may share
    /// @param lines  empty for a file
    /// @param gone   parcels and mails of daemons that are not at work any more, until somebody takes them up
    public record All(@Nullable Node alone, List<NodeLine> lines, int gone, NodeSettings settings) {
        /// How long a dead one's work waits at most, in seconds: until it counts as dead, and the next look.
        public long takenUpSeconds() {
            return settings.deadAfter().plus(settings.checkIn()).toSeconds();
        }
    }

    /// @param now by the clock of the daemons
    static All all(Tx tx, NodeSettings settings, Instant now) {
        List<Node> nodes = new NodeStore().all(tx);
        if (tx.dialect() == Dialect.SQLITE) {
            return new All(
                    nodes.stream().max(Comparator.comparing(Node::seenAt)).orElse(null), List.of(), 0, settings);
        }
        Map<String, NodeHoldStore.Hold> holds = new NodeHoldStore().all(tx, now);
        List<NodeLine> lines = nodes.stream()
                .map(node -> line(node, holds.getOrDefault(node.id(), NodeHoldStore.Hold.NOTHING), settings, now))
                .toList();
        nodes.forEach(node -> holds.remove(node.id()));
        int gone = holds.values().stream()
                .mapToInt(hold -> hold.parcels() + hold.mails())
                .sum();
        return new All(null, lines, gone, settings);
    }

    private static NodeLine line(Node node, NodeHoldStore.Hold hold, NodeSettings settings, Instant now) {
        Duration silence = Duration.between(node.seenAt(), now);
        Duration off = node.skew().abs();
        return new NodeLine(
                node,
                Math.max(0, silence.toSeconds()),
                silence.compareTo(settings.deadAfter()) > 0,
                off.compareTo(AGREES) < 0 ? "same" : node.skew().isNegative() ? "behind" : "ahead",
                off.compareTo(settings.mostSkew()) > 0
                        ? "bad"
                        : off.compareTo(settings.warnSkew()) > 0 ? "wait" : "calm",
                BigDecimal.valueOf(off.toMillis(), 3).setScale(1, RoundingMode.HALF_UP),
                hold.parcels(),
                hold.mails());
    }
}
