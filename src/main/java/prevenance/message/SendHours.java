package prevenance.message;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.calendar.Places;
import prevenance.calendar.QuietHours;

/// When a customer may be written to, on the clock of the place where his order goes.
///
/// @param quiet    in which nobody is written to
/// @param shopZone the clock when that of the place is not known
public record SendHours(QuietHours quiet, ZoneId shopZone) {
    /// Where an order goes.
    ///
    /// @param country ISO 3166-1 alpha-2
    record Destination(String country, @Nullable String postcode) {}

    /// At any hour.
    public static SendHours any(ZoneId shopZone) {
        return new SendHours(QuietHours.none(), shopZone);
    }

    /// The instant itself, or the end of the quiet hours that it lies in. For no destination always the instant
    /// itself:
    /// the staff has no quiet hours.
    Instant earliest(Instant at, Optional<Destination> destination) {
        return destination.map(place -> quiet.endOf(at, zone(place))).orElse(at);
    }

    private ZoneId zone(Destination place) {
        return Places.zoneOf(place.country(), place.postcode()).orElse(shopZone);
    }
}
