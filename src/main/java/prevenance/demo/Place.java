package prevenance.demo;

import java.time.ZoneId;

/// Somewhere a parcel is scanned.
record Place(String town, String postcode, String country) {
    /// Where the shop hands its parcels over.
    static final Place WAREHOUSE = new Place("SAINT PRIEST", "69800", "FR");

    static final Place ORIGIN_HUB = new Place("LYON", "69007", "FR");
    static final Place NATIONAL_HUB = new Place("CHILLY MAZARIN", "91380", "FR");

    /// Beside a river.
    static final Place FLOODED_DEPOT = new Place("CHALON SUR SAONE", "71100", "FR");

    /// The clock on its wall.
    ZoneId zone() {
        return ZoneId.of(
                switch (country) {
                    case "GB" -> "Europe/London";
                    case "DE" -> "Europe/Berlin";
                    case "ES" -> "Europe/Madrid";
                    case "BE" -> "Europe/Brussels";
                    default -> "Europe/Paris";
                });
    }
}
