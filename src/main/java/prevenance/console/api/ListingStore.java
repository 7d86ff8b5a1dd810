package prevenance.console.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import tools.jackson.databind.json.JsonMapper;

/// Reads rows as JSON: columns by their names in camel case, `_at` as ISO 8601, yes/no as booleans, `_args` as objects.
final class ListingStore {
    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final String CURSOR = "v1:";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> YES_OR_NO =
            Set.of("informational", "for_staff", "for_customer", "awaits_return", "withdrawn");

    /// One page of a list, and the address of the next.
    ///
    /// @throws ApiProblem for parameters that are not understood
    Map<String, @Nullable Object> page(Tx tx, Listing listing, ApiCall call) {
        call.allowOnly(listing.parameters());
        int limit = limit(call.query().get("limit"));
        String after = call.query().get("after");
        Map<String, Object> binds = new LinkedHashMap<>();
        StringBuilder sql = new StringBuilder(listing.select()).append(" where 1 = 1");
        for (Listing.Filter filter : listing.filters()) {
            String value = call.query().get(filter.name());
            if (value != null) {
                sql.append(" and ").append(filter.condition());
                binds.put(filter.name(), meaning(filter, value));
            }
        }
        if (after != null) {
            sql.append(" and ").append(listing.id()).append(" < :after");
            binds.put("after", cursor(after));
        }
        sql.append(" order by ").append(listing.id()).append(" desc limit :limit");
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(rows(tx, sql.toString(), binds, limit + 1));
        boolean more = rows.size() > limit;
        if (more) {
            rows.removeLast();
        }
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("items", rows);
        page.put("next", more ? next(listing, call, rows.getLast()) : null);
        return page;
    }

    /// One row of a list by its id.
    Optional<Map<String, @Nullable Object>> one(Tx tx, Listing listing, long id) {
        return rows(tx, listing.select() + " where " + listing.id() + " = :id limit :limit", Map.of("id", id), 1)
                .stream()
                .findFirst();
    }

    /// The first row of a query.
    ///
    /// @param query with `:key`
    Optional<Map<String, @Nullable Object>> first(Tx tx, String query, String key) {
        return rows(tx, query + " limit :limit", Map.of("key", key), 1).stream().findFirst();
    }

    /// Rows of another table that belong to one.
    ///
    /// @param query with `:id`, and ordered
    List<Map<String, @Nullable Object>> of(Tx tx, long id, String query) {
        return rows(tx, query + " limit :limit", Map.of("id", id), 1000);
    }

    private static List<Map<String, @Nullable Object>> rows(Tx tx, String sql, Map<String, ?> binds, int limit) {
        Query query = tx.handle().createQuery(sql).bind("limit", limit);
        binds.forEach(query::bind);
        return query.map((row, context) -> json(row)).list();
    }

    private static Map<String, @Nullable Object> json(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String column = columns.getColumnLabel(i);
            json.put(camel(column), value(column, row.getObject(i)));
        }
        return json;
    }

    private static @Nullable Object value(String column, @Nullable Object value) {
        if (value instanceof Number number && column.endsWith("_at")) {
            return Instant.ofEpochMilli(number.longValue()).toString();
        }
        if (value instanceof Number number && YES_OR_NO.contains(column)) {
            return number.intValue() == 1;
        }
        return value instanceof String text && column.endsWith("_args") ? JSON.readTree(text) : value;
    }

    private static String camel(String column) {
        StringBuilder name = new StringBuilder();
        for (String word : column.split("_", -1)) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    private static Object meaning(Listing.Filter filter, String value) {
        try {
            return filter.meaning().apply(value);
        } catch (IllegalArgumentException notTaken) {
            throw ApiProblem.badRequest("'" + filter.name() + "': " + notTaken.getMessage());
        }
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return USUAL;
        }
        if (text.matches("\\d{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        }
        throw ApiProblem.badRequest("'limit' is a number from 1 to " + MOST + ".");
    }

    /// Opaque to callers, so that what orders a list can change.
    private static long cursor(String after) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.US_ASCII);
            if (plain.startsWith(CURSOR)) {
                return Long.parseLong(plain.substring(CURSOR.length()));
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw ApiProblem.badRequest("'after' is no cursor of this list; take it from 'next'.");
    }

    private static String next(Listing listing, ApiCall call, Map<String, @Nullable Object> last) {
        StringBuilder next = new StringBuilder("/api/v1").append(listing.path()).append('?');
        call.query().forEach((name, value) -> {
            if (!name.equals("after")) {
                next.append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                        .append('&');
            }
        });
        String cursor = CURSOR + last.get("id");
        return next.append("after=")
                .append(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(cursor.getBytes(StandardCharsets.US_ASCII)))
                .toString();
    }
}
