package prevenance.watch;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import prevenance.tracking.TrackingEvent;

/// Carriers' codes that no table lists, waiting for somebody to map them.
public final class UnmappedCodeStore {
    /// One code.
    ///
    /// @param carrierCode   as it is shown with a statement; its text where the carrier gave no code
    /// @param tableKey      what a table would have to list, null where the carrier gave no code
    /// @param sampleText    the carrier's text at the first sighting
    /// @param sampleCountry where that was, ISO 3166-1 alpha-2; null when it was not said
    /// @param sightings     statements with this code, each counted once
    public record UnmappedCode(
            String carrier,
            String carrierCode,
            @Nullable String tableKey,
            String sampleText,
            @Nullable String sampleCountry,
            long sightings,
            Instant firstSeenAt,
            Instant lastSeenAt) {}

    private static final RowMapper<UnmappedCode> CODE = (row, context) -> new UnmappedCode(
            row.getString("carrier"),
            row.getString("carrier_code"),
            row.getString("table_key"),
            row.getString("sample_text"),
            row.getString("sample_country"),
            row.getLong("sightings"),
            Instant.ofEpochMilli(row.getLong("first_seen_at")),
            Instant.ofEpochMilli(row.getLong("last_seen_at")));

    /// All of them, most seen first.
    public List<UnmappedCode> all(Tx tx) {
        return tx.handle()
                .createQuery("select * from unmapped_code order by sightings desc, carrier, carrier_code")
                .map(CODE)
                .list();
    }

    /// Counts one sighting. A statement without a code counts under its text.
    ///
    /// @param tableKey null where the carrier gave no code
    void count(Tx tx, String carrier, TrackingEvent event, @Nullable String tableKey, Instant now) {
        tx.handle()
                .createUpdate("""
                    insert into unmapped_code (carrier, carrier_code, table_key, sample_text, sample_country,
                        sightings, first_seen_at, last_seen_at)
                    values (:carrier, :code, :key, :text, :country, 1, :now, :now)
                    on conflict (carrier, carrier_code) do update set sightings = unmapped_code.sightings + 1,
                        table_key = excluded.table_key, last_seen_at = excluded.last_seen_at
                    """)
                .bind("carrier", carrier)
                .bind("code", event.carrierCode().isEmpty() ? event.carrierText() : event.carrierCode())
                .bind("key", tableKey)
                .bind("text", event.carrierText())
                .bind("country", event.country())
                .bind("now", now)
                .execute();
    }
}
