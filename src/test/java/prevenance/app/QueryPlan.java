package prevenance.app;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What SQLite will do for a statement, and what of it takes the longer the more parcels there are.
///
/// @param lines   of EXPLAIN QUERY PLAN
/// @param growing those that take longer with a larger shop
record QueryPlan(List<String> lines, List<String> growing) {
    /// Tables that stay small whatever the shop sells: of carriers, codes, hours, people, or one row.
    private static final Set<String> SMALL = Set.of(
            "carrier_health",
            "carrier_quota",
            "registration_pause",
            "feed_outage",
            "feed_hour",
            "feed_slice",
            "unmapped_code",
            "news_rates",
            "daemon_beat",
            "incident",
            "outbox_pause",
            "outbox_epoch",
            "import_file",
            "link_key",
            "staff_user",
            "staff_invitation",
            "staff_session",
            "staff_factor",
            "staff_recovery_code",
            "staff_halfway",
            "login_throttle",
            "saved_view",
            "api_token",
            "webhook_endpoint",
            "node",
            "installation_move",
            "pseudonym_key",
            "return_key",
            "retention_round",
            "erasure",
            "health_probe",
            "health_alarm",
            "sqlite_sequence",
            "sqlite_master");

    /// Indexes that hold only what is being worked on: walking one through is the work.
    private static final Set<String> WORK = Set.of(
            "flag_unsettled",
            "flag_open",
            "service_case_owner",
            "outbox_held",
            "outbox_dead",
            "parcel_claimed",
            "service_case_todo",
            "service_case_due");

    /// Columns by which a statement finds a handful of rows, besides ids.
    private static final Set<String> TELLING = Set.of(
            "rowid",
            "tracking_number",
            "number",
            "email",
            "recipient",
            "subject",
            "address",
            "identity",
            "act_key",
            "owner");

    private static final Pattern TABLE =
            Pattern.compile("\\b(?:from|join|update|into)\\s+(\\w+)(?:\\s+(?:as\\s+)?(\\w+))?");
    private static final Pattern LOOP = Pattern.compile("(SCAN|SEARCH) (\\w+)(?: (?:EXISTS ))?(.*)");
    private static final Pattern NARROWS = Pattern.compile("\\bwhere\\s(?!1 = 1 order)");
    private static final Pattern EQUAL = Pattern.compile("(\\w+)=\\?");
    private static final Pattern INDEX = Pattern.compile("INDEX (\\w+)");

    /// @throws SQLException when it is no statement of this database
    static QueryPlan of(Connection database, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = database.createStatement()) {
            // What hangs on a row is looked for when it goes, not when it comes.
            statement.execute("pragma foreign_keys = " + (sql.stripLeading().startsWith("delete") ? "on" : "off"));
            try (ResultSet plan = statement.executeQuery("explain query plan " + sql)) {
                while (plan.next()) {
                    lines.add(plan.getString("detail"));
                }
            }
        }
        return new QueryPlan(lines, growing(sql, lines));
    }

    private static List<String> growing(String sql, List<String> lines) {
        Map<String, Set<String>> names = tables(sql);
        String lower = sql.toLowerCase(Locale.ROOT);
        boolean sorts = lines.stream().anyMatch(line -> line.contains("TEMP B-TREE FOR ORDER BY"));
        boolean cutShort = lower.contains(" limit ") || lower.contains("\nlimit ");
        List<String> growing = new ArrayList<>();
        boolean many = false;
        for (String line : lines) {
            Matcher loop = LOOP.matcher(line);
            if (loop.matches() && isLarge(names.getOrDefault(loop.group(2), Set.of()))) {
                String how = loop.group(3);
                Matcher index = INDEX.matcher(how);
                String by = index.find() ? index.group(1) : "";
                if (loop.group(1).equals("SCAN")) {
                    boolean inOrder = cutShort
                            && !sorts
                            && (!by.isEmpty() || !NARROWS.matcher(lower).find());
                    if (!inOrder && !WORK.contains(by)) {
                        growing.add(line);
                    }
                    many = many || !WORK.contains(by);
                } else {
                    many = many || (!WORK.contains(by) && !line.contains(" EXISTS ") && isWide(how));
                }
            } else if (many && line.contains("TEMP B-TREE FOR") && !line.contains("LAST")) {
                growing.add(line);
            }
        }
        return growing;
    }

    private static boolean isLarge(Set<String> tables) {
        return tables.stream().anyMatch(table -> !SMALL.contains(table));
    }

    /// Whether a search finds more than a handful.
    private static boolean isWide(String how) {
        if (how.contains("AUTOMATIC")) {
            return true;
        }
        if (!how.contains("(")) {
            // The least or the greatest.
            return false;
        }
        return EQUAL.matcher(how)
                .results()
                .map(found -> found.group(1))
                .noneMatch(column -> TELLING.contains(column)
                        || column.equals("id")
                        || (column.endsWith("_id") && !column.equals("incident_id"))
                        || column.endsWith("_key")
                        || column.equals("reference")
                        || column.equals("digest")
                        || column.equals("token_hash"));
    }

    /// By name or alias, the tables it may stand for; names of sub-queries stand for none.
    private static Map<String, Set<String>> tables(String sql) {
        Map<String, Set<String>> names = new HashMap<>();
        Set<String> made = new HashSet<>();
        Pattern.compile("\\b(\\w+)(?:\\(\\w+\\))? as (?:materialized )?\\(")
                .matcher(sql)
                .results()
                .forEach(with -> made.add(with.group(1)));
        Matcher table = TABLE.matcher(sql);
        while (table.find()) {
            if (made.contains(table.group(1))) {
                continue;
            }
            names.computeIfAbsent(table.group(1), _ -> new HashSet<>()).add(table.group(1));
            if (table.group(2) != null) {
                names.computeIfAbsent(table.group(2), _ -> new HashSet<>()).add(table.group(1));
            }
        }
        return names;
    }
}
