package prevenance.privacy;

import java.sql.ResultSetMetaData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import prevenance.privacy.Register.Column;
import prevenance.privacy.Register.Table;
import prevenance.store.Database;
import prevenance.store.Tx;

/// A person of whom something stands in every table and column that the schema has for orders, written from the schema
/// itself: a column added tomorrow is filled as well. Each value holds the person's mark.
final class HouseholdStore {
    final String mark;
    final String email;
    final String name;
    final String phone;
    final String order;
    final String number;
    /// All that was written of him into columns that name people, by `table.column`.
    final Map<String, String> written = new LinkedHashMap<>();

    long orderId;
    long caseId;
    long parcelId;

    HouseholdStore(String mark) {
        this.mark = mark;
        String low = mark.toLowerCase(Locale.ROOT);
        email = low + "@example.org";
        name = "Camille " + mark;
        phone = "+33 1 99 00 " + Math.floorMod(mark.hashCode(), 90) + " 17 55";
        order = mark.toUpperCase(Locale.ROOT) + "-1001";
        number = mark.toUpperCase(Locale.ROOT) + "77001FR";
    }

    private static long id(Map<String, @Nullable Object> ids, String table) {
        return (Long) Objects.requireNonNull(ids.get(table));
    }

    /// Writes a row of his into every table; nothing goes on.
    HouseholdStore store(Database database, Instant at) {
        database.execute(tx -> {
            Map<String, @Nullable Object> ids = new LinkedHashMap<>();
            for (Table table : Register.get().ofOrders()) {
                ids.put(table.name(), insert(tx, table, ids, at));
            }
            orderId = id(ids, "customer_order");
            parcelId = id(ids, "parcel");
            caseId = id(ids, "service_case");
        });
        return this;
    }

    private @Nullable Object insert(Tx tx, Table table, Map<String, @Nullable Object> ids, Instant at) {
        List<String> names = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        boolean[] numbered = new boolean[1];
        tx.handle()
                .createQuery("select * from " + table.name() + " where 1 = 0")
                .scanResultSet((rows, context) -> {
                    ResultSetMetaData columns = rows.get().getMetaData();
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        String name = columns.getColumnName(i);
                        if (name.equals("id")) {
                            numbered[0] = true;
                            continue;
                        }
                        Object value =
                                value(table, name, columns.getColumnTypeName(i).toLowerCase(Locale.ROOT), ids, at);
                        if (value != null) {
                            names.add(name);
                            values.add(value);
                        }
                    }
                    return true;
                });
        StringBuilder marks = new StringBuilder();
        names.forEach(name -> marks.append(marks.isEmpty() ? ":" : ", :").append(name));
        String sql = "insert into " + table.name() + " (" + String.join(", ", names) + ") values (" + marks + ")";
        if (!numbered[0]) {
            var update = tx.handle().createUpdate(sql);
            for (int i = 0; i < names.size(); i++) {
                update.bind(names.get(i), values.get(i));
            }
            update.execute();
            return 0L;
        }
        var query = tx.handle().createQuery(sql + " returning id");
        for (int i = 0; i < names.size(); i++) {
            query.bind(names.get(i), values.get(i));
        }
        return query.mapTo(Long.class).one();
    }

    private @Nullable Object value(
            Table table, String name, String type, Map<String, @Nullable Object> ids, Instant at) {
        Map<String, String> references = Map.of(
                "order_id", "customer_order", "parcel_id", "parcel", "case_id", "service_case", "flag_id", "flag");
        String to = references.get(name);
        if (to != null) {
            return ids.get(to);
        }
        if (name.equals("incident_id") || name.equals("replaced_by") || name.equals("swapped_with")) {
            return null;
        }
        Column column = table.columns().get(name);
        if (column == null) {
            return name.endsWith("_at")
                    ? switch (name) {
                        case "next_poll_at", "next_attempt_at", "check_at", "desk_due_at", "call_back_at" -> null;
                        default -> at.toEpochMilli();
                    }
                    : name.equals("claimed_until") || name.equals("assess_after") ? null : Long.valueOf(1);
        }
        if (column.end().isPersonal()) {
            String text = personal(table.name(), name);
            written.put(table.name() + "." + name, text);
            if (!type.equals("text")) {
                byte[] bytes = (text + " " + email).getBytes(java.nio.charset.StandardCharsets.UTF_8);
                return table.name().equals("carrier_reply") ? Packing.gzip(bytes) : bytes;
            }
            return column.end() == End.OBJECT || name.equals("evidence") ? "{\"text\":\"" + text + "\"}" : text;
        }
        return switch (table.name() + "." + name) {
            case "customer_order.country", "parcel.origin_country" -> "FR";
            case "customer_order.locale", "outbox_message.locale" -> "fr";
            case "parcel.status", "tracking_event.status" -> "delivered.recipient";
            case "parcel.milestone" -> "DELIVERED";
            case "parcel.leg" -> "OUTBOUND";
            case "parcel.carrier", "carrier_registration.carrier" -> "laposte";
            case "carrier_reply.media_type" -> "application/json";
            case "tracking_event.occurred_local" -> "2026-01-05T10:00";
            case "tracking_event.utc_offset" -> "+01:00";
            case "tracking_event.source" -> "CARRIER";
            case "flag.kind", "shadow_flag.kind" -> "LATE";
            case "flag.reason_key", "shadow_flag.reason_key" -> "late.promise";
            case "service_case.kind" -> "LATE";
            case "case_entry.author", "attachment.author" -> "customer";
            case "case_entry.kind" -> "NOTE";
            case "outbox_message.kind" -> "DELAY_KNOWN";
            case "customer_act.kind" -> "NOT_RECEIVED";
            case "claim.kind" -> "LOSS";
            case "claim.documents" -> "{}";
            case "refund.means" -> "CARD";
            case "deadline.kind" -> "CLAIM";
            case "outbox_message.state" -> "SENT";
            case "refund.state" -> "ARRIVED";
            case "exchange.state" -> "ENDED";
            case "deadline.state" -> "KEPT";
            case "deadline.deadline_key" -> "case:" + mark.hashCode() + "/claim";
            case "outbox_message.message_key" -> "parcel:" + mark.hashCode() + "/delay/1";
            case "outbox_message.message_id" -> "<pv-" + Integer.toHexString(mark.hashCode()) + "@example.org>";
            case "claim.state" -> "ACCEPTED";
            case "parcel.real_carrier" -> null;
            default ->
                name.equals("state")
                        ? "CLOSED"
                        : name.endsWith("_date")
                                ? "2026-01-06"
                                : name.equals("currency") ? "EUR" : name.endsWith("_time") ? null : "x";
        };
    }

    private String personal(String table, String column) {
        return switch (table + "." + column) {
            case "customer_order.number" -> order;
            case "customer_order.customer_name" -> name;
            case "customer_order.email", "outbox_message.recipient" -> email;
            case "customer_order.phone" -> phone;
            case "customer_order.postcode", "parcel.origin_postcode" -> "75011";
            case "parcel.tracking_number", "carrier_registration.number" -> number;
            default -> mark + " " + table + " " + column;
        };
    }
}
