package prevenance.store;

import java.time.Instant;

/// What changed, written in the transaction of the change, for those who are told of changes. Entries are kept for
/// some weeks only.
public final class ChangeLog {
    private ChangeLog() {}

    /// @param type      such as `flag.raised`, `case.closed`, `message.sent`
    /// @param subjectId id of the flag, case or message
    public static void add(Tx tx, String type, long subjectId, Instant now) {
        tx.handle()
                .createUpdate("insert into change_entry (at, type, subject_id, tx_id) values (:at, :type, :subject, "
                        + tx.dialect().transaction() + ")")
                .bind("at", now)
                .bind("type", type)
                .bind("subject", subjectId)
                .execute();
    }

    /// Adds it when a compare-and-set was the first.
    ///
    /// @return whether it was
    public static boolean addIf(boolean changed, Tx tx, String type, long subjectId, Instant now) {
        if (changed) {
            add(tx, type, subjectId, now);
        }
        return changed;
    }

    /// Adds `subject.changed`, unless something of the subject was noted for this instant already: one act that writes
    /// several rows is one change.
    ///
    /// @param subject `case`
    public static void touched(Tx tx, String subject, long subjectId, Instant now) {
        tx.handle()
                .createUpdate("""
                    insert into change_entry (at, type, subject_id, tx_id)
                    select cast(:at as bigint), :type, cast(:subject as bigint), %s
                    where not exists (
                        select id from change_entry
                        where id > (select coalesce(max(id), 0) - 100 from change_entry)
                            and subject_id = :subject and at = :at and type like :family)
                    """.formatted(tx.dialect().transaction()))
                .bind("at", now)
                .bind("type", subject + ".changed")
                .bind("subject", subjectId)
                .bind("family", subject + ".%")
                .execute();
    }
}
