package prevenance.watch;

import java.time.Instant;
import java.util.Optional;
import prevenance.store.Tx;

/// Until when nothing more is registered with an aggregator; what waits for it is put off until then.
public final class RegistrationPauseStore {
    /// Nothing is registered until then.
    ///
    /// @param failures requests in a row
    /// @param outcome  `throttled`, `refused` or `unreachable`
    /// @param detail   the aggregator's words or ours
    public record Pause(Instant until, int failures, String outcome, String detail) {}

    /// The pause that was taken last; empty after a success.
    public Optional<Pause> pause(Tx tx, String carrier) {
        return tx.handle()
                .createQuery("select * from registration_pause where carrier = :carrier")
                .bind("carrier", carrier)
                .map((row, _) -> new Pause(
                        Instant.ofEpochMilli(row.getLong("paused_until")),
                        row.getInt("failures"),
                        row.getString("outcome"),
                        row.getString("detail")))
                .findOne();
    }

    /// Nothing more is registered until a pause is over.
    void rest(Tx tx, String carrier, Pause pause) {
        tx.handle()
                .createUpdate("""
                    insert into registration_pause (carrier, paused_until, failures, outcome, detail)
                    values (:carrier, :until, :failures, :outcome, :detail)
                    on conflict (carrier) do update set paused_until = excluded.paused_until,
                        failures = excluded.failures, outcome = excluded.outcome, detail = excluded.detail
                    """)
                .bind("carrier", carrier)
                .bind("until", pause.until())
                .bind("failures", pause.failures())
                .bind("outcome", pause.outcome())
                .bind("detail", pause.detail())
                .execute();
    }

    /// What is due and not registered waits for the end of a pause.
    int putOff(Tx tx, String carrier, Pause pause, Instant now) {
        return tx.handle()
                .createUpdate("""
                    update parcel set next_poll_at = :until + id % 60 * 1000, last_outcome = :outcome,
                        last_detail = :detail
                    where carrier = :carrier and next_poll_at <= :now
                        and (claimed_until is null or claimed_until < :now) and not
                    """ + RegistrationStore.REGISTERED)
                .bind("until", pause.until())
                .bind("outcome", pause.outcome())
                .bind("detail", waits(pause))
                .bind("carrier", carrier)
                .bind("now", now)
                .execute();
    }

    /// Ends a pause, also for the parcels that wait for its end.
    ///
    /// @return whether there was one
    boolean resume(Tx tx, String carrier, Instant now) {
        Optional<Pause> pause = pause(tx, carrier);
        pause.ifPresent(ended -> {
            tx.handle()
                    .createUpdate("delete from registration_pause where carrier = :carrier")
                    .bind("carrier", carrier)
                    .execute();
            tx.handle()
                    .createUpdate("""
                        update parcel set next_poll_at = :now where carrier = :carrier and next_poll_at > :now
                            and last_detail = :detail and not
                        """ + RegistrationStore.REGISTERED)
                    .bind("carrier", carrier)
                    .bind("detail", waits(ended))
                    .bind("now", now)
                    .execute();
        });
        return pause.isPresent();
    }

    private static String waits(Pause pause) {
        return "waits to be registered: " + pause.detail();
    }
}
