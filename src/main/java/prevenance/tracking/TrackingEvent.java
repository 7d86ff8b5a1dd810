package prevenance.tracking;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One statement by a carrier about one parcel at one time, verbatim, with its meaning beside it.
public final class TrackingEvent {
    /// The code of a status that a person of the staff set; its text is his reason. No carrier's codes have it.
    public static final String STAFF_CODE = "staff";

    private final String carrierCode;
    private final String carrierText;
    private final LocalDateTime occurredLocal;
    private final @Nullable ZoneOffset offset;
    private final TrackingStatus status;
    private final boolean informational;
    private final @Nullable String place;
    private final @Nullable String country;
    /// Asked for many times on the way of one statement; worked out at most once by each thread that shares it.
    private @Nullable String identity;

    /// @param carrierCode   the carrier's own code, joined with ` / ` when several fields make it; empty when it
    ///                      has none
    /// @param carrierText   the carrier's own text; empty when it has none
    /// @param occurredLocal when it happened on the clock of the place
    /// @param offset        the offset of that clock, null when the carrier did not say and the place does not tell
    /// @param status        what it means; [TrackingStatus#UNKNOWN_UNMAPPED] when no table of the carrier lists it
    /// @param informational true when it does not move the parcel (a text message was sent, data was updated)
    /// @param place         town, depot or country, null when not given
    /// @param country       ISO 3166-1 alpha-2, null when not given
    public TrackingEvent(
            String carrierCode,
            String carrierText,
            LocalDateTime occurredLocal,
            @Nullable ZoneOffset offset,
            TrackingStatus status,
            boolean informational,
            @Nullable String place,
            @Nullable String country) {
        this.carrierCode = carrierCode;
        this.carrierText = carrierText;
        this.occurredLocal = occurredLocal;
        this.offset = offset;
        this.status = status;
        this.informational = informational;
        this.place = place;
        this.country = country;
    }

    public String carrierCode() {
        return carrierCode;
    }

    public String carrierText() {
        return carrierText;
    }

    public LocalDateTime occurredLocal() {
        return occurredLocal;
    }

    public @Nullable ZoneOffset offset() {
        return offset;
    }

    public TrackingStatus status() {
        return status;
    }

    public boolean informational() {
        return informational;
    }

    public @Nullable String place() {
        return place;
    }

    public @Nullable String country() {
        return country;
    }

    /// Whether a person said it and not the carrier.
    public boolean isByStaff() {
        return carrierCode.equals(STAFF_CODE);
    }

    public boolean zoneKnown() {
        return offset != null;
    }

    /// The instant it happened; when the zone is unknown the local time is read as UTC, which can be up to 14 hours off
    /// and is therefore only used for order and for limits of days.
    public Instant occurredAt() {
        return occurredLocal.toInstant(offset == null ? ZoneOffset.UTC : offset);
    }

    /// The same statement with another meaning.
    public TrackingEvent meaning(TrackingStatus other, boolean isInformational) {
        TrackingEvent same = new TrackingEvent(
                carrierCode, carrierText, occurredLocal, offset, other, isInformational, place, country);
        same.identity = identity;
        return same;
    }

    /// ISO 8601, seconds always written: with offset when the zone is known, without when it is not.
    public String occurredText() {
        String local = occurredLocal.getNano() == 0
                ? occurredLocal + (occurredLocal.getSecond() == 0 ? ":00" : "")
                : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(occurredLocal);
        return offset == null ? local : local + offset;
    }

    /// The same for the same statement in whatever answer it comes: a hash of code, time and place.
    public String identity() {
        String known = identity;
        if (known == null) {
            known = digest();
            identity = known;
        }
        return known;
    }

    private String digest() {
        String text = String.join(
                "\u001f",
                carrierCode,
                carrierCode.isEmpty() ? carrierText : "",
                occurredText(),
                place == null ? "" : place,
                country == null ? "" : country);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrackingEvent that
                && carrierCode.equals(that.carrierCode)
                && carrierText.equals(that.carrierText)
                && occurredLocal.equals(that.occurredLocal)
                && Objects.equals(offset, that.offset)
                && status == that.status
                && informational == that.informational
                && Objects.equals(place, that.place)
                && Objects.equals(country, that.country);
    }

    @Override
    public int hashCode() {
        return Objects.hash(carrierCode, carrierText, occurredLocal, offset, status, informational, place, country);
    }

    /// For tests and traces.
    @Override
    public String toString() {
        return "TrackingEvent[" + carrierCode + ", " + carrierText + ", " + occurredText() + ", " + status
                + (informational ? ", informational" : "") + ", " + place + ", " + country + "]";
    }
}
