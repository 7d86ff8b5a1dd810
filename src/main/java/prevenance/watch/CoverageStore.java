package prevenance.watch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.CarrierDirectory;
import prevenance.store.Tx;
import prevenance.watch.Coverage.Reason;
import prevenance.watch.Coverage.Unread;

/// Proves that every open parcel was read within the last day, or says which was not and why.
public final class CoverageStore {
    private static final Duration DAY = Duration.ofDays(1);

    /// What has come to its end is looked at once more, but nobody waits for it.
    private static final String OPEN = """
        p.next_poll_at is not null and p.milestone not in ('DELIVERED', 'RETURNED')
            and p.status not in ('exc.destroyed', 'cancelled')
        """;

    private final CarrierDirectory carriers;
    private final Predicate<String> configured;
    private final QuotaLedger quota = new QuotaLedger();
    private final FeedOutageStore outages = new FeedOutageStore();
    private final CarrierHealthStore healths = new CarrierHealthStore();

    /// @param configured whether a carrier is switched on and has its credentials
    public CoverageStore(CarrierDirectory carriers, Predicate<String> configured) {
        this.carriers = carriers;
        this.configured = configured;
    }

    /// How many of the open parcels were read within the last day, and the reasons of the others.
    public Coverage count(Tx tx, Instant now) {
        Map<Reason, Long> unread = new EnumMap<>(Reason.class);
        unread(tx, now, Integer.MAX_VALUE, one -> unread.merge(one.reason(), 1L, Long::sum));
        long open = tx.handle()
                .createQuery("select count(*) from parcel p where " + OPEN)
                .mapTo(Long.class)
                .one();
        long missed = unread.values().stream().mapToLong(Long::longValue).sum();
        return new Coverage(open, open - missed, unread);
    }

    /// The parcels that were not read, longest unread first.
    public List<Unread> unread(Tx tx, Instant now, int limit) {
        List<Unread> list = new ArrayList<>();
        unread(tx, now, limit, list::add);
        return list;
    }

    /// The same, one by one.
    public void unread(Tx tx, Instant now, int limit, Consumer<Unread> reader) {
        Map<String, FeedOutage> down =
                outages.open(tx).stream().collect(Collectors.toMap(FeedOutage::carrier, outage -> outage));
        Map<String, CarrierHealth> health =
                healths.all(tx).stream().collect(Collectors.toMap(CarrierHealth::carrier, one -> one));
        Map<String, Boolean> spent = new HashMap<>();
        tx.handle()
                .createQuery("""
                    select p.id, o.number as order_number, p.carrier, p.tracking_number, p.last_answered_at,
                        p.next_poll_at, p.imported_at, p.last_polled_at, p.last_outcome, p.last_detail,
                        coalesce((select r.state from carrier_registration r where r.carrier = p.carrier
                            and r.number = p.tracking_number), 'NEW') as registration
                    from parcel p join customer_order o on o.id = p.order_id
                    where %s and coalesce(p.last_answered_at, 0) <= :since
                    order by coalesce(p.last_answered_at, 0), p.id limit :limit
                    """.formatted(OPEN))
                .bind("since", now.minus(DAY))
                .bind("limit", limit)
                .map((row, _) -> {
                    String carrier = row.getString("carrier");
                    boolean used = spent.computeIfAbsent(
                            carrier,
                            code -> carriers.codes().contains(code)
                                    && quota.available(tx, carriers.traits(code), now) == 0);
                    Reason reason = reason(row, carrier, down.containsKey(carrier), health.get(carrier), used, now);
                    return new Unread(
                            row.getLong("id"),
                            row.getString("order_number"),
                            carrier,
                            row.getString("tracking_number"),
                            reason,
                            instant(row, "last_answered_at"),
                            Instant.ofEpochMilli(row.getLong("next_poll_at")),
                            row.getString("last_detail"));
                })
                .forEach(reader);
    }

    private Reason reason(
            ResultSet row, String carrier, boolean down, @Nullable CarrierHealth health, boolean spent, Instant now)
            throws SQLException {
        if (!carriers.codes().contains(carrier) || !configured.test(carrier)) {
            return Reason.NO_CREDENTIALS;
        }
        if (down) {
            return Reason.CARRIER_DOWN;
        }
        Instant until = health == null ? null : health.pausedUntil();
        if (until != null && until.isAfter(now)) {
            return Reason.PAUSED;
        }
        String outcome = row.getString("last_outcome");
        boolean registers = carriers.traits(carrier).registration() != null;
        if (registers && !List.of("REGISTERED", "REJECTED").contains(row.getString("registration"))) {
            return Reason.UNREGISTERED;
        }
        if (!Instant.ofEpochMilli(row.getLong("next_poll_at")).isAfter(now)) {
            return spent ? Reason.QUOTA : Reason.WAITING;
        }
        if ("refused".equals(outcome)) {
            return Reason.REFUSED;
        }
        if ("ambiguous".equals(outcome)) {
            return Reason.AMBIGUOUS;
        }
        if ("unreachable".equals(outcome) || "throttled".equals(outcome)) {
            return Reason.FAILED;
        }
        boolean fresh = Instant.ofEpochMilli(row.getLong("imported_at")).isAfter(now.minus(DAY));
        return instant(row, "last_polled_at") == null && fresh ? Reason.NEW : Reason.NOT_DUE;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
