package prevenance.watch;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// How the carriers' feeds are doing, kept over a restart.
public final class CarrierHealthStore {
    private static final RowMapper<CarrierHealth> HEALTH = (row, context) -> new CarrierHealth(
            row.getString("carrier"),
            CarrierHealth.State.valueOf(row.getString("state")),
            instant(row, "paused_until"),
            row.getInt("failures"),
            instant(row, "last_answered_at"),
            instant(row, "last_failed_at"),
            row.getString("last_error"));

    /// A carrier's health; open and untried when it was never asked.
    public CarrierHealth find(Tx tx, String carrier) {
        return tx.handle()
                .createQuery("select * from carrier_health where carrier = :carrier")
                .bind("carrier", carrier)
                .map(HEALTH)
                .findOne()
                .orElseGet(() -> CarrierHealth.untried(carrier));
    }

    /// All carriers ever asked, by code.
    public List<CarrierHealth> all(Tx tx) {
        return tx.handle()
                .createQuery("select * from carrier_health order by carrier")
                .map(HEALTH)
                .list();
    }

    void save(Tx tx, CarrierHealth health) {
        tx.handle()
                .createUpdate("""
                    insert into carrier_health (carrier, state, paused_until, failures, last_answered_at,
                        last_failed_at, last_error)
                    values (:carrier, :state, :paused, :failures, :answered, :failed, :error)
                    on conflict (carrier) do update set state = excluded.state, paused_until = excluded.paused_until,
                        failures = excluded.failures, last_answered_at = excluded.last_answered_at,
                        last_failed_at = excluded.last_failed_at, last_error = excluded.last_error
                    """)
                .bind("carrier", health.carrier())
                .bind("state", health.state().name())
                .bind("paused", health.pausedUntil())
                .bind("failures", health.failures())
                .bind("answered", health.lastAnsweredAt())
                .bind("failed", health.lastFailedAt())
                .bind("error", health.lastError())
                .execute();
    }

    /// Notes that a carrier answered that answers anyway; false when it does not.
    boolean answered(Tx tx, String carrier, Instant now) {
        return tx.handle()
                        .createUpdate("""
                            insert into carrier_health (carrier, state, failures, last_answered_at)
                            values (:carrier, 'OPEN', 0, :now)
                            on conflict (carrier) do update set last_answered_at = excluded.last_answered_at
                            where carrier_health.state = 'OPEN' and carrier_health.failures = 0
                                and carrier_health.paused_until is null
                            """)
                        .bind("now", now)
                        .bind("carrier", carrier)
                        .execute()
                == 1;
    }

    /// Takes the one probe of a resting carrier by moving its pause on; false when another poller was faster.
    boolean takeProbe(Tx tx, CarrierHealth seen, Instant until) {
        return tx.handle()
                        .createUpdate("""
                            update carrier_health set paused_until = :until
                            where carrier = :carrier and state = :state
                                and coalesce(paused_until, 0) = coalesce(:seen, 0)
                            """)
                        .bind("until", until)
                        .bind("carrier", seen.carrier())
                        .bind("state", seen.state().name())
                        .bind("seen", seen.pausedUntil())
                        .execute()
                == 1;
    }

    private static @Nullable Instant instant(java.sql.ResultSet row, String column) throws java.sql.SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
