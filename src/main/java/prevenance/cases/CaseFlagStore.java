package prevenance.cases;

import java.util.List;
import prevenance.assess.Flag;
import prevenance.store.Tx;

/// Which flags the cases of a parcel are about, and how far their life has been told.
final class CaseFlagStore {
    /// A flag in a case as last told.
    record Link(long caseId, long flagId, int step, boolean forStaff, boolean closed) {}

    /// In all cases of the parcel, open and closed.
    List<Link> ofParcel(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("""
                    select f.* from case_flag f join service_case c on c.id = f.case_id
                    where c.parcel_id = :parcel order by f.case_id, f.flag_id
                    """)
                .bind("parcel", parcelId)
                .map((row, context) -> new Link(
                        row.getLong("case_id"),
                        row.getLong("flag_id"),
                        row.getInt("step"),
                        row.getInt("for_staff") == 1,
                        row.getInt("closed") == 1))
                .list();
    }

    /// Lets a flag that stands in a case ask for one again.
    void asksNoMore(Tx tx, Link link) {
        tx.handle()
                .createUpdate("update case_flag set for_staff = 0 where case_id = :case and flag_id = :flag")
                .bind("case", link.caseId())
                .bind("flag", link.flagId())
                .execute();
    }

    /// Remembers the flag as it stands now.
    void put(Tx tx, long caseId, Flag flag) {
        tx.handle()
                .createUpdate("""
                    insert into case_flag (case_id, flag_id, step, for_staff, closed)
                    values (:case, :flag, :step, :staff, :closed)
                    on conflict (case_id, flag_id)
                    do update set step = excluded.step, for_staff = excluded.for_staff, closed = excluded.closed
                    """)
                .bind("case", caseId)
                .bind("flag", flag.id())
                .bind("step", flag.step())
                .bind("staff", flag.forStaff() ? 1 : 0)
                .bind("closed", flag.isOpen() ? 0 : 1)
                .execute();
    }
}
