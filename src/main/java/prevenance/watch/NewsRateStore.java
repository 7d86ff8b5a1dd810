package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import prevenance.store.Tx;
import prevenance.tracking.TrackingStatus;

/// Keeps what was learned of the carriers' news, and reads what it is learned from.
final class NewsRateStore {
    /// What was learned of one carrier.
    record Kept(Instant learnedAt, String rates) {}

    Optional<Kept> find(Tx tx, String carrier) {
        return tx.handle()
                .createQuery("select learned_at, rates from news_rates where carrier = :carrier")
                .bind("carrier", carrier)
                .map((row, _) -> new Kept(Instant.ofEpochMilli(row.getLong(1)), row.getString(2)))
                .findOne();
    }

    void keep(Tx tx, String carrier, long news, String rates, Instant now) {
        tx.handle()
                .createUpdate("""
                    insert into news_rates (carrier, learned_at, news, rates) values (:carrier, :now, :news, :rates)
                    on conflict (carrier) do update set learned_at = excluded.learned_at, news = excluded.news,
                        rates = excluded.rates
                    """)
                .bind("carrier", carrier)
                .bind("now", now)
                .bind("news", news)
                .bind("rates", rates)
                .execute();
    }

    /// The carriers with parcels.
    List<String> carriers(Tx tx) {
        // A loose walk over the index: one step for each carrier instead of one for each parcel.
        return tx.handle().createQuery("""
            with recursive known(carrier) as (
                select min(carrier) from parcel
                union all
                select (select min(p.carrier) from parcel p where p.carrier > known.carrier)
                from known where known.carrier is not null)
            select carrier from known where carrier is not null order by carrier
            """).mapTo(String.class).list();
    }

    /// How many parcels of a carrier are still asked about.
    long open(Tx tx, String carrier) {
        return tx.handle()
                .createQuery("select count(*) from parcel where carrier = :carrier and next_poll_at is not null")
                .bind("carrier", carrier)
                .mapTo(Long.class)
                .one();
    }

    private record Said(long parcel, long at, TrackingStatus status) {}

    /// Counts the silences and news of a carrier's parcels since an instant; what is older weighs less.
    void count(Tx tx, String carrier, Instant since, Duration half, Instant now, NewsTally tally) {
        tx.handle()
                .createQuery("""
                    select e.parcel_id, e.occurred_at, e.status
                    from parcel p join tracking_event e on e.parcel_id = p.id
                    where p.carrier = :carrier and p.last_event_at >= :since and e.occurred_at >= :since
                        and e.withdrawn_at is null and e.source = 'CARRIER'
                    order by e.parcel_id, e.occurred_at, e.id
                    """)
                .bind("carrier", carrier)
                .bind("since", since)
                .setFetchSize(1_000)
                .map((row, _) -> new Said(
                        row.getLong(1),
                        row.getLong(2),
                        TrackingStatus.find(row.getString(3)).orElse(TrackingStatus.UNKNOWN_UNMAPPED)))
                .useIterator(rows -> {
                    Said before = null;
                    int statements = 0;
                    while (rows.hasNext()) {
                        Said said = rows.next();
                        boolean same = before != null && before.parcel() == said.parcel();
                        if (before != null) {
                            silence(carrier, before, same ? said : null, statements, half, now, tally);
                        }
                        statements = same ? statements + 1 : 1;
                        before = said;
                    }
                    if (before != null) {
                        silence(carrier, before, null, statements, half, now, tally);
                    }
                });
    }

    private static void silence(
            String carrier,
            Said said,
            @org.jspecify.annotations.Nullable Said next,
            int statements,
            Duration half,
            Instant now,
            NewsTally tally) {
        if (PollPlan.isFinal(said.status()) || said.at() > now.toEpochMilli()) {
            return;
        }
        long until = next == null ? now.toEpochMilli() : Math.min(next.at(), now.toEpochMilli());
        double halves = (now.toEpochMilli() - until) / (double) half.toMillis();
        tally.add(
                carrier,
                NewsStage.index(said.status(), statements),
                said.at(),
                said.at(),
                until,
                next == null ? null : next.status(),
                Math.pow(0.5, halves));
    }
}
