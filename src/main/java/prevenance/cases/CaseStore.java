package prevenance.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.store.ChangeLog;
import prevenance.store.Tx;

/// Service cases and their stories. Every change is a compare-and-set on the case's version.
public final class CaseStore {
    private static final RowMapper<ServiceCase> CASE = (row, context) -> serviceCase(row);

    /// Cases that pass a filter, the one due first at the top.
    public List<CaseRow> list(Tx tx, CaseFilter filter) {
        List<CaseRow> rows = tx.handle()
                .createQuery("""
                    select c.*, o.number as order_number, p.carrier, p.tracking_number
                    from service_case c
                        join customer_order o on o.id = c.order_id
                        join parcel p on p.id = c.parcel_id
                    where (cast(:state as text) is null or c.state = :state)
                        and (cast(:kind as text) is null or c.kind = :kind)
                        and (cast(:owner as text) is null or coalesce(c.owner, '') = :owner)
                        and (cast(:carrier as text) is null or p.carrier = :carrier)
                    order by c.due_at, c.priority, c.id limit :limit
                    """)
                .bind("state", filter.state() == null ? null : filter.state().name())
                .bind("kind", filter.kind() == null ? null : filter.kind().name())
                .bind("owner", filter.owner())
                .bind("carrier", filter.carrier())
                .bind("limit", filter.limit())
                .map((row, context) -> row(row))
                .list();
        Map<Long, Set<FlagKind>> open = openFlags(tx, rows);
        return rows.stream().map(row -> withFlags(row, open)).toList();
    }

    /// A case with its story; empty when there is none of that number.
    public Optional<CaseDetails> show(Tx tx, long caseId) {
        return tx.handle()
                .createQuery("""
                    select c.*, o.number as order_number, p.carrier, p.tracking_number
                    from service_case c
                        join customer_order o on o.id = c.order_id
                        join parcel p on p.id = c.parcel_id
                    where c.id = :id
                    """)
                .bind("id", caseId)
                .map((row, context) -> row(row))
                .findOne()
                .map(row -> new CaseDetails(withFlags(row, openFlags(tx, List.of(row))), entries(tx, caseId)));
    }

    public Optional<ServiceCase> find(Tx tx, long caseId) {
        return tx.handle()
                .createQuery("select * from service_case where id = :id")
                .bind("id", caseId)
                .map(CASE)
                .findOne();
    }

    /// The open case of a parcel; there is at most one.
    public Optional<ServiceCase> openOf(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("select * from service_case where parcel_id = :id and state = 'OPEN'")
                .bind("id", parcelId)
                .map(CASE)
                .findOne();
    }

