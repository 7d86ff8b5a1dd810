package prevenance.cases.incident;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Many parcels of one carrier in one trouble.
///
/// @param label          the depot or area as people write it, null when the key says it
/// @param beganAt        the first member's reason
/// @param pulledAt       when the flags were taken in that the desk had handled before, null while some are left
/// @param members        parcels that ever joined
/// @param usual          what is usual in that window there
/// @param wording        what is told, by language (`fr`); empty when nobody has written it yet
/// @param cause          `weather`, `strike`, `network` or `customs`; null when not known
/// @param nextUpdateDate promised in the mail, null before
/// @param round          counts the approved wordings, 0 before the first
/// @param remindedRound  the round whose promised day the staff was reminded of
/// @param decidedBy      login of who approved the newest wording or decided to tell nothing, null before
/// @param end            null while open
/// @param version        counts changes by people, for compare-and-set
public record Incident(
        long id,
        String carrier,
        Worry worry,
        ScopeKey key,
        @Nullable String label,
        IncidentState state,
        Instant openedAt,
        Instant beganAt,
        @Nullable Instant pulledAt,
        Instant lastMemberAt,
        int members,
        double usual,
        IncidentEvidence evidence,
        Map<String, String> wording,
        @Nullable String cause,
        @Nullable LocalDate nextUpdateDate,
        int round,
        int remindedRound,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable Instant closedAt,
        @Nullable IncidentEnd end,
        @Nullable String closeNote,
        int version) {
    public Incident {
        wording = Map.copyOf(wording);
    }

    /// This one with other words.
    public Incident saying(Map<String, String> words, @Nullable String because, @Nullable LocalDate nextUpdate) {
        return new Incident(
                id,
                carrier,
                worry,
                key,
                label,
                state,
                openedAt,
                beganAt,
                pulledAt,
                lastMemberAt,
                members,
                usual,
                evidence,
                words,
                because,
                nextUpdate,
                round,
                remindedRound,
                decidedBy,
                decidedAt,
                closedAt,
                end,
                closeNote,
                version);
    }

    public boolean isOpen() {
        return state != IncidentState.CLOSED;
    }

    /// Where it is, as people write it: the depot, area, service, day or code; empty for a carrier as a whole.
    public String place() {
        return label == null ? key.value() : label;
    }
}
