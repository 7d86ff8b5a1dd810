package prevenance.tracking;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// One statement by a carrier about one parcel at one time, verbatim, with its meaning beside it.
///
/// @param carrierCode   the carrier's own code, joined with ` / ` when several fields make it; empty when it has none
/// @param carrierText   the carrier's own text; empty when it has none
/// @param occurredLocal when it happened on the clock of the place
/// @param offset        the offset of that clock, null when the carrier did not say and the place does not tell
/// @param status        what it means; [TrackingStatus#UNKNOWN_UNMAPPED] when the carrier's table does not list it
/// @param informational true when the statement does not move the parcel (a text message was sent, data was updated)
/// @param place         town, depot or country, null when not given
/// @param country       ISO 3166-1 alpha-2, null when not given
public record TrackingEvent(
        String carrierCode,
        String carrierText,
        LocalDateTime occurredLocal,
        @Nullable ZoneOffset offset,
        TrackingStatus status,
        boolean informational,
        @Nullable String place,
        @Nullable String country) {
    /// The code of a status that a person of the staff set; its text is his reason. No carrier's codes have it.
    public static final String STAFF_CODE = "staff";

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

    /// ISO 8601, seconds always written: with offset when the zone is known, without when it is not.
    public String occurredText() {
        return offset == null
                ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(occurredLocal)
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.of(occurredLocal, offset));
    }

    /// The same for the same statement in whatever answer it comes: a hash of code, time and place.
    public String identity() {
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
}
