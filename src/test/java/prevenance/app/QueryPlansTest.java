package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cli.DemoArguments;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;

/// No statement of the program goes through a table that grows with the shop, nor sorts one. SQLite plans by the schema
/// alone, because nothing ever gathers statistics: the plans of an empty database are those of one with a million
/// parcels.
class QueryPlansTest {
    private static final Pattern STATISTICS = Pattern.compile("(?i)^\\s*(analyze|pragma optimize)");

    @TempDir
    Path folder;

    @Test
    void noStatementGoesThroughATableThatGrowsWithTheShop() throws IOException, SQLException {
        assumeThat(TestStore.isServer()).isFalse();
        Map<String, String> texts = SqlTexts.all();
        Map<String, String> run = drive();
        List<String> problems = new ArrayList<>();
        Set<GrowingOnPurpose> met = new HashSet<>();
        Path empty = folder.resolve("plans.db");
        Database.open(empty, Database.Use.VERB).close();
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + empty)) {
            Map<String, String> all = new TreeMap<>(run);
            texts.forEach((text, who) -> {
                Pattern made = SqlTexts.madeOf(text);
                boolean runs = run.keySet().stream()
                        .anyMatch(sql ->
                                made.matcher(sql).matches() && !words(sql).equals(words(text)));
                if (runs) {
                    // It is the beginning of others.
                    return;
                }
                Optional<String> whole = SqlTexts.whole(text).stream()
                        .filter(sql -> isStatement(database, sql))
                        .findFirst();
                if (whole.isPresent()) {
                    all.put(whole.get(), who);
                } else {
                    GrowingOnPurpose.of(who, text)
                            .ifPresentOrElse(
                                    met::add,
                                    () -> problems.add("Never run here, so nobody knows its plan: let 'drive' reach it,"
                                            + " or name it in GrowingOnPurpose.\n  " + who + ": " + words(text)));
                }
            });
            for (Map.Entry<String, String> one : all.entrySet()) {
                QueryPlan plan = QueryPlan.of(database, one.getKey());
                if (!plan.growing().isEmpty()) {
                    GrowingOnPurpose.of(one.getValue(), one.getKey())
                            .ifPresentOrElse(met::add, () -> problems.add(told(one.getValue(), one.getKey(), plan)));
                }
            }
        }
        assertThat(problems).as("statements").isEmpty();
        assertThat(GrowingOnPurpose.values())
                .as("reasons that nothing needs any more")
                .allMatch(met::contains);
    }

    private static String told(String who, String sql, QueryPlan plan) {
        return """
            Takes the longer the larger the shop is. Ask by what an index holds, leave out conditions that are not \
            asked for (store.WhereClause), or name it with its reason in GrowingOnPurpose.
              %s: %s
              %s
              because of %s\
            """.formatted(who, words(sql), String.join("\n  ", plan.lines()), plan.growing());
    }

    private static String words(String sql) {
        return sql.replaceAll("\\s+", " ").strip();
    }

    private static boolean isStatement(Connection database, String sql) {
        try {
            QueryPlan.of(database, sql);
            return true;
        } catch (SQLException otherDatabaseOrPart) {
            return false;
        }
    }

    /// The beats, the lists and the pages over some weeks of the make-believe shop.
    private Map<String, String> drive() throws IOException {
        Path shop = folder.resolve("shop");
        Path home = Path.of("").toAbsolutePath();
        new Main(home, Map.of())
                .demo(
                        new DemoArguments(Duration.ofMillis(1), 3, 60, 18, false, shop, Locale.ENGLISH, false),
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        ManualClock clock = ManualClock.at("2026-11-20T08:10:00Z");
        try (Prevenance program =
                        Main.open(shop.resolve("prevenance.yaml"), home, Map.of(), Database.Use.DAEMON, clock);
                Listener console = program.openConsole(ListenerSettings.local())) {
            SqlRecorder recorder = SqlRecorder.on(program.database());
            DrivenPages pages = new DrivenPages(program, console, clock.instant());
            pages.lookEverywhere();
            for (int hour = 0; hour < 30; hour += 6) {
                Instant now = clock.instant();
                everythingIsDue(program.database(), now);
                program.beat(now, Duration.ofSeconds(30));
                program.stages().stream()
                        .filter(stage ->
                                !stage.name().equals("poll") && !stage.name().equals("register"))
                        .forEach(stage -> stage.beat().accept(now));
                clock.advance(Duration.ofHours(6));
            }
            Map<String, String> run = Map.copyOf(recorder.statements());
            assertThat(run.keySet())
                    .as("what gathers statistics changes plans")
                    .noneMatch(sql -> STATISTICS.matcher(sql).find());
            return run;
        }
    }

    private static void everythingIsDue(Database database, Instant now) {
        database.execute(tx -> tx.handle().execute("""
            update parcel set next_poll_at = %1$d, assess_after = %1$d, desk_due_at = %1$d where id <= 20
            """.formatted(now.toEpochMilli())));
    }
}
