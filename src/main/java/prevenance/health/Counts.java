package prevenance.health;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import prevenance.carrier.CarrierClient;
import prevenance.carrier.PollOutcome;
import prevenance.message.mail.SendResult;

/// What is counted where it happens, since the start: questions to carriers and mails handed over. Everything else is
/// read where it is kept.
public final class Counts {
    private static final List<String> RESULTS = List.of(
            "accepted",
            "server-down",
            "misconfigured",
            "deferred",
            "unclear",
            "refused-address",
            "refused-message",
            "poison");

    private final ConcurrentMap<Poll, LongAdder> polls = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Timing> requests = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> mails =
            RESULTS.stream().collect(Collectors.toUnmodifiableMap(word -> word, _ -> new LongAdder()));
    private final Timing sending = new Timing();

    /// @param outcome the word of a [PollOutcome]
    record Poll(String carrier, String outcome) {}

    /// The same client, its answers counted.
    public CarrierClient counting(CarrierClient client) {
        return new CountedCarriers(client, this);
    }

    /// One attempt to hand over a mail.
    public void sent(SendResult result, Duration took) {
        Objects.requireNonNull(mails.get(word(result))).increment();
        sending.add(took);
    }

    void asked(String carrier, Collection<PollOutcome> outcomes, Duration took) {
        requests.computeIfAbsent(carrier, _ -> new Timing()).add(took);
        for (PollOutcome outcome : outcomes) {
            polls.computeIfAbsent(new Poll(carrier, outcome.word()), _ -> new LongAdder())
                    .increment();
        }
    }

    private static String word(SendResult result) {
        return switch (result) {
            case SendResult.Accepted _ -> "accepted";
            case SendResult.ServerDown _ -> "server-down";
            case SendResult.Misconfigured _ -> "misconfigured";
            case SendResult.Deferred _ -> "deferred";
            case SendResult.Unclear _ -> "unclear";
            case SendResult.RefusedAddress _ -> "refused-address";
            case SendResult.RefusedMessage _ -> "refused-message";
            case SendResult.Poison _ -> "poison";
        };
    }

    Map<Poll, Long> polls() {
        Map<Poll, Long> sums = new HashMap<>();
        polls.forEach((poll, count) -> sums.put(poll, count.sum()));
        return sums;
    }

    /// By carrier.
    Map<String, Timing> requests() {
        return new TreeMap<>(requests);
    }

    /// By result.
    Map<String, Long> mails() {
        Map<String, Long> sums = new TreeMap<>();
        mails.forEach((result, count) -> sums.put(result, count.sum()));
        return sums;
    }

    Timing sending() {
        return sending;
    }
}
