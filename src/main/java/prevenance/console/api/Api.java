package prevenance.console.api;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CaseActions;
import prevenance.console.ConsolePage;
import prevenance.console.access.ApiToken;
import prevenance.console.access.Gate;
import prevenance.console.access.TokenStore;
import prevenance.intake.DirectIntake;
import prevenance.store.Database;
import prevenance.web.Open;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The API below `/api/v1`: lets requests in, reads them, answers them. Every answer is JSON, every failure a problem
/// as RFC 9457 describes it, and none tells what the program looks like inside.
public final class Api implements ConsolePage {
    static final String ROOT = "/api/v1";
    private static final String DOCUMENT = ROOT + "/openapi.json";
    private static final int LARGEST = 1 << 20;
    private static final long SKIPPED = 16L << 20;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Database database;
    private final InstantSource time;
    private final TokenStore tokens = new TokenStore();
    private final RateGauge rates = new RateGauge();
    private final Answering answering;
    private final List<Operation> operations;
    private final byte[] document;

    public Api(Database database, InstantSource time, CaseActions cases, DirectIntake intake) {
        this.database = database;
        this.time = time;
        this.answering = new Answering(database);
        Listings listings = new Listings();
        this.operations = Stream.of(
                        listings.operations(),
                        new Deliveries(intake, listings).operations(),
                        new CaseOperations(database, cases, listings).operations())
                .flatMap(List::stream)
                .toList();
        this.document = document();
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get(DOCUMENT, context -> context.contentType("application/json").result(document), Open.TO_ALL);
        for (Operation operation : operations) {
            String path = ROOT + operation.path();
            if (operation.method().equals("GET")) {
                routes.get(path, context -> handle(context, operation), Gate.Bearer.TOKEN);
            } else {
                routes.post(path, context -> handle(context, operation), Gate.Bearer.TOKEN);
            }
        }
    }

    /// Answers for what failed below `/api/`.
    @Override
    public boolean failed(Context context, int status) {
        if (!context.path().startsWith("/api/")) {
            return false;
        }
        refuse(context, ApiProblem.ofStatus(status));
        return true;
    }

    List<Operation> operations() {
        return operations;
    }

    private void handle(Context context, Operation operation) {
        try {
            Instant now = time.instant();
            ApiToken token = admit(context, operation, now);
            boolean writes = operation.method().equals("POST");
            byte[] bytes = writes ? body(context) : new byte[0];
            ApiCall call = new ApiCall(
                    token, id(context), query(context), writes ? parsed(bytes) : null, ifMatch(context), now);
            if (writes || operation.path().contains("{")) {
                call.allowOnly(List.of());
            }
            answer(context, answering.answer(operation, call, writes ? key(context) : Optional.empty(), bytes));
        } catch (ApiProblem problem) {
            refuse(context, problem);
        }
    }

    private ApiToken admit(Context context, Operation operation, Instant now) {
        String header = context.header("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw ApiProblem.of(
                    401,
                    "no-token",
                    "A token is needed",
                    "Send the header Authorization: Bearer and a token of 'prevenance tokens add'.",
                    "WWW-Authenticate",
                    "Bearer realm=\"prevenance\"");
        }
        ApiToken token = database.<Optional<ApiToken>>read(
                        tx -> tokens.find(tx, header.substring(7).strip()))
                .filter(found -> found.holds(now))
                .orElseThrow(() -> ApiProblem.of(
                        401,
                        "bad-token",
                        "The token opens nothing",
                        "It is unknown, has ended or was revoked.",
                        "WWW-Authenticate",
                        "Bearer realm=\"prevenance\", error=\"invalid_token\""));
        Optional<Duration> wait = rates.count(token, now);
        if (wait.isPresent()) {
            long seconds = Math.max(1, wait.get().plusMillis(999).toSeconds());
            throw ApiProblem.of(
                    429,
                    "too-many",
                    "Too many requests",
                    "This token has " + token.perMinute() + " a minute; try again in " + seconds + " s.",
                    "Retry-After",
                    Long.toString(seconds));
        }
        if (!token.scopes().contains(operation.scope())) {
            String scope = operation.scope().word();
            throw ApiProblem.of(
                    403,
                    "scope",
                    "The token may not do that",
                    "It lacks the scope " + scope + ".",
                    "WWW-Authenticate",
                    "Bearer realm=\"prevenance\", error=\"insufficient_scope\", scope=\"" + scope + "\"");
        }
        if (TokenStore.isUseDue(token, now)) {
            database.execute(tx -> tokens.used(tx, token, now));
        }
        return token;
    }

    private static byte[] body(Context context) {
        String type = Objects.requireNonNullElse(context.contentType(), "");
        if (!type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw ApiProblem.of(415, "media-type", "Only JSON is read", "Send Content-Type: application/json.");
        }
        try (InputStream in = context.bodyInputStream()) {
            long declared = context.req().getContentLengthLong();
            if (declared > LARGEST) {
                // Who is still sending when the connection closes sees a broken pipe instead of the answer.
                in.skipNBytes(Math.min(declared, SKIPPED));
                throw ApiProblem.ofStatus(413);
            }
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw ApiProblem.ofStatus(413);
            }
            return bytes;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static @Nullable JsonNode parsed(byte[] bytes) {
        return bytes.length == 0 ? null : JsonBody.parse(bytes);
    }

    private static long id(Context context) {
        String text = context.pathParamMap().get("id");
        if (text == null) {
            return 0;
        }
        if (!text.matches("\\d{1,18}")) {
            throw ApiProblem.notFound("There is no such address.");
        }
        return Long.parseLong(text);
    }

    private static Map<String, String> query(Context context) {
        Map<String, String> query = new HashMap<>();
        context.queryParamMap().forEach((name, values) -> {
            if (values.size() != 1) {
                throw ApiProblem.badRequest("'" + name + "' stands more than once.");
            }
            query.put(name, values.getFirst());
        });
        return query;
    }

    private static Optional<Integer> ifMatch(Context context) {
        String header = context.header("If-Match");
        if (header == null) {
            return Optional.empty();
        }
        if (!header.matches("\"\\d{1,9}\"")) {
            throw ApiProblem.badRequest("If-Match is one version in quotes, such as \"7\".");
        }
        return Optional.of(Integer.parseInt(header.substring(1, header.length() - 1)));
    }

    private static Optional<String> key(Context context) {
        String key = context.header("Idempotency-Key");
        if (key != null && !key.matches("[\\x21-\\x7e]{1,255}")) {
            throw ApiProblem.badRequest("Idempotency-Key is 1 to 255 visible ASCII characters.");
        }
        return Optional.ofNullable(key);
    }

    private static void answer(Context context, Answering.Answered answered) {
        answered.headers().forEach(context::header);
        context.status(answered.status()).contentType("application/json").result(answered.body());
    }

    private static void refuse(Context context, ApiProblem problem) {
        problem.headers().forEach(context::header);
        context.status(problem.status())
                .contentType("application/problem+json")
                .result(JSON.writeValueAsString(problem.toJson()).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] document() {
        try (InputStream in =
                Objects.requireNonNull(Api.class.getResourceAsStream("/prevenance/console/api/openapi.json"))) {
            return in.readAllBytes();
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
