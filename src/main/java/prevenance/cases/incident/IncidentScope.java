package prevenance.cases.incident;

/// What the parcels of an incident share, besides their carrier; the most specific first.
public enum IncidentScope {
    /// The place of their last progress.
    DEPOT(0),
    /// The first two characters of the postcode they go to, within its country.
    AREA(0.05),
    /// The carrier's product.
    SERVICE(0.10),
    /// The day on which they left us (UTC), or came to us when nobody said.
    DAY(0.12),
    /// Nothing more.
    CARRIER(0.20),
    /// A code of the carrier's that our table does not list.
    CODE(0);

    private final double vagueness;

    IncidentScope(double vagueness) {
        this.vagueness = vagueness;
    }

    /// The share of parcels that it must explain beyond what a sharp scope does. Our own figures.
    double vagueness() {
        return vagueness;
    }

    /// A place or an area; the others need a large share or a burst besides.
    boolean isSharp() {
        return this == DEPOT || this == AREA;
    }
}
