package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import prevenance.carrier.CarrierTraits;
import prevenance.store.Tx;

/// Whose turn it is: claims on parcels that are due, with a lease that a crash lets expire. Where
/// numbers must be registered first, a question takes only those that are, and a registration the
/// others.
final class ClaimStore {
    /// Intervals longer than this are not looked through for parcels to fill a request with.
    private static final Duration LONGEST_EARLY = Duration.ofHours(12);

    private static final String REGISTERED = """
         exists (select 1 from carrier_registration r where r.carrier = parcel.carrier
            and r.number = parcel.tracking_number and r.state = 'REGISTERED')
        """;

    private static final String ENDED =
            RegistrationStore.FINAL.stream().map(status -> "'" + status + "'").collect(Collectors.joining(", "));

    private final CarrierTraits carrier;
    private final PollSettings settings;

    ClaimStore(CarrierTraits carrier, PollSettings settings) {
        this.carrier = carrier;
        this.settings = settings;
    }

    /// Up to `limit` parcels that are due to be asked about, longest due first.
    List<Claim> due(Tx tx, int limit, Instant now) {
        return claim(tx, limit, now, "next_poll_at <= :now" + registered());
    }

    /// Up to `limit` parcels that are almost due, to fill a request that is made anyway.
    List<Claim> early(Tx tx, int limit, Instant now) {
        int percent = settings.batchFill();
        long horizon = LONGEST_EARLY.toMillis() * percent / 100;
        return claim(tx, limit, now, """
            next_poll_at > :now and next_poll_at <= :now + %d and last_polled_at is not null
                and (next_poll_at - :now) * 100 <= (next_poll_at - last_polled_at) * %d
            """.formatted(horizon, percent) + registered());
    }

    /// Up to `limit` parcels under way that are due and not registered, longest due first.
    List<Claim> unregistered(Tx tx, int limit, Instant now) {
        return claim(
                tx, limit, now, "next_poll_at <= :now and status not in (%s) and not".formatted(ENDED) + REGISTERED);
    }

    /// Gives claimed parcels back; they stay due.
    static void release(Tx tx, List<Claim> claims) {
        Map<Instant, List<Long>> byLease = claims.stream()
                .collect(Collectors.groupingBy(Claim::until, Collectors.mapping(Claim::parcelId, Collectors.toList())));
        byLease.forEach((until, ids) -> tx.handle()
                .createUpdate("update parcel set claimed_until = null where id in (<ids>) and claimed_until = :until")
                .bindList("ids", ids)
                .bind("until", until)
                .execute());
    }

    private String registered() {
        return carrier.registration() == null ? "" : " and" + REGISTERED;
    }

    private List<Claim> claim(Tx tx, int limit, Instant now, String due) {
        Instant until = now.plus(settings.lease());
        return tx
                .handle()
                .createQuery("""
                    with due as materialized (
                        select id from parcel where carrier = :carrier and %s
                            and (claimed_until is null or claimed_until < :now)
                        order by next_poll_at, id limit :limit%s)
                    update parcel set claimed_until = :until, claimed_by = :node
                    where id in (select id from due) and (claimed_until is null or claimed_until < :now)
                    returning id, next_poll_at
                    """.formatted(due, tx.dialect().holdFree()))
                .bind("carrier", carrier.code())
                .bind("now", now)
                .bind("limit", limit)
                .bind("until", until)
                .bind("node", tx.node())
                .map((row, _) -> new Taken(row.getLong("id"), row.getLong("next_poll_at")))
                .list()
                .stream()
                .sorted(Comparator.comparingLong(Taken::dueAt).thenComparingLong(Taken::id))
                .map(taken -> new Claim(taken.id(), until))
                .toList();
    }

    /// In whatever order the database gives them back.
    private record Taken(long id, long dueAt) {}
}
