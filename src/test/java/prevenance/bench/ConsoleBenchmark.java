package prevenance.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import prevenance.app.MeasuredProgram;
import prevenance.console.access.InvitationStore;
import prevenance.console.access.Role;
import prevenance.console.access.StaffMember;
import prevenance.console.access.StaffStore;
import prevenance.testing.Browser;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;

/// The list of parcels and the search in it, as people of the staff use it, beside the bare SQL that finds the same
/// rows on the same file.
record ConsoleBenchmark() implements Benchmark {
    private static final String PASSWORD = "lanterne brioche glacier 42";
    private static final int ROWS = 51;

    private static final String FOUND =
            "select p.*, o.number, o.customer_name from parcel p join customer_order o on o.id = p.order_id where ";

    /// What is asked of the console, and the bare SQL.
    ///
    /// @param path with `%d` where a parcel's number in the file belongs
    /// @param sql  likewise
    private record Question(String path, String sql) {
        String path(int parcel) {
            return path.formatted(parcel);
        }

        String sql(int parcel) {
            return sql.formatted(parcel);
        }
    }

    private static final List<Question> LISTS = List.of(
            new Question(
                    "/parcels",
                    FOUND + "exists (select 1 from flag f where f.parcel_id = p.id and f.state = 'OPEN')"
                            + " order by coalesce(p.promise_date, '9999-12-31'), p.id"),
            new Question("/parcels?sort=NEWEST", FOUND + "1 = 1 order by p.id desc"),
            new Question(
                    "/parcels?flag=LATE&open=1&sort=SILENT",
                    FOUND + "exists (select 1 from flag f where f.parcel_id = p.id and f.state = 'OPEN'"
                            + " and f.kind = 'LATE') order by coalesce(p.last_event_at, p.imported_at), p.id"),
            new Question(
                    "/parcels?carrier=dhl&milestone=IN_TRANSIT&sort=NEWEST",
                    FOUND + "p.carrier = 'dhl' and p.milestone = 'IN_TRANSIT' order by p.id desc"));

    private static final List<Question> SEARCHES = List.of(
            new Question(
                    "/parcels?q=c%d%%40example.org",
                    FOUND + "lower(o.email) >= 'c%1$d@example.org' and lower(o.email) < 'c%1$d@example.orgz'"),
            new Question("/parcels?q=W-1%06d", FOUND + "o.number >= 'W-1%1$06d' and o.number < 'W-1%1$06dz'"),
            new Question(
                    "/parcels?q=6A%011d",
                    FOUND + "p.tracking_number >= '6A%1$011d' and p.tracking_number < '6A%1$011dz'"),
            new Question(
                    "/parcels?q=helene+dupre",
                    FOUND + "o.id in (select rowid from order_search where order_search match 'helene* AND dupre*')"));

    @Override
    public String name() {
        return "console";
    }

    @Override
    public List<Figure> run(Place place) throws Exception {
        int parcels = place.size().of(1_000, 50_000, 1_000_000);
        int users = place.size().of(2, 5, 20);
        int turns = place.size().of(4, 8, 16);
        Duration pause = Duration.ofMillis(place.size().of(50, 1_000, 1_000));
        Path file = ManyParcels.copied(place, parcels, place.folder());
        Path config = Polls.config(place.folder(), "http://127.0.0.1:9");
        place.progress().tell("opening the console");
        try (MeasuredProgram program = MeasuredProgram.open(config, Path.of(""), InstantSource.system());
                Listener listener = program.program().openConsole(ListenerSettings.local());
                HttpClient client = HttpClient.newHttpClient();
                Sql sql = Sql.open(file, users)) {
            List<String> cookies = new ArrayList<>();
            for (int user = 0; user < users; user++) {
                cookies.add(signIn(program, listener.port(), user));
            }
            List<Figure> figures = new ArrayList<>();
            for (boolean search : new boolean[] {false, true}) {
                List<Question> questions = search ? SEARCHES : LISTS;
                Rounds.Pair pair = Rounds.of(
                        place.size().of(1, 2, 3),
                        place.progress(),
                        () -> Paced.p95(users, turns, pause, (user, turn) -> {
                            Question question = questions.get((user + turn) % questions.size());
                            String path = question.path(parcel(user, turn, parcels));
                            page(client, listener.port(), path, cookies.get(user));
                        }),
                        () -> Paced.p95(users, turns, pause, (user, turn) -> {
                            Question question = questions.get((user + turn) % questions.size());
                            sql.read(user, question.sql(parcel(user, turn, parcels)));
                        }));
                figures.add(Figure.atMost(
                        String.format(
                                Locale.ROOT,
                                "%s at %,d parcels and %,d open flags, 95th percentile of %d users",
                                search ? "search" : "list",
                                parcels,
                                parcels / 10,
                                users),
                        "ms",
                        pair.ours(),
                        "the bare SQL",
                        pair.limit(),
                        100,
                        "each asks once a second over HTTP, four questions in turn; whole pages"));
            }
            return figures;
        }
    }

    /// Another one each time.
    private static int parcel(int user, int turn, int parcels) {
        return Math.floorMod((user * 31 + turn * 17 + 7) * 7_919, parcels) + 1;
    }

    private static void page(HttpClient client, int port, String path, String cookies) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", "text/html")
                .header("Accept-Language", "en")
                .header("Cookie", cookies)
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200 || !response.body().contains("data-row")) {
            throw new IllegalStateException(path + " gave " + response.statusCode() + " or no parcel");
        }
    }

    /// Cookies of somebody new who chose his password.
    private static String signIn(MeasuredProgram program, int port, int user) {
        String token = program.database().write(tx -> {
            StaffMember member = new StaffStore()
                    .add(tx, "agent-" + user, "Camille Exemple", null, Role.AGENT, Locale.ENGLISH, Instant.now())
                    .orElseThrow();
            return new InvitationStore().invite(tx, member.id(), Instant.now());
        });
        try (Browser browser = new Browser(port)) {
            Browser.Visit welcome = browser.get("/welcome/" + token);
            Browser.Visit in = browser.submit(welcome, "", Map.of("password", PASSWORD, "again", PASSWORD));
            if (in.status() != 200) {
                throw new IllegalStateException("signing in gave " + in.status());
            }
            return browser.cookies().entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; "));
        }
    }

    /// A connection for each user.
    private record Sql(List<Connection> connections) implements AutoCloseable {
        static Sql open(Path file, int users) throws SQLException {
            List<Connection> connections = new ArrayList<>();
            for (int user = 0; user < users; user++) {
                connections.add(DriverManager.getConnection("jdbc:sqlite:" + file));
            }
            return new Sql(connections);
        }

        void read(int user, String query) throws SQLException {
            int columns = 0;
            try (PreparedStatement statement = connections.get(user).prepareStatement(query + " limit " + ROWS);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                        columns += rows.getString(column) == null ? 0 : 1;
                    }
                }
            }
            if (columns == 0) {
                throw new IllegalStateException("nothing found by " + query);
            }
        }

        @Override
        public void close() throws SQLException {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }
}
