package prevenance.watch;

import java.time.InstantSource;
import prevenance.carrier.CarrierTraits;
import prevenance.store.Database;

/// What one round may ask of its carrier: taken off the limits for the whole round at once, because
/// each taking waits for the disk. Of the round's thread alone.
final class Allowance implements AutoCloseable {
    private final CarrierTraits carrier;
    private final Database database;
    private final InstantSource time;
    private final QuotaLedger quota = new QuotaLedger();
    private QuotaLedger.Grant grant;
    private int left;
    private boolean spent;

    /// @param grant what was taken when the round's parcels were claimed
    Allowance(CarrierTraits carrier, Database database, InstantSource time, QuotaLedger.Grant grant) {
        this.carrier = carrier;
        this.database = database;
        this.time = time;
        this.grant = grant;
        this.left = grant.requests();
    }

    /// Whether a request may be made now; it must be, then. What was taken too long ago is given back,
    /// and as much taken anew.
    ///
    /// @param wanted how many are still to be made, this one included
    boolean use(int wanted) {
        if (carrier.limits().isEmpty()) {
            return true;
        }
        if (left == 0 || !grant.holds(time.instant())) {
            if (spent) {
                return false;
            }
            grant = takeAnew(wanted);
            left = grant.requests();
            spent = left == 0;
        }
        if (spent) {
            return false;
        }
        left--;
        return true;
    }

    private QuotaLedger.Grant takeAnew(int wanted) {
        QuotaLedger.Grant before = grant;
        int unused = left;
        left = 0;
        return database.<QuotaLedger.Grant>writeRows(tx -> {
            if (unused > 0) {
                quota.giveBack(tx, carrier, before, unused);
            }
            return quota.takeAhead(tx, carrier, wanted, time.instant());
        });
    }

    /// Gives back what was not used.
    @Override
    public void close() {
        int unused = left;
        left = 0;
        if (unused > 0 && !carrier.limits().isEmpty()) {
            database.<Boolean>writeRows(tx -> {
                quota.giveBack(tx, carrier, grant, unused);
                return true;
            });
        }
    }
}
