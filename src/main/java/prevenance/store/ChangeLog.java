package prevenance.store;

import java.time.Instant;

/// What changed, written in the transaction of the change, for those who are told of changes. Entries are kept for
/// some weeks only.
public final class ChangeLog {
    private ChangeLog() {}

    /// On a server: numbers of transactions begin anew where the database was restored into another one, and changes of
    /// before would wait for theirs to be reached. They come first, in the order of their ids.
    static void settle(Tx tx) {
        boolean ahead = tx.handle()
                .createQuery(
                        "select 1 from change_entry where tx_id > cast(cast(pg_current_xact_id() as text) as bigint)"
                                + " limit 1")
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (ahead) {
            tx.handle().execute("update change_entry set tx_id = 0 where tx_id > 0");
            tx.handle().execute("update webhook_endpoint set told_tx = 0 where told_tx > 0");
        }
    }

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
