package prevenance.privacy;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import prevenance.privacy.Register.Column;
import prevenance.privacy.Register.Table;
import prevenance.store.Tx;

/// Finds a person's texts wherever they stand, also where nobody expects them: in a colleague's note about another
/// order, in a kept filter, in the words of a server. They are replaced by a mark.
final class SweepStore {
    static final String MARK = "[erased]";

    /// Numbers of orders may be short words of any other meaning; in columns that hold no personal data they are none.
    private static boolean fits(Column column, Trace trace) {
        return column.end() != End.NONE || trace.kind() != Trace.Kind.ORDER;
    }

    /// A value in which he stands.
    ///
    /// @param key the row's primary key, by column
    record Hit(Table table, Column column, Map<String, Object> key, String value) {}

    /// In how many values of which tables he stands.
    Map<String, Integer> count(Tx tx, List<Trace> traces) {
        return byTable(Register.get().tables().stream()
                .flatMap(table -> hits(tx, table, traces).stream())
                .toList());
    }

    static Map<String, Integer> byTable(List<Hit> hits) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        hits.forEach(hit -> counts.merge(hit.table().name(), 1, Integer::sum));
        return counts;
    }

    /// Replaces him in values that were found, as far as they still stand there; gives how many of which tables.
    Map<String, Integer> redact(Tx tx, List<Hit> hits, List<Trace> traces) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Hit hit : hits) {
            // A kept filter or a program's first answer is of no use without what it was about.
            boolean delete = hit.column().end() == End.ROW
                    && (hit.column().dataClass() == DataClass.PROGRAMS
                            || hit.column().dataClass() == DataClass.STAFF);
            String table = hit.table().name();
            String column = hit.column().name();
            StringBuilder where = new StringBuilder(" where " + column + " = :old");
            hit.key()
                    .keySet()
                    .forEach(name -> where.append(" and ")
                            .append(name)
                            .append(" = :key_")
                            .append(name));
            Update change = tx.handle()
                    .createUpdate(
                            delete
                                    ? "delete from " + table + where
                                    : "update " + table + " set " + column + " = :new" + where)
                    .bind("old", hit.value());
            hit.key().forEach((name, value) -> change.bind("key_" + name, value));
            if (!delete) {
                change.bind("new", redacted(hit.value(), traces));
            }
            if (change.execute() > 0) {
                counts.merge(table, 1, Integer::sum);
            }
        }
        return counts;
    }

    /// Reads a whole table.
    List<Hit> hits(Tx tx, Table table, List<Trace> traces) {
        List<Hit> hits = new ArrayList<>();
        Map<String, Column> texts = textColumns(tx, table);
        if (texts.isEmpty() || traces.isEmpty() || table.name().equals("staff_user")) {
            return hits;
        }
        StringBuilder all = new StringBuilder();
        texts.keySet()
                .forEach(name -> all.append(all.isEmpty() ? "" : " || '|' || ")
                        .append("coalesce(")
                        .append(name)
                        .append(", '')"));
        StringBuilder where = new StringBuilder();
        for (int i = 0; i < traces.size(); i++) {
            where.append(i == 0 ? "" : " or ")
                    .append("x.line like lower(cast(:t")
                    .append(i)
                    .append(" as text)) escape '!'");
        }
        Set<String> key = keyColumns(tx, table);
        Set<String> columns = new LinkedHashSet<>(key);
        columns.addAll(texts.keySet());
        String wanted = String.join(", ", columns);
        // With a limit no database takes the inner query apart: each line is put together once, not once for each text.
        Query query = tx.handle()
                .createQuery("select " + wanted + " from (select " + wanted + ", lower(" + all + ") as line from "
                        + table.name() + " limit " + Long.MAX_VALUE + ") x where " + where);
        for (int i = 0; i < traces.size(); i++) {
            query.bind("t" + i, "%" + traces.get(i).text().replaceAll("([!%_])", "!$1") + "%");
        }
        query.map((row, context) -> {
                    Map<String, Object> keys = new LinkedHashMap<>();
                    for (String name : key) {
                        keys.put(name, row.getObject(name));
                    }
                    for (Column column : texts.values()) {
                        String value = row.getString(column.name());
                        if (value != null
                                && traces.stream()
                                        .anyMatch(t -> fits(column, t)
                                                && pattern(t).matcher(value).find())) {
                            hits.add(new Hit(table, column, keys, value));
                        }
                    }
                    return hits.size();
                })
                .list();
        return hits;
    }

    private static Set<String> keyColumns(Tx tx, Table table) {
        try (ResultSet keys = tx.handle().getConnection().getMetaData().getPrimaryKeys(null, null, table.name())) {
            Set<String> columns = new LinkedHashSet<>();
            while (keys.next()) {
                columns.add(keys.getString("COLUMN_NAME"));
            }
            if (columns.isEmpty()) {
                throw new IllegalStateException(table.name() + " has no primary key");
            }
            return columns;
        } catch (SQLException failed) {
            throw new IllegalStateException("the key of " + table.name() + " cannot be read", failed);
        }
    }

    /// Columns of bytes are left out: they are looked at where they are read.
    private static Map<String, Column> textColumns(Tx tx, Table table) {
        Map<String, Column> texts = new LinkedHashMap<>();
        if (table.columns().isEmpty()) {
            return texts;
        }
        tx.handle()
                .createQuery("select * from " + table.name() + " where 1 = 0")
                .scanResultSet((rows, context) -> {
                    ResultSetMetaData columns = rows.get().getMetaData();
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        String type = columns.getColumnTypeName(i).toLowerCase(Locale.ROOT);
                        Column column = table.columns().get(columns.getColumnName(i));
                        if (column != null && type.equals("text")) {
                            texts.put(column.name(), column);
                        }
                    }
                    return texts.size();
                });
        return texts;
    }

    private static String redacted(String value, List<Trace> traces) {
        String text = value;
        for (Trace trace : traces) {
            text = pattern(trace).matcher(text).replaceAll(Matcher.quoteReplacement(MARK));
        }
        return text;
    }

    private static Pattern pattern(Trace trace) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])" + Pattern.quote(trace.text()) + "(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
