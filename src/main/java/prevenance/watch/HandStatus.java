package prevenance.watch;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import prevenance.store.Tx;
import prevenance.tracking.TrackingStatus;

/// A person says where a parcel stands, because he knows better than its carrier: he saw it, or was told by telephone.
/// It counts as a statement made now: a newer one of the carrier supersedes it, an older one does not, and no answer
/// takes it back.
public final class HandStatus {
    /// What a person may say.
    public static final List<TrackingStatus> CHOICES = Arrays.stream(TrackingStatus.values())
            .filter(status -> status != TrackingStatus.UNKNOWN_UNMAPPED
                    && status != TrackingStatus.PRE_NO_DATA
                    && status != TrackingStatus.PRE_INVALID_NUMBER)
            .toList();

    private static final int LONGEST_REASON = 500;

    private final OutcomeStore outcomes;

    /// @param settings by carrier code
    public HandStatus(Function<String, PollSettings> settings) {
        this.outcomes = new OutcomeStore(settings, _ -> null);
    }

    /// Sets it, wakes those who judge and tell, and moves the next look: an ended parcel is no longer asked about.
    ///
    /// @param reason how he knows, shown beside the status: 1 to 500 characters
    /// @param who    his login
    /// @return false when there is no such parcel
    /// @throws IllegalArgumentException for a status that is no choice, or a reason of another length
    public boolean set(Tx tx, long parcelId, TrackingStatus status, String reason, String who, Instant now) {
        String why = reason.strip();
        if (!CHOICES.contains(status)) {
            throw new IllegalArgumentException("status " + status.wireName() + " cannot be set by hand");
        }
        if (why.isEmpty() || why.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("a status set by hand needs a reason of 1 to 500 characters");
        }
        return outcomes.byHand(tx, parcelId, status, why, who, now);
    }
}
