package prevenance.carrier;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.TrackingNumber;

/// Turns a reply into outcomes: the whole of it, or nothing.
final class ReplyReader {
    private static final int LONGEST_DETAIL = 200;
    private static final int LONGEST_REFERENCE = 500;

    private final CarrierDefinition definition;
    private final ReplyReading reading;
    private final CarrierDirectory directory;
    private final ReadingTrace trace;
    private final Map<TrackingNumber, Object> ownEntries = new HashMap<>();
    private boolean unreadable;

    ReplyReader(CarrierDefinition definition, CarrierDirectory directory) {
        this(definition, directory, ReadingTrace.off());
    }

    /// @param trace told what is decided and why
    ReplyReader(CarrierDefinition definition, CarrierDirectory directory, ReadingTrace trace) {
        this.trace = trace;
        this.definition = definition;
        this.reading = definition.reply();
        this.directory = directory;
    }

    /// The tree of a reply, or why there is none.
    record Parsed(@Nullable Object tree, @Nullable String why) {}

    /// Whether the reply read last was not what its declaration describes.
    boolean wasUnreadable() {
        return unreadable;
    }

    /// The entry about each number in the reply read last; empty for numbers that it names in no entry.
    Map<TrackingNumber, Object> ownEntries() {
        return ownEntries;
    }

    /// An outcome for every number asked, exactly once.
    ///
    /// @param language in which the carrier was asked
    Map<TrackingNumber, PollOutcome> read(List<TrackingQuery> asked, RawReply reply, String language, Instant now) {
        ownEntries.clear();
        unreadable = false;
        try {
            return readWhole(asked, reply, language, now);
        } catch (UnreadableReplyException | ReplyPath.PathException failed) {
            unreadable = true;
            String why = String.valueOf(failed.getMessage());
            trace.decided(null, "unreachable", "built in: " + why);
            return same(asked, new PollOutcome.Unreachable(why));
        }
    }

    private Map<TrackingNumber, PollOutcome> readWhole(
            List<TrackingQuery> asked, RawReply reply, String language, Instant now) {
        Parsed parsed = parse(reply, reading.format());
        Optional<Duration> retryAfter = RetryAfter.read(reply.retryAfter(), now);
        ReplyPath.Place root = ReplyPath.Place.root(parsed.tree());
        for (OutcomeRule rule : reading.outcomes()) {
            if (rule.holds(reply, parsed.why() == null, root)) {
                trace.decided(null, word(rule.outcome()), rule.where());
                String detail = detail(rule, root, "HTTP " + reply.status());
                return rule.outcome() == OutcomeRule.Word.ANSWERED
                        ? answered(asked, reply, parsed, language, now)
                        : same(asked, outcome(rule, detail, retryAfter));
            }
        }
        String http = "HTTP " + reply.status();
        if (reply.status() / 100 == 2) {
            trace.decided(null, "answered", "built in: no rule of reply.outcomes took it, and HTTP 2xx answers");
            return answered(asked, reply, parsed, language, now);
        }
        PollOutcome outcome = switch (reply.status()) {
            case 401, 403 -> new PollOutcome.Refused(http);
            case 429 -> new PollOutcome.Throttled(retryAfter, http);
            default -> new PollOutcome.Unreachable(http);
        };
        trace.decided(null, outcome.word(), "built in: no rule of reply.outcomes took it, and " + http + " means so");
        return same(asked, outcome);
    }

