package prevenance.carrier;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.TrackingNumber;

/// Asks carriers over HTTP as their definitions say. One request is one request: nothing is repeated or redirected
/// behind our back, except once with a new token when the carrier did not take the old one.
public final class HttpCarrierClient implements CarrierClient, AutoCloseable {
    /// No published answer about a batch comes near it.
    private static final int LARGEST_BODY = 2 * 1024 * 1024;
    private static final int MOST_STALE = 3;

    private static final int IDLE_CONNECTIONS = 64;
    private static final String HELD_RETRY_AFTER = "Prevenance-Retry-After";

    private final CarrierCatalog catalog;
    private final Map<String, CarrierSettings> settings;
    private final InstantSource time;
    private final OkHttpClient http;
    /// The same connections for each patience that a carrier has.
    private final ConcurrentMap<Duration, OkHttpClient> patient = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, TokenKeeper> keepers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, LongAdder> unreadable = new ConcurrentHashMap<>();

    /// @param settings by code; a carrier without an entry is asked with its definition's defaults
    public HttpCarrierClient(CarrierCatalog catalog, Map<String, CarrierSettings> settings, InstantSource time) {
        this.catalog = catalog;
        this.settings = Map.copyOf(settings);
        this.time = time;
        this.http = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .eventListenerFactory(
                        call -> Objects.requireNonNull(call.request().tag(KeptConnection.class)))
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.MINUTES))
                // OkHttp repeats a request by itself for "503, Retry-After: 0" and fails on numbers above 2^31: it
                // must not see the header.
                .addNetworkInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    if (time instanceof LearningClock clock) {
                        dateOf(response).ifPresent(clock::heard);
                    }
                    String retryAfter = response.header("Retry-After");
                    return retryAfter == null
                            ? response
                            : response.newBuilder()
                                    .removeHeader("Retry-After")
                                    .header(HELD_RETRY_AFTER, retryAfter)
                                    .build();
                })
                .build();
    }

    /// @throws IllegalArgumentException for an unknown carrier, no number, one number twice, or more than a batch
    @Override
    public Map<TrackingNumber, PollOutcome> track(String carrier, List<TrackingQuery> queries) {
        return ask(carrier, queries).outcomes();
    }

    /// @throws IllegalArgumentException as [#track]
    @Override
    public CarrierAnswer ask(String carrier, List<TrackingQuery> queries) {
        return ask(carrier, queries, ExchangeTrace.off());
    }

    /// As above.
    ///
    /// @param trace told what goes over the wire and how the reply is read
    /// @throws IllegalArgumentException as [#track]
    CarrierAnswer ask(String carrier, List<TrackingQuery> queries, ExchangeTrace trace) {
        CarrierDefinition definition = catalog.definition(carrier);
        Exchange whole = exchange(carrier, definition, queries, trace);
        Map<TrackingNumber, PollOutcome> refused = new HashMap<>();
        for (TrackingQuery query : queries) {
            Need.refusal(definition.needs(), query).ifPresent(outcome -> refused.put(query.number(), outcome));
        }
        if (refused.isEmpty()) {
            return whole.run();
        }
        List<TrackingQuery> askable = queries.stream()
                .filter(query -> !refused.containsKey(query.number()))
                .toList();
        CarrierAnswer answer = askable.isEmpty()
                ? new CarrierAnswer(Map.of(), Map.of())
                : exchange(carrier, definition, askable, trace).run();
        return answer.with(refused, queries);
    }

    /// @throws IllegalArgumentException as [#track], and when the carrier wants none registered
    @Override
    public Map<TrackingNumber, RegistrationOutcome> register(String carrier, List<TrackingQuery> queries) {
        CarrierDefinition definition = catalog.definition(carrier);
        if (definition.registration().isEmpty()) {
            throw new IllegalArgumentException(carrier + " wants no number registered");
        }
        return exchange(carrier, definition.registering(), queries, ExchangeTrace.off())
                .register();
    }

    private Exchange exchange(
            String carrier, CarrierDefinition definition, List<TrackingQuery> queries, ExchangeTrace trace) {
        Set<TrackingNumber> numbers = new HashSet<>();
        if (queries.isEmpty()
                || queries.size() > definition.batchSize()
                || !queries.stream().allMatch(query -> numbers.add(query.number()))) {
            throw new IllegalArgumentException("ask 1 to " + definition.batchSize() + " different numbers");
        }
        CarrierSettings said = settings.get(carrier);
        CarrierSettings own = said == null ? CarrierSettings.defaults(definition) : said;
        return new Exchange(definition, own, queries, trace);
    }

    /// How many replies of each carrier were not what its declaration describes, since the start; by code.
    public Map<String, Long> unreadableReplies() {
        Map<String, Long> counts = new TreeMap<>();
        unreadable.forEach((carrier, count) -> counts.put(carrier, count.sum()));
        return counts;
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    /// One question to one carrier.
    private final class Exchange {
        private final CarrierDefinition definition;
        private final CarrierSettings own;
        private final List<TrackingQuery> queries;
        private final ExchangeTrace trace;

        Exchange(CarrierDefinition definition, CarrierSettings own, List<TrackingQuery> queries, ExchangeTrace trace) {
            this.trace = trace;
            this.definition = definition;
            this.own = own;
            this.queries = queries;
        }

        CarrierAnswer run() {
            CarrierAnswer answer = read(asked(true));
            // A carrier may repeat what it refuses.
            Map<TrackingNumber, PollOutcome> told = new LinkedHashMap<>();
            ReplySlices slices = new ReplySlices(own.credentials().values());
            answer.outcomes().forEach((number, outcome) -> told.put(number, outcome.saying(slices::hidden)));
            return new CarrierAnswer(told, answer.replies());
        }

        Map<TrackingNumber, RegistrationOutcome> register() {
            Map<TrackingNumber, RegistrationOutcome> came = switch (asked(true)) {
                case TokenKeeper.Asked.Failed(PollOutcome outcome) -> RegistrationReader.failed(queries, outcome);
                case TokenKeeper.Asked.Replied(RawReply reply) ->
                    new RegistrationReader(definition).read(queries, reply, time.instant());
            };
            ReplySlices slices = new ReplySlices(own.credentials().values());
            Map<TrackingNumber, RegistrationOutcome> told = new LinkedHashMap<>();
            came.forEach((number, outcome) -> told.put(number, outcome.saying(slices::hidden)));
            return told;
        }

        private TokenKeeper.Asked asked(boolean again) {
            return switch (definition.auth()) {
                case AuthRecipe.None _ -> ask(definition.request(), queries, null, Map.of(), Optional.empty());
                case AuthRecipe.Basic basic -> ask(definition.request(), queries, null, Map.of(), Optional.of(basic));
                case AuthRecipe.Token recipe -> withToken(recipe, again);
            };
        }

        private TokenKeeper.Asked withToken(AuthRecipe.Token recipe, boolean again) {
            TokenKeeper keeper = keepers.computeIfAbsent(definition.code(), _ -> new TokenKeeper(recipe, time));
            TokenKeeper.Answer answer =
                    keeper.token(() -> ask(recipe.request(), List.of(), null, Map.of(), recipe.basic()));
            return switch (answer) {
                case TokenKeeper.Answer.None(PollOutcome outcome) -> new TokenKeeper.Asked.Failed(outcome);
                case TokenKeeper.Answer.Token(String token) -> {
                    TokenKeeper.Asked asked =
                            ask(definition.request(), queries, token, recipe.headers(), Optional.empty());
                    if (again
                            && asked instanceof TokenKeeper.Asked.Replied(RawReply reply)
                            && keeper.isRefusedBy(reply, definition.reply().format())) {
                        keeper.forget(token);
                        yield asked(false);
                    }
                    yield asked;
                }
            };
        }

        private CarrierAnswer read(TokenKeeper.Asked asked) {
            return switch (asked) {
                case TokenKeeper.Asked.Failed(PollOutcome outcome) -> none(outcome);
                case TokenKeeper.Asked.Replied(RawReply reply) -> {
                    ReplyReader reader = new ReplyReader(definition, catalog, trace.reading());
                    Map<TrackingNumber, PollOutcome> outcomes =
                            reader.read(queries, reply, own.language().orElse(definition.language()), time.instant());
                    if (reader.wasUnreadable()) {
                        unreadable
                                .computeIfAbsent(definition.code(), _ -> new LongAdder())
                                .increment();
                    }
                    yield new CarrierAnswer(
                            outcomes,
                            new ReplySlices(own.credentials().values()).of(queries, reply, reader.ownEntries()));
                }
            };
        }

        private CarrierAnswer none(PollOutcome outcome) {
            return new CarrierAnswer(ReplyReader.same(queries, outcome), Map.of());
        }

        private TokenKeeper.Asked ask(
                RequestRecipe recipe,
                List<TrackingQuery> about,
                @Nullable String token,
                Map<String, Template> headers,
                Optional<AuthRecipe.Basic> basic) {
            Request request;
            try {
                RequestWriter writer = new RequestWriter(definition, own, about, token, time.instant());
                request = writer.write(recipe, headers, basic);
                trace.sent(about.isEmpty(), () -> writer.shown(recipe, headers, basic));
            } catch (IllegalArgumentException unfit) {
                // Its message may hold the credential.
                return new TokenKeeper.Asked.Failed(
                        new PollOutcome.Refused("a setting or credential holds characters that do not fit a request"));
            }
            long begun = System.nanoTime();
            TokenKeeper.Asked asked = call(request, own.timeout().orElse(definition.timeout()));
            trace.received(asked, Duration.ofNanos(System.nanoTime() - begun));
            return asked;
        }
    }

    private TokenKeeper.Asked call(Request request, Duration timeout) {
        KeptConnection kept = new KeptConnection();
        TokenKeeper.Asked asked = call(request, timeout, kept);
        // A server may close a connection that we kept just when we use it again: then nobody has read the question.
        for (int i = 0; i < MOST_STALE && kept.wasStale(); i++) {
            kept = new KeptConnection();
            asked = call(request, timeout, kept);
        }
        return asked;
    }

    private TokenKeeper.Asked call(Request request, Duration timeout, KeptConnection kept) {
        OkHttpClient client = patient.computeIfAbsent(timeout, this::patient);
        Request watched = request.newBuilder().tag(KeptConnection.class, kept).build();
        try (Response response = client.newCall(watched).execute()) {
            byte[] body = response.body().byteStream().readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                return unreachable("the reply is larger than 2 MB");
            }
            return new TokenKeeper.Asked.Replied(new RawReply(
                    response.code(),
                    String.valueOf(response.header("Content-Type", "")),
                    Optional.ofNullable(response.header(HELD_RETRY_AFTER)),
                    body,
                    headers(response)));
        } catch (InterruptedIOException late) {
            return unreachable("no answer within " + timeout.toMillis() + " ms");
        } catch (ConnectException refused) {
            return unreachable("no connection");
        } catch (UnknownHostException unknown) {
            return unreachable("the host is unknown");
        } catch (SSLException unsafe) {
            return unreachable("no safe connection: " + unsafe.getClass().getSimpleName());
        } catch (IOException broken) {
            kept.broke();
            return unreachable("the connection broke");
        } catch (IllegalArgumentException | IllegalStateException broken) {
            return unreachable("the answer is no HTTP");
        }
    }

    /// The limit of the whole call stops each of its reads and writes too.
    private OkHttpClient patient(Duration timeout) {
        return http.newBuilder()
                .callTimeout(timeout)
                .connectTimeout(timeout)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    private static Optional<Instant> dateOf(Response response) {
        String date = response.header("Date");
        try {
            return date == null
                    ? Optional.empty()
                    : Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Map<String, String> headers(Response response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Headers said = response.headers();
        for (int i = 0; i < said.size(); i++) {
            // Of one given several times the last.
            headers.put(said.name(i).equals(HELD_RETRY_AFTER) ? "Retry-After" : said.name(i), said.value(i));
        }
        return headers;
    }

    /// Whether a call used a connection kept from an earlier one, and lost it before any answer.
    private static final class KeptConnection extends EventListener {
        private volatile boolean opened;
        private volatile boolean answered;
        private volatile boolean broken;

        @Override
        public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
            opened = true;
        }

        @Override
        public void responseHeadersEnd(Call call, Response response) {
            answered = true;
        }

        void broke() {
            broken = true;
        }

        boolean wasStale() {
            return broken && !opened && !answered;
        }
    }

    private static TokenKeeper.Asked unreachable(String detail) {
        return new TokenKeeper.Asked.Failed(new PollOutcome.Unreachable(detail));
    }
}
