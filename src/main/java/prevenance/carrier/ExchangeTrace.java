package prevenance.carrier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What went over the wire while one question was asked, for people; the requests hold no secret.
final class ExchangeTrace {
    private final boolean on;
    private final ReadingTrace reading;
    private final List<Call> calls = new ArrayList<>();

    /// One request and what came of it.
    ///
    /// @param token   whether it asked for a token and not about the parcel
    /// @param reply   absent when none came
    /// @param failure why none came, in words; empty when one came
    /// @param took    until the whole reply was there
    record Call(boolean token, ShownRequest request, Optional<RawReply> reply, String failure, Duration took) {}

    private ExchangeTrace(boolean on, ReadingTrace reading) {
        this.on = on;
        this.reading = reading;
    }

    static ExchangeTrace off() {
        return new ExchangeTrace(false, ReadingTrace.off());
    }

    static ExchangeTrace collecting() {
        return new ExchangeTrace(true, ReadingTrace.collecting());
    }

    ReadingTrace reading() {
        return reading;
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    void sent(boolean token, Supplier<ShownRequest> request) {
        if (on) {
            calls.add(new Call(token, request.get(), Optional.empty(), "no reply", Duration.ZERO));
        }
    }

    void received(TokenKeeper.Asked asked, Duration took) {
        if (on) {
            Call sent = calls.removeLast();
            calls.add(
                    switch (asked) {
                        case TokenKeeper.Asked.Replied(RawReply reply) ->
                            new Call(sent.token(), sent.request(), Optional.of(reply), "", took);
                        case TokenKeeper.Asked.Failed(PollOutcome outcome) ->
                            new Call(sent.token(), sent.request(), Optional.empty(), outcome.detail(), took);
                    });
        }
    }

    /// The headers that tell something about the reply; cookies and what servers say of themselves are left out.
    static Map<String, String> telling(Map<String, String> headers) {
        Map<String, String> telling = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(java.util.Locale.ROOT);
            boolean tells =
                    List.of("content-type", "retry-after", "location", "www-authenticate", "deprecation", "sunset")
                                    .contains(lower)
                            || lower.contains("ratelimit")
                            || lower.contains("rate-limit")
                            || lower.contains("quota");
            if (tells) {
                telling.put(name, value);
            }
        });
        return telling;
    }
}
