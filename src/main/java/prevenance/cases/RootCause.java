package prevenance.cases;

/// What logistics can learn from a case; a closed list, so that it can be counted.
public enum RootCause {
    PACKAGING,
    PICKING,
    PRODUCT_SHEET,
    STOCK,
    ADDRESS_DATA,
    LABEL,
    CARRIER,
    CUSTOMER,
    WEATHER_OR_STRIKE,
    /// Looked for and not found.
    UNKNOWN
}
