package prevenance.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// Why a parcel is delayed, as far as the carrier said so. Templates put it into words; the carrier's own text is never
/// shown to a customer.
public enum DelayCause {
    WEATHER,
    STRIKE,
    NETWORK,
    CUSTOMS,
    UNKNOWN;

    /// Carriers give strikes and orders of an authority one code; only their words tell them apart.
    private static final Pattern STRIKE_WORDS =
            Pattern.compile("strike|industrial action|grève|greve|mouvement social|streik", Pattern.CASE_INSENSITIVE);

    /// The cause in the newest statement that gives one, when nothing newer than that has moved the parcel or when it
    /// is still fresh.
    static DelayCause of(ParcelHistory history, Instant now, Duration fresh) {
        Optional<TrackingEvent> said = history.last(event -> of(event) != UNKNOWN);
        boolean current = said.isPresent()
                && (history.lastUnderstood().equals(said)
                        || said.get().occurredAt().isAfter(now.minus(fresh)));
        return current ? of(said.get()) : UNKNOWN;
    }

    private static DelayCause of(TrackingEvent event) {
        TrackingStatus status = event.status();
        if (status == TrackingStatus.TRANSIT_DELAY_WEATHER) {
            return WEATHER;
        }
        if (status == TrackingStatus.TRANSIT_DELAY_NETWORK) {
            return NETWORK;
        }
        if (status == TrackingStatus.CUSTOMS_HELD || status == TrackingStatus.CUSTOMS_DOCS_NEEDED) {
            return CUSTOMS;
        }
        boolean strike = status == TrackingStatus.TRANSIT_DELAY_FORCE_MAJEURE
                && STRIKE_WORDS.matcher(event.carrierText()).find();
        return strike ? STRIKE : UNKNOWN;
    }

    /// As the templates know it: `weather`.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
