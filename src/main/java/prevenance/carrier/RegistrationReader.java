package prevenance.carrier;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import prevenance.tracking.TrackingNumber;

/// Turns the reply to a registration into outcomes: the whole of it, or nothing.
final class RegistrationReader {
    private static final RegistrationOutcome LEFT_OUT =
            new RegistrationOutcome.Rejected(new PollOutcome.Unreachable("the reply has no entry for this number"));

    private final CarrierDefinition definition;
    private final RegistrationReading reading;

    /// @throws java.util.NoSuchElementException for a carrier with which nothing is registered
    RegistrationReader(CarrierDefinition definition) {
        this.definition = definition;
        this.reading = definition.registration().orElseThrow().reply();
    }

    /// An outcome for every number asked, exactly once.
    Map<TrackingNumber, RegistrationOutcome> read(List<TrackingQuery> asked, RawReply reply, Instant now) {
        try {
            return readWhole(asked, reply, RetryAfter.read(reply.retryAfter(), now));
        } catch (UnreadableReplyException | ReplyPath.PathException unreadable) {
            return failed(asked, new PollOutcome.Unreachable(String.valueOf(unreadable.getMessage())));
        }
    }

    static Map<TrackingNumber, RegistrationOutcome> failed(List<TrackingQuery> asked, PollOutcome why) {
        return same(asked, new RegistrationOutcome.Failed(why));
    }

    private Map<TrackingNumber, RegistrationOutcome> readWhole(
            List<TrackingQuery> asked, RawReply reply, Optional<Duration> retryAfter) {
        ReplyReader.Parsed parsed = ReplyReader.parse(reply, reading.format());
        ReplyPath.Place root = ReplyPath.Place.root(parsed.tree());
        for (OutcomeRule rule : reading.outcomes()) {
            if (rule.holds(reply, parsed.why() == null, root)) {
                return rule.outcome() == OutcomeRule.Word.ANSWERED
                        ? entries(asked, reply, parsed, retryAfter)
                        : same(asked, outcome(rule, root, "HTTP " + reply.status(), retryAfter));
            }
        }
        String http = "HTTP " + reply.status();
        return switch (reply.status()) {
            case 401, 403 -> failed(asked, new PollOutcome.Refused(http));
            case 429 -> failed(asked, new PollOutcome.Throttled(retryAfter, http));
            default ->
                reply.status() / 100 == 2
                        ? entries(asked, reply, parsed, retryAfter)
                        : failed(asked, new PollOutcome.Unreachable(http));
        };
    }

    private Map<TrackingNumber, RegistrationOutcome> entries(
            List<TrackingQuery> asked, RawReply reply, ReplyReader.Parsed parsed, Optional<Duration> retryAfter) {
        if (parsed.why() != null) {
            throw new UnreadableReplyException(parsed.why());
        }
        ReplyPath.Place root = ReplyPath.Place.root(parsed.tree());
        Map<TrackingNumber, List<RegistrationOutcome>> found = new LinkedHashMap<>();
        asked.forEach(query -> found.put(query.number(), new ArrayList<>()));
        for (Object each : reading.items().all(root)) {
            if (!(each instanceof Map)) {
                throw new UnreadableReplyException("an entry is not a group");
            }
            ReplyPath.Place entry = root.item(each);
            for (TrackingNumber number : ReplyReader.owners(definition, reading.number(), entry, asked)) {
                found.getOrDefault(number, new ArrayList<>()).add(entry(entry, reply, retryAfter));
            }
        }
        Map<TrackingNumber, RegistrationOutcome> outcomes = new LinkedHashMap<>();
        found.forEach((number, own) -> outcomes.put(
                number,
                own.stream()
                        .filter(RegistrationOutcome.Registered.class::isInstance)
                        .findFirst()
                        .orElseGet(() -> own.isEmpty() ? LEFT_OUT : own.getFirst())));
        return outcomes;
    }

    private RegistrationOutcome entry(ReplyPath.Place entry, RawReply reply, Optional<Duration> retryAfter) {
        for (OutcomeRule rule : reading.itemOutcomes()) {
            if (rule.holds(reply, true, entry)) {
                RegistrationOutcome outcome = outcome(rule, entry, "no reason given", retryAfter);
                // What is wrong with one number holds up no other.
                return outcome instanceof RegistrationOutcome.Failed(PollOutcome why)
                                && !(why instanceof PollOutcome.Throttled)
                        ? new RegistrationOutcome.Rejected(why)
                        : outcome;
            }
        }
        return new RegistrationOutcome.Rejected(new PollOutcome.Unreachable("no rule takes the reply's entry"));
    }

    private RegistrationOutcome outcome(
            OutcomeRule rule, ReplyPath.Place place, String fallback, Optional<Duration> retryAfter) {
        return switch (rule.outcome()) {
            case REGISTERED, ALREADY_REGISTERED ->
                new RegistrationOutcome.Registered(
                        rule.outcome() == OutcomeRule.Word.ALREADY_REGISTERED,
                        ReplyPath.first(reading.reference(), place));
            case ANSWERED, UNREGISTERED, NOT_FOUND, THROTTLED, REFUSED, UNREACHABLE ->
                new RegistrationOutcome.Failed(
                        ReplyReader.outcome(rule, ReplyReader.detail(rule, place, fallback), retryAfter));
        };
    }

    private static Map<TrackingNumber, RegistrationOutcome> same(
            List<TrackingQuery> asked, RegistrationOutcome outcome) {
        Map<TrackingNumber, RegistrationOutcome> outcomes = new LinkedHashMap<>();
        asked.forEach(query -> outcomes.put(query.number(), outcome));
        return outcomes;
    }
}
