package prevenance.assess;

import java.util.Optional;

/// The limits that hold for one parcel.
public final class Thresholds {
    private final RuleSettings settings;
    private final Where where;

    Thresholds(RuleSettings settings, Where where) {
        this.settings = settings;
        this.where = where;
    }

    /// The most specific entry; empty when nobody knows.
    public Optional<Threshold> find(Limit limit) {
        return settings.threshold(limit, where);
    }

    /// @throws IllegalStateException when nobody knows; the book has a value for all but a few limits
    public Threshold get(Limit limit) {
        return find(limit).orElseThrow(() -> new IllegalStateException("no value is known for " + limit.key()));
    }

    /// The number of days or hundredths of a limit that the book knows for all.
    public int days(Limit limit) {
        return get(limit).number();
    }

    /// The same at a pickup place.
    public Thresholds at(PickupKind kind) {
        return new Thresholds(settings, where.at(kind));
    }
}
