package prevenance.carrier;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.TrackingNumber;

/// One question to one carrier, or one recorded reply, with all that was decided about it. For whoever writes a
/// definition; nothing in it holds a secret.
///
/// @param calls   in their order: a token's, when one was needed, then the question itself
/// @param outcome what came of it
/// @param steps   how the reply was read
/// @param reply   the reply about the parcel; absent when none came
public record CarrierTrial(
        List<Call> calls, PollOutcome outcome, List<ReadingTrace.Step> steps, Optional<Reply> reply) {
    /// One request and what came of it.
    ///
    /// @param token   whether it asked for a token
    /// @param reply   absent when none came
    /// @param failure why none came; empty when one came
    /// @param took    absent when nothing was sent
    public record Call(
            boolean token, ShownRequest request, Optional<Reply> reply, String failure, Optional<Duration> took) {}

    /// A reply without our credentials, should the carrier have repeated them.
    ///
    /// @param headers those that tell something
    /// @param body    not copied
    @SuppressWarnings("ArrayRecordComponent")
    public record Reply(int status, Map<String, String> headers, byte[] body) {}

    /// Asks over the network, once.
    public static CarrierTrial ask(
            CarrierCatalog catalog, String code, CarrierSettings settings, TrackingQuery query, InstantSource time) {
        ExchangeTrace trace = ExchangeTrace.collecting();
        PollOutcome outcome;
        try (HttpCarrierClient client = new HttpCarrierClient(catalog, Map.of(code, settings), time)) {
            outcome = of(client.ask(code, List.of(query), trace).outcomes(), query);
        }
        ReplySlices slices = new ReplySlices(settings.credentials().values());
        List<Call> calls = trace.calls().stream()
                .map(call -> new Call(
                        call.token(),
                        call.request(),
                        call.reply()
                                .filter(reply -> !call.token() || reply.status() / 100 != 2)
                                .map(reply -> shown(reply, slices)),
                        call.token() && call.reply().isPresent() ? "a token came, not shown" : call.failure(),
                        Optional.of(call.took())))
                .toList();
        Optional<Reply> last = calls.isEmpty() || calls.getLast().token()
                ? Optional.empty()
                : calls.getLast().reply();
        return new CarrierTrial(calls, outcome, trace.reading().steps(), last);
    }

    /// Reads a reply that was kept, without network; the request is shown as it would be sent.
    ///
    /// @param contentType as the carrier wrote it
    public static CarrierTrial read(
            CarrierCatalog catalog,
            String code,
            CarrierSettings settings,
            TrackingQuery query,
            int status,
            @Nullable String contentType,
            byte[] body,
            Instant now) {
        CarrierDefinition definition = catalog.definition(code);
        String type = contentType == null ? "" : contentType;
        RawReply raw = new RawReply(status, type, Optional.empty(), body, Map.of("Content-Type", type));
        ReadingTrace trace = ReadingTrace.collecting();
        String language = settings.language().orElse(definition.language());
        PollOutcome outcome =
                of(new ReplyReader(definition, catalog, trace).read(List.of(query), raw, language, now), query);
        Reply reply = shown(raw, new ReplySlices(settings.credentials().values()));
        RequestWriter writer = new RequestWriter(definition, settings, List.of(query), "none", now);
        Call call = new Call(
                false,
                switch (definition.auth()) {
                    case AuthRecipe.None _ -> writer.shown(definition.request(), Map.of(), Optional.empty());
                    case AuthRecipe.Basic basic -> writer.shown(definition.request(), Map.of(), Optional.of(basic));
                    case AuthRecipe.Token token ->
                        writer.shown(definition.request(), token.headers(), Optional.empty());
                },
                Optional.of(reply),
                "",
                Optional.empty());
        return new CarrierTrial(List.of(call), outcome, trace.steps(), Optional.of(reply));
    }

    private static PollOutcome of(Map<TrackingNumber, PollOutcome> outcomes, TrackingQuery query) {
        return Objects.requireNonNull(outcomes.get(query.number()));
    }

    private static Reply shown(RawReply reply, ReplySlices slices) {
        return new Reply(reply.status(), ExchangeTrace.telling(reply.headers()), slices.hidden(reply.body()));
    }
}