    private static String word(OutcomeRule.Word word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Parsed parse(RawReply reply, ReplyReading.Format expected) {
        ReplyReading.Format format = reply.format().orElse(reply.contentType().isEmpty() ? expected : null);
        if (format == null) {
            return new Parsed(null, "the reply is neither JSON nor XML");
        }
        try {
            return new Parsed(ReplyTree.read(reply, format), null);
        } catch (UnreadableReplyException unreadable) {
            return new Parsed(null, String.valueOf(unreadable.getMessage()));
        }
    }

    private Map<TrackingNumber, PollOutcome> answered(
            List<TrackingQuery> asked, RawReply reply, Parsed parsed, String language, Instant now) {
        if (parsed.why() != null) {
            throw new UnreadableReplyException(parsed.why());
        }
        if (reply.format().isPresent() && reply.format().get() != reading.format()) {
            throw new UnreadableReplyException("the reply is not " + reading.format());
        }
        ReadingBudget budget = new ReadingBudget();
        ReplyPath.Place root = ReplyPath.Place.root(parsed.tree());
        Map<TrackingNumber, List<ReplyPath.Place>> entries = new LinkedHashMap<>();
        asked.forEach(query -> entries.put(query.number(), new ArrayList<>()));
        for (Object each : reading.items().all(root)) {
            budget.spend();
            if (!(each instanceof Map)) {
                throw new UnreadableReplyException("an entry is not a group");
            }
            ReplyPath.Place entry = root.item(each);
            owners(definition, reading.number(), entry, asked).forEach(number -> {
                List<ReplyPath.Place> own = entries.get(number);
                if (own != null) {
                    own.add(entry);
                    ownEntries.putIfAbsent(number, each);
                }
            });
        }
        if (asked.stream().noneMatch(query -> ownEntries.containsKey(query.number()))) {
            trace.remark("none of its entries is about the number; they name " + named(root));
        }
        Map<TrackingNumber, PollOutcome> outcomes = new LinkedHashMap<>();
        for (TrackingQuery query : asked) {
            List<ReplyPath.Place> own = entries.getOrDefault(query.number(), List.of());
            List<Shipments.Shipment> shipments = own.stream()
                    .map(entry -> new Shipments.Shipment(
                            entry(query, entry, reply, language, budget, now),
                            EventReader.day(reading.shippedAt(), entry),
                            ReplyPath.first(reading.service(), entry).orElse(null)))
                    .toList();
            outcomes.put(query.number(), Shipments.choose(shipments, query).orElseGet(this::absent));
        }
        return outcomes;
    }

    private PollOutcome absent() {
        String why = "the reply has no entry for this number";
        return switch (reading.absent()) {
            case UNREACHABLE -> new PollOutcome.Unreachable(why);
            case NOT_FOUND -> new PollOutcome.NotFound(why);
            case UNREGISTERED -> new PollOutcome.Unregistered(why);
        };
    }

    private String named(ReplyPath.Place root) {
        List<String> named = new ArrayList<>();
        for (Object each : reading.items().all(root)) {
            reading.number().forEach(path -> path.all(root.item(each)).forEach(value -> named.add("'" + value + "'")));
        }
        return named.isEmpty() ? "no number at all" : String.join(", ", named.subList(0, Math.min(5, named.size())));
    }

    /// The numbers that an entry names; the only one asked when it names none.
    static List<TrackingNumber> owners(
            CarrierDefinition definition, List<ReplyPath> paths, ReplyPath.Place entry, List<TrackingQuery> asked) {
        List<TrackingNumber> owners = new ArrayList<>();
        boolean named = false;
        for (ReplyPath path : paths) {
            for (Object value : path.all(entry)) {
                named = true;
                // A text that is no number at all belongs to nobody.
                asked.stream()
                        .map(TrackingQuery::number)
                        .filter(number -> sameNumber(number, value.toString())
                                || sameNumber(definition.asked(number), value.toString()))
                        .forEach(owners::add);
            }
        }
        return named || asked.size() != 1
                ? owners.stream().distinct().toList()
                : List.of(asked.getFirst().number());
    }

    private static boolean sameNumber(TrackingNumber number, String written) {
        try {
            return number.equals(new TrackingNumber(written));
        } catch (IllegalArgumentException impossible) {
            return false;
        }
    }

    private PollOutcome entry(
            TrackingQuery query,
            ReplyPath.Place entry,
            RawReply reply,
            String language,
            ReadingBudget budget,
            Instant now) {
        for (OutcomeRule rule : reading.itemOutcomes()) {
            if (rule.takesStatus(reply.status())
                    && rule.text().isEmpty()
                    && rule.when().stream().allMatch(condition -> condition.holds(entry))) {
                trace.decided(query.number(), word(rule.outcome()), rule.where());
                if (rule.outcome() == OutcomeRule.Word.ANSWERED) {
                    break;
                }
                return outcome(rule, detail(rule, entry, "no reason given"), RetryAfter.read(reply.retryAfter(), now));
            }
        }
        EventReader.Told told = new EventReader(reading, language, now, budget, trace).told(entry);
        String page = ReplyPath.first(reading.customerPage(), entry)
                .filter(address -> address.startsWith("https://"))
                .orElseGet(() -> directory.customerPage(definition.code(), query, language));
        return new PollOutcome.Answered(new CarrierReport(
                told.history(),
                EventReader.day(reading.estimated(), entry),
                EventReader.day(reading.promised(), entry),
                ReplyPath.first(reading.proof(), entry)
                        .filter(ReplyReader::isReference)
                        .orElse(null),
                ReplyPath.first(reading.pickupPlace(), entry).orElse(null),
                EventReader.day(reading.pickupUntil(), entry),
                page,
                told.doubts()));
    }

    /// A signature or photograph itself is personal and large: it is not kept.
    private static boolean isReference(String proof) {
        return proof.length() <= LONGEST_REFERENCE && !proof.startsWith("data:");
    }

    static String detail(OutcomeRule rule, ReplyPath.Place place, String fallback) {
        String detail = ReplyPath.first(rule.detail(), place).or(rule::because).orElse(fallback);
        return detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) : detail;
    }

    static PollOutcome outcome(OutcomeRule rule, String detail, Optional<Duration> retryAfter) {
        return switch (rule.outcome()) {
            case NOT_FOUND -> new PollOutcome.NotFound(detail);
            case THROTTLED -> new PollOutcome.Throttled(retryAfter.or(rule::pause), detail);
            case REFUSED -> new PollOutcome.Refused(detail);
            case UNREGISTERED -> new PollOutcome.Unregistered(detail);
            case UNREACHABLE, ANSWERED, REGISTERED, ALREADY_REGISTERED -> new PollOutcome.Unreachable(detail);
        };
    }

    static Map<TrackingNumber, PollOutcome> same(List<TrackingQuery> asked, PollOutcome outcome) {
        Map<TrackingNumber, PollOutcome> outcomes = new LinkedHashMap<>();
        asked.forEach(query -> outcomes.put(query.number(), outcome));
        return outcomes;
    }
}
