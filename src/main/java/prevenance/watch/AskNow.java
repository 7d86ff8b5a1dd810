package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Predicate;
import prevenance.carrier.CarrierDirectory;
import prevenance.store.Tx;

/// A person wants the carrier asked about a parcel now. The poller does it with its next beat, within the carrier's
/// limits.
public final class AskNow {
    /// Whether it will be asked, or why not.
    public enum Answer {
        /// It is asked about with the next beat, or is being asked about.
        DUE,
        NO_SUCH_PARCEL,
        /// The carrier is not declared, not enabled, or lacks its credentials.
        CARRIER_OFF,
        /// It failed or refused us, and is left alone for a while.
        CARRIER_RESTING,
        /// It was asked about this parcel within the last minute.
        ASKED_JUST_NOW,
        /// The carrier's limits leave no request now.
        QUOTA_SPENT
    }

    private static final Duration JUST_NOW = Duration.ofMinutes(1);

    private final CarrierDirectory carriers;
    private final Predicate<String> configured;
    private final WatchList watchList;
    private final ParcelStore parcels = new ParcelStore();
    private final QuotaLedger quota = new QuotaLedger();
    private final CarrierHealthStore health = new CarrierHealthStore();

    /// @param configured whether a carrier is enabled and has its credentials
    /// @param settings   by carrier code
    public AskNow(CarrierDirectory carriers, Predicate<String> configured, Function<String, PollSettings> settings) {
        this.carriers = carriers;
        this.configured = configured;
        this.watchList = new WatchList(settings);
    }

    /// Makes a parcel due, also one whose journey has ended.
    public Answer ask(Tx tx, long parcelId, Instant now) {
        WatchedParcel parcel = parcels.find(tx, parcelId).orElse(null);
        if (parcel == null) {
            return Answer.NO_SUCH_PARCEL;
        }
        String carrier = parcel.carrier();
        if (!carriers.codes().contains(carrier) || !configured.test(carrier)) {
            return Answer.CARRIER_OFF;
        }
        if (watchList.isBeingAsked(tx, parcelId, now)) {
            return Answer.DUE;
        }
        Instant asked = parcel.lastPolledAt();
        if (asked != null && asked.isAfter(now.minus(JUST_NOW))) {
            return Answer.ASKED_JUST_NOW;
        }
        CarrierHealth feed = health.find(tx, carrier);
        Instant until = feed.pausedUntil();
        if (feed.state() != CarrierHealth.State.OPEN && until != null && until.isAfter(now)) {
            return Answer.CARRIER_RESTING;
        }
        if (quota.available(tx, carriers.traits(carrier), now) == 0) {
            return Answer.QUOTA_SPENT;
        }
        watchList.makeDue(tx, parcelId, now);
        return Answer.DUE;
    }
}
