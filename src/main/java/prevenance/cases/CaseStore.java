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
import java.util.function.Consumer;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.store.ChangeLog;
import prevenance.store.Tx;
import prevenance.store.WhereClause;

/// Service cases and their stories. Every change is a compare-and-set on the case's version.
public final class CaseStore {
    private static final RowMapper<ServiceCase> CASE = (row, context) -> serviceCase(row);

    private final SettledStore settled = new SettledStore();

    /// Cases that pass a filter, the one due first at the top.
    public List<CaseRow> list(Tx tx, CaseFilter filter) {
        WhereClause where = new WhereClause()
                .and(
                        "c.kind = :kind",
                        "kind",
                        filter.kind() == null ? null : filter.kind().name())
                .and("coalesce(c.owner, '') = :owner", "owner", filter.owner())
                .and("coalesce(p.carrier, i.carrier) = :carrier", "carrier", filter.carrier());
        if (filter.state() != null) {
            // As a word, so that the index of the open ones is found.
            where.and("c.state = '" + filter.state().name() + "'");
        }
        List<CaseRow> rows = where.bind(tx.handle()
                        .createQuery("""
                            select c.*, coalesce(o.number, 'I-' || c.incident_id) as order_number,
                                coalesce(p.carrier, i.carrier) as carrier, p.tracking_number
                            from service_case c
                                left join customer_order o on o.id = c.order_id
                                left join parcel p on p.id = c.parcel_id
                                left join incident i on i.id = c.incident_id\
                            """ + where.sql() + " order by c.due_at, c.priority, c.id limit :limit"))
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
                    select c.*, coalesce(o.number, 'I-' || c.incident_id) as order_number,
                        coalesce(p.carrier, i.carrier) as carrier, p.tracking_number
                    from service_case c
                        left join customer_order o on o.id = c.order_id
                        left join parcel p on p.id = c.parcel_id
                        left join incident i on i.id = c.incident_id
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

    /// The open case about an order as a whole; there is at most one.
    public Optional<ServiceCase> openOfOrder(Tx tx, long orderId) {
        return tx.handle().createQuery("""
            select * from service_case where order_id = :id and parcel_id is null and state = 'OPEN'
            """).bind("id", orderId).map(CASE).findOne();
    }

    /// The open case of an incident; there is at most one.
    public Optional<ServiceCase> openOfIncident(Tx tx, long incidentId) {
        return tx.handle()
                .createQuery("select * from service_case where incident_id = :id and state = 'OPEN'")
                .bind("id", incidentId)
                .map(CASE)
                .findOne();
    }

    /// The newest case of an incident, open or closed.
    public Optional<ServiceCase> ofIncident(Tx tx, long incidentId) {
        return tx.handle()
                .createQuery("select * from service_case where incident_id = :id order by id desc limit 1")
                .bind("id", incidentId)
                .map(CASE)
                .findOne();
    }

    /// Every case of an order and its parcels, newest first.
    public List<ServiceCase> ofOrder(Tx tx, long orderId) {
        return tx.handle()
                .createQuery("select * from service_case where order_id = :id order by id desc")
                .bind("id", orderId)
                .map(CASE)
                .list();
    }

    ServiceCase open(Tx tx, CaseSubject subject, CaseKind kind, int priority, Instant now, Instant dueAt) {
        return tx.handle()
                .createQuery("""
                    insert into service_case (parcel_id, order_id, incident_id, kind, priority, state, opened_at, due_at)
                    values (:parcel, :order, :incident, :kind, :priority, 'OPEN', :now, :due) returning *
                    """)
                .bind("parcel", subject.parcelId())
                .bind("order", subject.orderId())
                .bind("incident", subject.incidentId())
                .bind("kind", kind.name())
                .bind("priority", priority)
                .bind("now", now)
                .bind("due", dueAt)
                .map(CASE)
                .one();
    }

    /// Writes a change to a case as it was seen; false when it changed meanwhile. A change of nothing
    /// counts as one, so that a case that somebody writes in is not closed under his pen.
    boolean change(Tx tx, ServiceCase seen, Consumer<CaseDraft> change) {
        CaseDraft draft = new CaseDraft(seen);
        change.accept(draft);
        return tx.handle()
                        .createUpdate("""
                            update service_case
                            set kind = :kind, priority = :priority, state = :state, due_at = :due, answered_at = :answered,
                                owner = :owner, waiting_until = :waiting, call_back_at = :call, root_cause = :cause,
                                swapped_with = :swapped, closed_at = :closed, close_reason = :reason,
                                version = version + 1
                            where id = :id and version = :version and state = :seen
                            """)
                        .bind("kind", draft.kind.name())
                        .bind("priority", draft.priority)
                        .bind("state", draft.state.name())
                        .bind("due", draft.dueAt)
                        .bind("answered", draft.answeredAt)
                        .bind("owner", draft.owner)
                        .bind("waiting", draft.waitingUntil)
                        .bind("call", draft.callBackAt)
                        .bind("cause", draft.rootCause == null ? null : draft.rootCause.name())
                        .bind("swapped", draft.swappedWith)
                        .bind("closed", draft.closedAt)
                        .bind("reason", draft.closeReason == null ? null : draft.closeReason.name())
                        .bind("id", seen.id())
                        .bind("version", seen.version())
                        .bind("seen", seen.state().name())
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
        if (kind == EntryKind.OPENED || kind == EntryKind.REOPENED || kind == EntryKind.CLOSED) {
            ChangeLog.add(tx, kind == EntryKind.CLOSED ? "case.closed" : "case.opened", caseId, now);
        } else {
            ChangeLog.touched(tx, "case", caseId, now);
        }
    }

    /// Whether the customer has his goods or money another way, or says that he has them.
    boolean isSettled(Tx tx, long parcelId) {
        return settled.isSettled(tx, parcelId);
    }

    /// The last word of the customer about whether he has the parcel is that he has.
    boolean isSaidToHaveArrived(Tx tx, long parcelId) {
        return settled.isSaidToHaveArrived(tx, parcelId);
    }

    /// When the staff was last reminded of news promised to a parcel's customer, in whatever case; null
    /// when never.
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

    /// Somebody has it: a person or the customer has spoken in it, or it says that he cannot be
    /// reached.
    boolean isInHands(Tx tx, ServiceCase open) {
        return open.owner() != null
                || tx
                        .handle()
                        .createQuery("select distinct kind from case_entry where case_id = :id")
                        .bind("id", open.id())
                        .mapTo(String.class)
                        .list()
                        .stream()
                        .map(EntryKind::valueOf)
                        .anyMatch(EntryKind::keepsOpen);
    }

    private static Map<Long, Set<FlagKind>> openFlags(Tx tx, List<CaseRow> rows) {
        Map<Long, Set<FlagKind>> flags = new HashMap<>();
        for (CaseRow row : rows) {
            Long parcel = row.serviceCase().parcelId();
            if (parcel == null) {
                continue;
            }
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
        Long parcel = row.serviceCase().parcelId();
        Set<FlagKind> flags = parcel == null ? Set.of() : open.getOrDefault(parcel, Set.of());
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
        String cause = row.getString("root_cause");
        return new ServiceCase(
                row.getLong("id"),
                number(row, "parcel_id"),
                number(row, "order_id"),
                number(row, "incident_id"),
                CaseKind.valueOf(row.getString("kind")),
                row.getInt("priority"),
                CaseState.valueOf(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("opened_at")),
                Instant.ofEpochMilli(row.getLong("due_at")),
                instant(row, "answered_at"),
                row.getString("owner"),
                instant(row, "waiting_until"),
                instant(row, "call_back_at"),
                cause == null ? null : RootCause.valueOf(cause),
                number(row, "swapped_with"),
                instant(row, "closed_at"),
                reason == null ? null : CloseReason.valueOf(reason),
                row.getInt("version"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : Long.valueOf(value);
    }
}
