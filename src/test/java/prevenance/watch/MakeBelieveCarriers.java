package prevenance.watch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.CarrierAnswer;
import prevenance.carrier.CarrierClient;
import prevenance.carrier.CarrierDirectory;
import prevenance.carrier.CarrierReply;
import prevenance.carrier.CarrierReport;
import prevenance.carrier.CarrierTraits;
import prevenance.carrier.Need;
import prevenance.carrier.PollOutcome;
import prevenance.carrier.RateLimit;
import prevenance.carrier.TrackingQuery;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;

/// Carriers that answer what a test says, and remember what they were asked.
final class MakeBelieveCarriers implements CarrierDirectory, CarrierClient {
    /// One request.
    record Call(String carrier, List<TrackingQuery> queries) {}

    final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, CarrierTraits> traits = new TreeMap<>();
    private final Map<String, Function<TrackingQuery, PollOutcome>> answers = new ConcurrentHashMap<>();
    private final Map<String, CarrierReply> replies = new ConcurrentHashMap<>();

    MakeBelieveCarriers carrier(String code, int batchSize, int inFlight, RateLimit... limits) {
        traits.put(
                code, new CarrierTraits(code, code, batchSize, List.of(limits), inFlight, ZoneId.of("Europe/Paris")));
        return this;
    }

    /// From now on it is asked only about parcels that have these.
    void needs(String code, Need... needs) {
        CarrierTraits before = traits(code);
        traits.put(
                code,
                new CarrierTraits(
                        code,
                        before.name(),
                        before.batchSize(),
                        before.limits(),
                        before.inFlight(),
                        before.zone(),
                        Set.of(needs)));
    }

    /// From now on the carrier answers each number so.
    void answer(String carrier, Function<TrackingQuery, PollOutcome> answer) {
        answers.put(carrier, answer);
    }

    void answer(String carrier, PollOutcome always) {
        answer(carrier, _ -> always);
    }

    /// From now on this is what the carrier's replies look like; null: none comes.
    void reply(String carrier, @Nullable String body) {
        if (body == null) {
            replies.remove(carrier);
        } else {
            replies.put(carrier, new CarrierReply("application/json", body.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Override
    public CarrierAnswer ask(String carrier, List<TrackingQuery> queries) {
        Map<TrackingNumber, CarrierReply> shown = new LinkedHashMap<>();
        CarrierReply reply = replies.get(carrier);
        if (reply != null) {
            queries.forEach(query -> shown.put(query.number(), reply));
        }
        return new CarrierAnswer(track(carrier, queries), shown);
    }

    int asked(String carrier) {
        return (int)
                calls.stream().filter(call -> call.carrier().equals(carrier)).count();
    }

    @Override
    public Map<TrackingNumber, PollOutcome> track(String carrier, List<TrackingQuery> queries) {
        calls.add(new Call(carrier, queries));
        Map<TrackingNumber, PollOutcome> outcomes = new LinkedHashMap<>();
        Function<TrackingQuery, PollOutcome> answer =
                answers.getOrDefault(carrier, _ -> new PollOutcome.NotFound("unknown"));
        queries.forEach(query -> outcomes.put(query.number(), answer.apply(query)));
        return outcomes;
    }

    @Override
    public Set<String> codes() {
        return traits.keySet();
    }

    @Override
    public Optional<String> findCode(String codeOrName) {
        return Optional.of(codeOrName).filter(traits::containsKey);
    }

    @Override
    public CarrierTraits traits(String code) {
        return Optional.ofNullable(traits.get(code)).orElseThrow(() -> new IllegalArgumentException(code));
    }

    @Override
    public List<String> identify(TrackingNumber number) {
        return List.of();
    }

    @Override
    public @Nullable String customerPage(String code, TrackingQuery query, String language) {
        return null;
    }

    static TrackingEvent event(String localTime, TrackingStatus status) {
        return event(localTime, status, status.wireName());
    }

    static TrackingEvent event(String localTime, TrackingStatus status, String code) {
        return new TrackingEvent(
                code, code, LocalDateTime.parse(localTime), ZoneOffset.UTC, status, false, "Lyon", "FR");
    }

    static PollOutcome told(TrackingEvent... events) {
        return new PollOutcome.Answered(new CarrierReport(new ParcelHistory(List.of(events)), null, null, null, null));
    }

    static RateLimit limit(int requests, Duration window) {
        return new RateLimit(requests, window);
    }
}
