package prevenance.assess;

import java.util.Comparator;

/// A limit and where it holds.
public record ThresholdEntry(Where where, Threshold threshold) {
    /// What says more goes first. What the configuration sets for a shop, carrier, service, country or
    /// pickup place goes before the book; what it sets for all gives way to what the book knows of one
    /// carrier, and goes before what the book says of all.
    static final Comparator<ThresholdEntry> MOST_SPECIFIC_FIRST =
            Comparator.comparingInt(ThresholdEntry::order).reversed();

    /// Whether it is about the same limit in the same place.
    boolean saysOfTheSame(ThresholdEntry other) {
        return where.equals(other.where) && threshold.key().equals(other.threshold.key());
    }

    private int order() {
        int rank = where.rank();
        boolean own = !threshold.comesFromBook();
        if (rank == 0) {
            return own ? 1 : 0;
        }
        return own ? 1_000 + rank : 100 + rank;
    }
}
