package prevenance.privacy;

import java.sql.ResultSetMetaData;
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

    private record Hit(Table table, Column column, String value) {}

    /// In how many values of which tables he stands.
    Map<String, Integer> count(Tx tx, List<Trace> traces) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Table table : Register.get().tables()) {
            int hits = hits(tx, table, traces).size();
            if (hits > 0) {
                counts.put(table.name(), hits);
            }
        }
        return counts;
    }

    /// Replaces them; gives how many values of which tables.
    Map<String, Integer> redact(Tx tx, List<Trace> traces) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Table table : Register.get().tables()) {
            for (Hit hit : hits(tx, table, traces)) {
                // A kept filter or a program's first answer is of no use without what it was about.
                boolean delete = hit.column().end() == End.ROW
                        && (hit.column().dataClass() == DataClass.PROGRAMS
                                || hit.column().dataClass() == DataClass.STAFF);
                String column = hit.column().name();
                Update change = delete
                        ? tx.handle().createUpdate("delete from " + table.name() + " where " + column + " = :old")
                        : tx.handle()
                                .createUpdate("update " + table.name() + " set " + column + " = :new where " + column
                                        + " = :old")
                                .bind("new", redacted(hit.value(), traces));
                change.bind("old", hit.value()).execute();
                counts.merge(table.name(), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static Set<Hit> hits(Tx tx, Table table, List<Trace> traces) {
        Set<Hit> hits = new LinkedHashSet<>();
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
                    .append("lower(x.line) like lower(cast(:t")
                    .append(i)
                    .append(" as text)) escape '!'");
        }
        String columns = String.join(", ", texts.keySet());
        Query query = tx.handle()
                .createQuery("select " + columns + " from (select " + columns + ", " + all + " as line from "
                        + table.name() + ") x where " + where);
        for (int i = 0; i < traces.size(); i++) {
            query.bind("t" + i, "%" + traces.get(i).text().replaceAll("([!%_])", "!$1") + "%");
        }
        query.map((row, context) -> {
                    for (Column column : texts.values()) {
                        String value = row.getString(column.name());
                        if (value != null
                                && traces.stream()
                                        .anyMatch(t -> fits(column, t)
                                                && pattern(t).matcher(value).find())) {
                            hits.add(new Hit(table, column, value));
                        }
                    }
                    return hits.size();
                })
                .list();
        return hits;
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
