package prevenance.transit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.calendar.Places;
import prevenance.store.Tx;
import prevenance.tracking.TrackingStatus;
import prevenance.transit.PastJourney.Step;

/// Reads the shop's own parcels, a day at a time, as journeys.
final class TransitStore {
    private static final String START = "coalesce(p.first_scan_at, p.shipped_at)";
    private static final String OUTBOUND = "p.leg <> 'RETURN' and " + START + " >= :from and " + START + " < :to";
    private static final String SOME = OUTBOUND + " and p.id % :every = 0";

    /// Of the parcels of one day. Those under way are held in memory, some days' worth, and more of them teach little
    /// that these do not.
    private static final int MOST_A_DAY = 3_000;

    private final String originCountry;
    private final @Nullable String originPostcode;

    /// @param originCountry  from where parcels leave that do not say so
    /// @param originPostcode null when not known
    TransitStore(String originCountry, @Nullable String originPostcode) {
        this.originCountry = originCountry;
        this.originPostcode = originPostcode;
    }

    /// When the first parcel since an instant set out.
    Optional<Instant> first(Tx tx, Instant since) {
        return tx.handle()
                .createQuery("""
                    select %1$s as start_at from parcel p where %1$s >= :since and p.leg <> 'RETURN'
                    order by %1$s limit 1
                    """.formatted(START))
                .bind("since", since)
                .map((row, _) -> Instant.ofEpochMilli(row.getLong(1)))
                .findOne();
    }

    /// The parcels that set out from one instant to another, with what was known of them at a later one: all of them,
    /// or
    /// of very many every other, third, and so on.
    List<PastJourney> between(Tx tx, Instant from, Instant to, Instant known) {
        long every = Math.ceilDiv(Math.max(1, count(tx, from, to)), MOST_A_DAY);
        Map<Long, List<Statement>> told = statements(tx, from, to, every, known);
        return tx.handle()
                .createQuery("""
                    select p.id, p.carrier, p.service, %s as start_at, p.promise_date, p.promise_until_time,
                        coalesce(p.delivered_at, case when p.milestone = 'DELIVERED' then p.status_at end) as arrived_at,
                        p.origin_country, p.origin_postcode, o.country, o.postcode, o.ordered_at
                    from parcel p join customer_order o on o.id = p.order_id
                    where %s order by start_at, p.id
                    """.formatted(START, SOME))
                .bind("from", from)
                .bind("to", to)
                .bind("every", every)
                .map((row, _) -> journey(row, told.getOrDefault(row.getLong("id"), List.of()), known))
                .list();
    }

    private record Statement(Instant at, TrackingStatus status) {}

    private static long count(Tx tx, Instant from, Instant to) {
        return tx.handle()
                .createQuery("select count(*) from parcel p where " + OUTBOUND)
                .bind("from", from)
                .bind("to", to)
                .mapTo(Long.class)
                .one();
    }

    private static Map<Long, List<Statement>> statements(Tx tx, Instant from, Instant to, long every, Instant known) {
        Map<Long, List<Statement>> told = new HashMap<>();
        tx.handle()
                .createQuery("""
                    select e.parcel_id, e.occurred_at, e.status from parcel p
                    join tracking_event e on e.parcel_id = p.id
                    where %s and e.withdrawn_at is null and e.recorded_at < :known
                    order by e.occurred_at, e.id
                    """.formatted(SOME))
                .bind("from", from)
                .bind("to", to)
                .bind("every", every)
                .bind("known", known)
                .map((row, _) -> Map.entry(
                        row.getLong("parcel_id"),
                        new Statement(
                                Instant.ofEpochMilli(row.getLong("occurred_at")),
                                TrackingStatus.find(row.getString("status")).orElse(TrackingStatus.UNKNOWN_UNMAPPED))))
                .forEach(each -> told.computeIfAbsent(each.getKey(), _ -> new ArrayList<>())
                        .add(each.getValue()));
        return told;
    }

    private PastJourney journey(ResultSet row, List<Statement> told, Instant known) throws SQLException {
        String country = row.getString("country");
        String postcode = row.getString("postcode");
        ZoneId zone = Places.zoneOf(country, postcode).orElse(ZoneOffset.UTC);
        String from = row.getString("origin_country");
        Lane lane = new Lane(
                row.getString("carrier"),
                row.getString("service"),
                from == null ? originCountry : from,
                from == null ? originPostcode : row.getString("origin_postcode"),
                country,
                postcode);
        String promise = row.getString("promise_date");
        String until = row.getString("promise_until_time");
        LocalDateTime arrived = time(row, "arrived_at", zone);
        LocalDateTime horizon = LocalDateTime.ofInstant(known, zone);
        return new PastJourney(
                Long.toString(row.getLong("id")),
                lane,
                time(row, "ordered_at", zone),
                Journeys.local(Instant.ofEpochMilli(row.getLong("start_at")), zone),
                promise == null ? null : Journeys.promisedBy(LocalDate.parse(promise), time(until)),
                arrived == null || arrived.isAfter(horizon) ? null : arrived,
                told.stream()
                        .map(each -> new Step(Journeys.local(each.at(), zone), each.status()))
                        .toList());
    }

    private static @Nullable LocalTime time(@Nullable String text) {
        return text == null ? null : LocalTime.parse(text);
    }

    private static @Nullable LocalDateTime time(ResultSet row, String column, ZoneId zone) throws SQLException {
        long at = row.getLong(column);
        return row.wasNull() ? null : Journeys.local(Instant.ofEpochMilli(at), zone);
    }
}
