package prevenance.aftersales;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import prevenance.store.WhereClause;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The claims. Every change is a compare-and-set on the claim's version.
public final class ClaimStore {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final RowMapper<Claim> CLAIM = (row, context) -> new Claim(
            row.getLong("case_id"),
            ClaimKind.valueOf(row.getString("kind")),
            ClaimState.valueOf(row.getString("state")),
            RefundStore.number(row, "amount_minor"),
            row.getString("currency"),
            row.getString("carrier_reference"),
            documents(row.getString("documents")),
            Instant.ofEpochMilli(row.getLong("created_at")),
            RefundStore.instant(row, "sent_at"),
            RefundStore.instant(row, "answered_at"),
            row.getInt("version"));

    public Optional<Claim> ofCase(Tx tx, long caseId) {
        return tx.handle()
                .createQuery("select * from claim where case_id = :case")
                .bind("case", caseId)
                .map(CLAIM)
                .findOne();
    }

    /// Claims in a state, the newest first.
    ///
    /// @param state null for any
    /// @param limit at most so many
    public List<Claim> list(Tx tx, @Nullable ClaimState state, int limit) {
        WhereClause where = new WhereClause().and("state = :state", "state", state == null ? null : state.name());
        return where.bind(
                        tx.handle().createQuery("select * from claim" + where.sql() + " order by id desc limit :limit"))
                .bind("limit", limit)
                .map(CLAIM)
                .list();
    }

    /// Adds a claim; false when the case has one.
    boolean add(Tx tx, Claim claim) {
        return tx.handle()
                        .createUpdate("""
                            insert into claim (case_id, kind, state, amount_minor, currency, documents, created_at)
                            values (:case, :kind, :state, :amount, :currency, :documents, :created)
                            on conflict (case_id) do nothing
                            """)
                        .bind("case", claim.caseId())
                        .bind("kind", claim.kind().name())
                        .bind("state", claim.state().name())
                        .bind("amount", claim.amountMinor())
                        .bind("currency", claim.currency())
                        .bind("documents", json(claim.documents()))
                        .bind("created", claim.createdAt())
                        .execute()
                == 1;
    }

    /// Writes a change; empty when the claim changed since it was seen.
    Optional<Claim> change(Tx tx, Claim seen, UnaryOperator<Claim> change) {
        Claim wanted = change.apply(seen);
        return tx.handle()
                .createQuery("""
                    update claim set kind = :kind, state = :state, amount_minor = :amount, currency = :currency,
                        carrier_reference = :reference, documents = :documents, sent_at = :sent, answered_at = :answered,
                        version = version + 1
                    where case_id = :case and version = :version
                    returning *
                    """)
                .bind("kind", wanted.kind().name())
                .bind("state", wanted.state().name())
                .bind("amount", wanted.amountMinor())
                .bind("currency", wanted.currency())
                .bind("reference", wanted.carrierReference())
                .bind("documents", json(wanted.documents()))
                .bind("sent", wanted.sentAt())
                .bind("answered", wanted.answeredAt())
                .bind("case", seen.caseId())
                .bind("version", seen.version())
                .map(CLAIM)
                .findOne();
    }

    /// How many files a case has.
    int attachments(Tx tx, long caseId) {
        return tx.handle()
                .createQuery("select count(*) from attachment where case_id = :case and media_type like 'image/%'")
                .bind("case", caseId)
                .mapTo(Integer.class)
                .one();
    }

    private static Map<ClaimDocument, ClaimDocument.State> documents(String json) {
        Map<ClaimDocument, ClaimDocument.State> documents = new EnumMap<>(ClaimDocument.class);
        JSON.readValue(json, new TypeReference<Map<String, String>>() {})
                .forEach((document, state) ->
                        documents.put(ClaimDocument.valueOf(document), ClaimDocument.State.valueOf(state)));
        return documents;
    }

    private static String json(Map<ClaimDocument, ClaimDocument.State> documents) {
        Map<String, String> words = new TreeMap<>();
        documents.forEach((document, state) -> words.put(document.name(), state.name()));
        return JSON.writeValueAsString(words);
    }
}
