package prevenance.privacy;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.privacy.Register.Column;
import prevenance.privacy.Register.Table;
import prevenance.store.Tx;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Reads all rows about an order, every column of them, as the register says which they are.
final class HoldingStore {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// Takes the bytes of a row away and says by which name they lie beside the data.
    interface Attachments {
        /// @param table  of the row
        /// @param row    its number
        /// @param bytes  as stored
        /// @param values its other columns
        String put(String table, long row, byte[] bytes, Map<String, @Nullable Object> values);
    }

    /// Rows of a table, each by column; bytes stand as the name under which they were put.
    List<Map<String, @Nullable Object>> rows(Tx tx, Table table, long orderId, Attachments attachments) {
        return read(tx, table, String.valueOf(table.belongs()), "order", orderId, attachments);
    }

    /// Rows of a table that a condition names.
    List<Map<String, @Nullable Object>> read(
            Tx tx, Table table, String where, String name, Object value, Attachments attachments) {
        return tx.handle()
                .createQuery("select * from " + table.name() + " where " + where + " order by 1")
                .bind(name, value)
                .map((row, context) -> row(row, table, attachments))
                .list();
    }

    private static Map<String, @Nullable Object> row(ResultSet row, Table table, Attachments attachments)
            throws SQLException {
        ResultSetMetaData meta = row.getMetaData();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        List<String> bytes = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            String name = meta.getColumnName(i);
            Object value = row.getObject(i);
            if (value instanceof byte[]) {
                bytes.add(name);
                values.put(name, null);
            } else {
                values.put(name, told(name, value, table.columns().get(name)));
            }
        }
        for (String name : bytes) {
            // Tables of bytes begin with a number: their own, or that of what they belong to.
            long id = row.getLong(1);
            values.put(name, attachments.put(table.name(), id, row.getBytes(name), values));
        }
        return values;
    }

    /// Instants as people write them, JSON as JSON, colleagues without their names: those are somebody else's data.
    private static @Nullable Object told(String name, @Nullable Object value, @Nullable Column column) {
        if (value == null) {
            return null;
        }
        if (value instanceof Number number && (name.endsWith("_at") || name.equals("at") || name.endsWith("_until"))) {
            return Instant.ofEpochMilli(number.longValue()).toString();
        }
        if (column != null && column.end() == End.STAFF) {
            return value.equals("customer") || value.equals("prevenance") ? value : "staff";
        }
        String text = value.toString();
        if (column != null && text.startsWith("{")) {
            try {
                return JSON.readTree(text);
            } catch (JacksonException noJson) {
                return text;
            }
        }
        return value instanceof Number ? value : text;
    }

    /// The bytes as text where they are one.
    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