    /// A case's story, oldest first.
    public List<CaseEntry> entries(Tx tx, long caseId) {
        return tx.handle()
                .createQuery("select * from case_entry where case_id = :id order by id")
                .bind("id", caseId)
                .map((row, context) -> new CaseEntry(
                        row.getLong("id"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("author"),
                        EntryKind.valueOf(row.getString("kind")),
                        row.getString("text")))
                .list();
    }

    ServiceCase open(Tx tx, long parcelId, long orderId, CaseKind kind, int priority, Instant now, Instant dueAt) {
        return tx.handle()
                .createQuery("""
                    insert into service_case (parcel_id, order_id, kind, priority, state, opened_at, due_at)
                    values (:parcel, :order, :kind, :priority, 'OPEN', :now, :due) returning *
                    """)
                .bind("parcel", parcelId)
                .bind("order", orderId)
                .bind("kind", kind.name())
                .bind("priority", priority)
                .bind("now", now)
                .bind("due", dueAt)
                .map(CASE)
                .one();
    }

    /// Makes a case graver; false when it changed meanwhile.
    boolean upgrade(Tx tx, ServiceCase seen, CaseKind kind, int priority, Instant dueAt) {
        return tx.handle()
                        .createUpdate("""
                            update service_case
                            set kind = :kind, priority = :priority, due_at = :due, version = version + 1
                            where id = :id and version = :version and state = 'OPEN'
                            """)
                        .bind("kind", kind.name())
                        .bind("priority", priority)
                        .bind("due", dueAt)
                        .bind("id", seen.id())
                        .bind("version", seen.version())
                        .execute()
                == 1;
    }

    boolean close(Tx tx, ServiceCase seen, CloseReason reason, Instant now) {
        return tx.handle()
                        .createUpdate("""
                            update service_case
                            set state = 'CLOSED', closed_at = :now, close_reason = :reason, version = version + 1
                            where id = :id and version = :version and state = 'OPEN'
                            """)
                        .bind("now", now)
                        .bind("reason", reason.name())
                        .bind("id", seen.id())
                        .bind("version", seen.version())
                        .execute()
                == 1;
    }

    /// Gives a case to somebody, or back when the owner is null.
    boolean assign(Tx tx, ServiceCase seen, @Nullable String owner) {
        return tx.handle()
                        .createUpdate("""
                            update service_case set owner = :owner, version = version + 1
                            where id = :id and version = :version and state = 'OPEN'
                            """)
                        .bind("owner", owner)
                        .bind("id", seen.id())
                        .bind("version", seen.version())
                        .execute()
                == 1;
    }

    /// Counts a change of the story, so that a case that somebody writes in is not closed under his pen.
    boolean touch(Tx tx, ServiceCase seen) {
        return tx.handle()
                        .createUpdate("update service_case set version = version + 1 where id = :id and version = :v")
                        .bind("id", seen.id())
                        .bind("v", seen.version())
                        .execute()
                == 1;
    }

    void append(Tx tx, long caseId, EntryKind kind, String author, String text, Instant now) {
        tx.handle()
                .createUpdate("""
                    insert into case_entry (case_id, at, author, kind, text)
                    values (:case, :at, :author, :kind, :text)
                    """)
                .bind("case", caseId)
                .bind("at", now)
                .bind("author", author)
                .bind("kind", kind.name())
                .bind("text", text)
                .execute();
        if (kind == EntryKind.OPENED || kind == EntryKind.CLOSED) {
            ChangeLog.add(tx, kind == EntryKind.OPENED ? "case.opened" : "case.closed", caseId, now);
        } else {
            ChangeLog.touched(tx, "case", caseId, now);
        }
    }

    /// Whether a person has closed a case of the parcel in a way that settles it for the customer.
    boolean isSettled(Tx tx, long parcelId) {
        return tx
                .handle()
                .createQuery(
                        "select distinct close_reason from service_case where parcel_id = :id and state = 'CLOSED'")
                .bind("id", parcelId)
                .mapTo(String.class)
                .list()
                .stream()
                .map(CloseReason::valueOf)
                .anyMatch(CloseReason::settles);
    }

    /// When the staff was last reminded of news promised to a parcel's customer, in whatever case; null when never.
    @Nullable
    Instant remindedAt(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("""
                    select e.at from case_entry e join service_case c on c.id = e.case_id
                    where c.parcel_id = :id and e.kind = 'PROMISED_NEWS' order by e.at desc limit 1
                    """)
                .bind("id", parcelId)
                .mapTo(Instant.class)
                .findOne()
                .orElse(null);
    }

    boolean hasEntry(Tx tx, long caseId, EntryKind kind) {
        return tx.handle()
                        .createQuery("select count(*) from case_entry where case_id = :id and kind = :kind")
                        .bind("id", caseId)
                        .bind("kind", kind.name())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    private static Map<Long, Set<FlagKind>> openFlags(Tx tx, List<CaseRow> rows) {
        Map<Long, Set<FlagKind>> flags = new HashMap<>();
        for (CaseRow row : rows) {
            long parcel = row.serviceCase().parcelId();
            flags.computeIfAbsent(parcel, _ -> {
                Set<FlagKind> kinds = EnumSet.noneOf(FlagKind.class);
                tx.handle()
                        .createQuery("select kind from flag where parcel_id = :id and state = 'OPEN'")
                        .bind("id", parcel)
                        .mapTo(String.class)
                        .forEach(kind -> kinds.add(FlagKind.valueOf(kind)));
                return kinds;
            });
        }
        return flags;
    }

    private static CaseRow withFlags(CaseRow row, Map<Long, Set<FlagKind>> open) {
        Set<FlagKind> flags = open.getOrDefault(row.serviceCase().parcelId(), Set.of());
        return new CaseRow(
                row.serviceCase(),
                row.orderNumber(),
                row.carrier(),
                row.trackingNumber(),
                List.copyOf(new TreeSet<>(flags)));
    }

    private static CaseRow row(ResultSet row) throws SQLException {
        return new CaseRow(
                serviceCase(row),
                row.getString("order_number"),
                row.getString("carrier"),
                row.getString("tracking_number"),
                List.of());
    }

    private static ServiceCase serviceCase(ResultSet row) throws SQLException {
        String reason = row.getString("close_reason");
        long closedAt = row.getLong("closed_at");
        boolean closed = !row.wasNull();
        return new ServiceCase(
                row.getLong("id"),
                row.getLong("parcel_id"),
                row.getLong("order_id"),
                CaseKind.valueOf(row.getString("kind")),
                row.getInt("priority"),
                CaseState.valueOf(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("opened_at")),
                Instant.ofEpochMilli(row.getLong("due_at")),
                row.getString("owner"),
                closed ? Instant.ofEpochMilli(closedAt) : null,
                reason == null ? null : CloseReason.valueOf(reason),
                row.getInt("version"));
    }
}
