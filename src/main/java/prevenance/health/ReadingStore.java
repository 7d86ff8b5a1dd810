package prevenance.health;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CaseKind;
import prevenance.health.Reading.Cases;
import prevenance.health.Reading.Waiting;
import prevenance.store.Tx;

/// Reads figures, each by an index.
final class ReadingStore {
    /// What a customer is to be told of, or at least somebody is to look at in time.
    private static final List<String> WITH_WORD = List.of(
            CaseKind.LOST_DECLARED.name(),
            CaseKind.LOST_SUSPECTED.name(),
            CaseKind.DAMAGED.name(),
            CaseKind.NOT_RECEIVED.name(),
            CaseKind.DAMAGED_REPORTED.name(),
            CaseKind.WRONG_ITEM.name(),
            CaseKind.RETURNED.name(),
            CaseKind.RETURNING.name(),
            CaseKind.PICKUP_MISSED.name(),
            CaseKind.ATTEMPT_FAILED.name(),
            CaseKind.ADDRESS_PROBLEM.name(),
            CaseKind.LATE.name(),
            CaseKind.STALLED.name(),
            CaseKind.NOT_HANDED_OVER.name());

    private static final int LEAST_URGENT = 4;
    private static final Duration JUST_BEFORE = Duration.ofHours(1);

    static final String BY_STATE = """
        select state, count(*) as messages, min(created_at) as oldest from outbox_message
        where state <> 'SENT' group by state
        """;
    static final String DUE_MAIL = """
        select count(*) as messages, min(next_attempt_at) as oldest from outbox_message
        where next_attempt_at <= :now and state in ('QUEUED', 'SENDING')
        """;
    static final String DUE_POLL = """
        select count(*) as messages, min(next_poll_at) as oldest from parcel
        where carrier = :carrier and next_poll_at is not null and next_poll_at <= :now
        """;

    Map<String, Waiting> outbox(Tx tx) {
        Map<String, Waiting> states = new TreeMap<>();
        tx.handle()
                .createQuery(BY_STATE)
                .map((row, _) -> Map.entry(row.getString("state"), waiting(row)))
                .forEach(entry -> states.put(entry.getKey(), entry.getValue()));
        return states;
    }

    Waiting dueMail(Tx tx, Instant now) {
        return tx.handle()
                .createQuery(DUE_MAIL)
                .bind("now", now)
                .map((row, _) -> waiting(row))
                .one();
    }

    /// Mails accepted since then, and when the last one was; that may be earlier.
    Waiting sent(Tx tx, Instant since) {
        long count = tx.handle()
                .createQuery("select count(*) from outbox_message where sent_at >= :since")
                .bind("since", since)
                .mapTo(Long.class)
                .one();
        return tx.handle()
                .createQuery("select max(sent_at) as oldest from outbox_message where sent_at is not null")
                .map((row, _) -> new Waiting(count, instant(row, "oldest")))
                .one();
    }

    Waiting duePolls(Tx tx, String carrier, Instant now) {
        return tx.handle()
                .createQuery(DUE_POLL)
                .bind("carrier", carrier)
                .bind("now", now)
                .map((row, _) -> waiting(row))
                .one();
    }

    /// One for each priority, those without a case too.
    List<Cases> cases(Tx tx, Instant now) {
        Map<Integer, Cases> found = new HashMap<>();
        tx.handle()
                .createQuery("""
                    select priority, count(*) as open,
                        coalesce(sum(case when answered_at is null and due_at <= :now
                            and (waiting_until is null or waiting_until <= :now) then 1 else 0 end), 0) as overdue
                    from service_case where state = 'OPEN' group by priority order by priority
                    """)
                .bind("now", now)
                .map((row, _) -> new Cases(row.getInt("priority"), row.getLong("open"), row.getLong("overdue")))
                .forEach(cases -> found.put(cases.priority(), cases));
        return IntStream.rangeClosed(1, LEAST_URGENT)
                .mapToObj(priority -> found.getOrDefault(priority, new Cases(priority, 0, 0)))
                .toList();
    }

    /// Cases whose first answer was due by then, without any act, and without a word to the customer in whatever state.
    Waiting untold(Tx tx, Instant dueBy, Instant now) {
        return tx.handle()
                .createQuery("""
                    select count(*) as messages, min(c.opened_at) as oldest from service_case c
                    where c.state = 'OPEN' and c.due_at <= :due and c.answered_at is null and c.kind in (<kinds>)
                        and (c.waiting_until is null or c.waiting_until <= :now)
                        and not exists (select 1 from outbox_message m where m.case_id = c.id)
                        and not exists (select 1 from outbox_message m
                            where m.parcel_id = c.parcel_id and m.created_at >= c.opened_at - :before)
                    """)
                .bindList("kinds", WITH_WORD)
                .bind("due", dueBy)
                .bind("now", now)
                .bind("before", JUST_BEFORE.toMillis())
                .map((row, _) -> waiting(row))
                .one();
    }

    Map<String, Long> incidents(Tx tx) {
        Map<String, Long> states = new TreeMap<>();
        tx.handle()
                .createQuery("select state, count(*) as open from incident where state <> 'CLOSED' group by state")
                .map((row, _) -> Map.entry(row.getString("state"), row.getLong("open")))
                .forEach(entry -> states.put(entry.getKey(), entry.getValue()));
        return states;
    }

    /// By carrier.
    Map<String, Long> unmapped(Tx tx) {
        Map<String, Long> codes = new HashMap<>();
        tx.handle()
                .createQuery("select carrier, count(*) as codes from unmapped_code group by carrier")
                .map((row, _) -> Map.entry(row.getString("carrier"), row.getLong("codes")))
                .forEach(entry -> codes.put(entry.getKey(), entry.getValue()));
        return codes;
    }

    Map<String, Long> backlog(Tx tx, Instant now) {
        Map<String, Long> rows = new TreeMap<>();
        rows.put("assess", count(tx, "parcel where assess_after <= :now", now));
        rows.put("desk", count(tx, "parcel where desk_due_at <= :now", now));
        rows.put("webhooks", count(tx, "webhook_delivery where next_attempt_at <= :now", now));
        return rows;
    }

    private static long count(Tx tx, String rows, Instant now) {
        return tx.handle()
                .createQuery("select count(*) from " + rows)
                .bind("now", now)
                .mapTo(Long.class)
                .one();
    }

    /// A write that goes all the way to the disk.
    void probe(Tx tx, Instant now) {
        tx.handle().createUpdate("""
            insert into health_probe (only_row, probed_at) values (1, :now)
            on conflict (only_row) do update set probed_at = excluded.probed_at
            """).bind("now", now).execute();
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(row.getLong("messages"), instant(row, "oldest"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
