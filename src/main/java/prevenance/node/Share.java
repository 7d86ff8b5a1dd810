package prevenance.node;

import java.util.ArrayList;
import java.util.List;

/// One daemon's part of what all of them may use together.
public interface Share {
    /// Alone: everything.
    Share ALL = new Share() {
        @Override
        public int of(String what, int total) {
            return total;
        }

        @Override
        public int nodes() {
            return 1;
        }

        @Override
        public List<Long> mineFirst(List<Long> ids) {
            return ids;
        }
    };

    /// So many of a total; over all daemons together never more than the total, so that it may be none.
    ///
    /// @param what names the total, so that the odd ones are not always the same daemon's
    int of(String what, int total);

    /// How many daemons share.
    int nodes();

    /// Whether this daemon could say lately that it lives. When not, others may have taken up what it holds, and
    /// nothing
    /// that cannot be taken back may be begun.
    default boolean isHeard() {
        return true;
    }

    /// Work that everybody sees, begun at another end by each, so that they seldom reach for the same.
    List<Long> mineFirst(List<Long> ids);

    /// The part of one in a rank.
    ///
    /// @param rank  from 0 on
    /// @param nodes how many share
    record Ranked(int rank, int nodes) implements Share {
        @Override
        public int of(String what, int total) {
            int first = Math.floorMod(rank - what.hashCode(), nodes);
            return total / nodes + (first < total % nodes ? 1 : 0);
        }

        @Override
        public List<Long> mineFirst(List<Long> ids) {
            List<Long> ordered = new ArrayList<>(ids.size());
            ids.stream().filter(id -> id % nodes == rank).forEach(ordered::add);
            ids.stream().filter(id -> id % nodes != rank).forEach(ordered::add);
            return ordered;
        }
    }

    /// While not everybody knows yet who shares: no more than either way.
    record Lesser(Share before, Share after) implements Share {
        @Override
        public int of(String what, int total) {
            return Math.min(before.of(what, total), after.of(what, total));
        }

        @Override
        public int nodes() {
            return Math.max(before.nodes(), after.nodes());
        }

        @Override
        public List<Long> mineFirst(List<Long> ids) {
            return after.mineFirst(ids);
        }
    }

    /// Nothing for now.
    record None(int nodes) implements Share {
        @Override
        public int of(String what, int total) {
            return 0;
        }

        @Override
        public List<Long> mineFirst(List<Long> ids) {
            return ids;
        }
    }
}
