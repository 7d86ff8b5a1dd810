package prevenance.backtest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.Query;
import prevenance.store.Tx;

/// Reads what rules and mails on trial came to.
final class ShadowReportStore {
    private static final int SAMPLES = 5;

    ShadowReport report(Tx tx, LocalDate day, Instant from, Instant until) {
        return new ShadowReport(
                day,
                lines(tx, from, until, """
                    select kind, count(*) as n from outbox_message
                    where shadow_left_at >= :from and shadow_left_at < :until group by kind order by n desc, kind
                    """, """
                    select m.id as message, coalesce(m.parcel_id, 0) as parcel, o.number, m.shadow_left_at as at
                    from outbox_message m join customer_order o on o.id = m.order_id
                    where m.shadow_left_at >= :from and m.shadow_left_at < :until and m.kind = :kind
                    order by m.shadow_left_at desc, m.id desc limit :limit
                    """),
                one(tx.handle().createQuery("""
                    select count(*) from outbox_message where state = 'SUPPRESSED' and shadow = 1
                        and created_at >= :from and created_at < :until
                    """), from, until),
                lines(tx, from, until, """
                    select kind, count(*) as n from shadow_flag
                    where raised_at >= :from and raised_at < :until group by kind order by n desc, kind
                    """, """
                    select 0 as message, f.parcel_id as parcel, o.number, f.raised_at as at
                    from shadow_flag f join parcel p on p.id = f.parcel_id join customer_order o on o.id = p.order_id
                    where f.raised_at >= :from and f.raised_at < :until and f.kind = :kind
                    order by f.raised_at desc, f.id desc limit :limit
                    """),
                tx.handle()
                        .createQuery(
                                "select count(*) from outbox_message where state = 'SHADOW' and shadow_left_at is null")
                        .mapTo(Integer.class)
                        .one());
    }

    private record Count(String kind, int count) {}

    private static List<ShadowReport.Line> lines(Tx tx, Instant from, Instant until, String counting, String sampling) {
        List<Count> counts = tx.handle()
                .createQuery(counting)
                .bind("from", from)
                .bind("until", until)
                .map((row, context) -> new Count(row.getString("kind"), row.getInt("n")))
                .list();
        List<ShadowReport.Line> lines = new ArrayList<>();
        for (Count count : counts) {
            List<ShadowReport.Sample> samples = tx.handle()
                    .createQuery(sampling)
                    .bind("from", from)
                    .bind("until", until)
                    .bind("kind", count.kind())
                    .bind("limit", SAMPLES)
                    .map((row, context) -> new ShadowReport.Sample(
                            row.getLong("message"),
                            row.getLong("parcel"),
                            row.getString("number"),
                            Instant.ofEpochMilli(row.getLong("at"))))
                    .list();
            lines.add(new ShadowReport.Line(count.kind(), count.count(), samples));
        }
        return lines;
    }

    private static int one(Query query, Instant from, Instant until) {
        return query.bind("from", from)
                .bind("until", until)
                .mapTo(Integer.class)
                .one();
    }
}
