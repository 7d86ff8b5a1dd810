package prevenance.assess;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import prevenance.store.Rows;
import prevenance.store.Tx;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The flags of rules on trial.
final class ShadowFlagStore {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    /// The open ones of these parcels, by parcel; at most one of each kind.
    Map<Long, List<Flag>> openOf(Tx tx, Collection<Long> parcelIds) {
        if (parcelIds.isEmpty()) {
            return Map.of();
        }
        return tx
                .handle()
                .createQuery("select * from shadow_flag where parcel_id in (<ids>) and closed_at is null")
                .bindList("ids", Rows.padded(parcelIds))
                .map((row, context) -> new Flag(
                        row.getLong("id"),
                        row.getLong("parcel_id"),
                        FlagKind.valueOf(row.getString("kind")),
                        1,
                        row.getInt("step"),
                        row.getInt("for_staff") == 1,
                        row.getInt("for_customer") == 1,
                        Instant.ofEpochMilli(row.getLong("since_at")),
                        Instant.ofEpochMilli(row.getLong("raised_at")),
                        null,
                        row.getString("rule"),
                        new Reason(row.getString("reason_key"), JSON.readValue(row.getString("reason_args"), FACTS)),
                        null))
                .stream()
                .sorted(Comparator.comparingLong(Flag::id))
                .collect(Collectors.groupingBy(Flag::parcelId));
    }

    void raise(Tx tx, long parcelId, Judgement.Finding finding, Instant now) {
        Verdict verdict = finding.verdict();
        tx.handle()
                .createUpdate("""
                    insert into shadow_flag (parcel_id, kind, step, for_staff, for_customer, since_at, raised_at, stepped_at,
                        rule, reason_key, reason_args)
                    values (:parcel, :kind, :step, :staff, :customer, :since, :now, :now, :rule, :key, :args)
                    on conflict (parcel_id, kind) where closed_at is null do nothing
                    """)
                .bind("parcel", parcelId)
                .bind("kind", verdict.kind().name())
                .bind("step", verdict.step())
                .bind("staff", verdict.forStaff() ? 1 : 0)
                .bind("customer", verdict.forCustomer() ? 1 : 0)
                .bind("since", verdict.sinceAt())
                .bind("now", now)
                .bind("rule", finding.rule())
                .bind("key", verdict.reason().key())
                .bind("args", args(verdict.reason()))
                .execute();
    }

    void step(Tx tx, Flag open, Judgement.Finding finding, Instant now) {
        Verdict verdict = finding.verdict();
        tx.handle()
                .createUpdate("""
                    update shadow_flag set step = :step, for_staff = :staff, for_customer = :customer, stepped_at = :now,
                        rule = :rule, reason_key = :key, reason_args = :args
                    where id = :id and closed_at is null
                    """)
                .bind("id", open.id())
                .bind("step", verdict.step())
                .bind("staff", verdict.forStaff() ? 1 : 0)
                .bind("customer", verdict.forCustomer() ? 1 : 0)
                .bind("now", now)
                .bind("rule", finding.rule())
                .bind("key", verdict.reason().key())
                .bind("args", args(verdict.reason()))
                .execute();
    }

    void close(Tx tx, Flag open, Instant now) {
        tx.handle()
                .createUpdate("update shadow_flag set closed_at = :now where id = :id and closed_at is null")
                .bind("now", now)
                .bind("id", open.id())
                .execute();
    }

    private static String args(Reason reason) {
        return JSON.writeValueAsString(new TreeMap<>(reason.args()));
    }
}
