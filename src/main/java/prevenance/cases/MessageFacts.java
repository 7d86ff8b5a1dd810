package prevenance.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Flag;
import prevenance.message.MessageKind;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.Leg;
import prevenance.watch.WatchedParcel;

/// What a message about a parcel may say. Only what is known; nothing is guessed and nothing past is
/// promised. Dates are ISO texts, words such as a cause come from closed lists, and the carrier's own
/// text is never in it.
final class MessageFacts {
    /// The ids of the flags that a message tells of. Not for templates: the desk reads it back to know
    /// what was told.
    static final String FLAGS = "flags";

    /// By when the message promises further news; the desk reads it back to keep the promise.
    static final String NEXT_UPDATE = "nextUpdateDate";

    /// By when a search promises our own decision; read back too.
    static final String DECISION = "decisionDate";

    /// The ids of the parcels that a message tells of when there are several.
    static final String TOGETHER = "together";

    /// What a message tells of each parcel, the first one being [#of]'s own.
    static final String PARCELS = "parcels";

    /// Whether the customer is told that what was searched for or lost has been found.
    static final String FOUND = "foundAgain";

    /// The kind of message whose promise of news this one keeps.
    static final String ABOUT = "about";

    /// Whether the parcel has moved since that message.
    static final String MOVING = "moving";

    /// What customs want; `count` is how often they have asked.
    static final String CUSTOMS = "customs";

    private static final Set<MessageKind> OF_LOSS =
            Set.of(MessageKind.LOST, MessageKind.SEARCHING, MessageKind.STILL_SEARCHING);

    private final TellingSettings settings;
    private final UnaryOperator<String> carrierNames;

    /// @param carrierNames a carrier's name as customers know it, by its code
    MessageFacts(TellingSettings settings, UnaryOperator<String> carrierNames) {
        this.settings = settings;
        this.carrierNames = carrierNames;
    }

    Map<String, @Nullable Object> of(Situation situation, MessageKind kind, List<Flag> causes, Instant now) {
        WatchedParcel parcel =
                kind == MessageKind.NEW_NUMBER ? replacement(situation).orElse(situation.parcel()) : situation.parcel();
        LocalDate today = situation.today(now);
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("customer", group("name", situation.order().customerName()));
        facts.put("order", group("number", situation.order().number()));
        facts.put("parcel", parcel(parcel));
        facts.put("promiseDate", iso(promise(parcel, kind, today)));
        facts.put("estimatedDate", iso(estimate(situation, kind, today)));
        if (kind == MessageKind.NEW_NUMBER) {
            facts.put("oldNumber", situation.parcel().trackingNumber().value());
            facts.put("estimatedDate", iso(notPast(parcel.estimatedDate(), today)));
        }
        facts.put("since", iso(since(situation)));
        facts.put("lastPlace", lastPlace(situation));
        facts.put(
                "cause",
                DelayCause.of(situation.history(), now, settings.maxAge()).word());
        facts.put("attempt", attempt(situation, kind));
        facts.put("pickup", pickup(situation, today));
        facts.put("delivered", delivered(situation));
        facts.put(
                NEXT_UPDATE,
                Matters.PROMISING.contains(kind) ? iso(situation.calendar().plus(today, settings.nextUpdate())) : null);
        facts.put(DECISION, iso(situation.calendar().plus(today, settings.decision())));
        facts.put(FOUND, !OF_LOSS.contains(kind) && situation.isFound());
        facts.put(CUSTOMS, group("count", timesDocsNeeded(situation)));
        facts.put(PARCELS, parcels(situation, kind));
        facts.put(TOGETHER, List.of());
        facts.put("caseNumber", situation.caseId());
        facts.put("sentFor", word(parcel.leg()));
        facts.put("otherParcels", situation.siblings().stream().map(this::other).toList());
        facts.put(FLAGS, causes.stream().map(Flag::id).toList());
        return facts;
    }

    /// The parcel whose number has taken this one's place; empty when none has.
    Optional<WatchedParcel> replacement(Situation situation) {
        Long by = situation.parcel().replacedBy();
        return situation.siblings().stream()
                .filter(other -> by != null && by == other.id())
                .findFirst();
    }

    /// It made the customer believe that his parcel is lost or searched for.
    static boolean isOfLoss(Said said) {
        return said.kind() == MessageKind.LOST || isOfSearch(said);
    }

    /// A search, or a word that it goes on.
    static boolean isOfSearch(Said said) {
        return said.kind() == MessageKind.SEARCHING
                || said.kind() == MessageKind.STILL_SEARCHING
                        && MessageKind.SEARCHING.wireName().equals(said.text(ABOUT));
    }

    /// How often customs have asked for papers; scans that repeat it at once are one time.
    static int timesDocsNeeded(Situation situation) {
        int times = 0;
        boolean before = false;
        for (TrackingEvent event : situation.history().events()) {
            if (!event.informational()) {
                boolean needed = event.status() == TrackingStatus.CUSTOMS_DOCS_NEEDED;
                times += needed && !before ? 1 : 0;
                before = needed;
            }
        }
        return times;
    }

    /// The parcels that a message tells of, its own first: of a divided order all.
    private List<Map<String, @Nullable Object>> parcels(Situation situation, MessageKind kind) {
        List<Map<String, @Nullable Object>> parcels = new ArrayList<>();
        parcels.add(box(situation.parcel()));
        if (kind == MessageKind.PARTIAL_ORDER) {
            situation.siblings().stream()
                    .filter(other -> other.leg() != Leg.RETURN)
                    .forEach(other -> parcels.add(box(other)));
        }
        return parcels;
    }

    Map<String, @Nullable Object> box(WatchedParcel parcel) {
        Map<String, @Nullable Object> facts = other(parcel);
        facts.put("items", parcel.items());
        facts.put("link", parcel.customerPage());
        return facts;
    }

    private Map<String, @Nullable Object> parcel(WatchedParcel parcel) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("number", parcel.trackingNumber().value());
        facts.put("carrier", carrierNames.apply(parcel.takenBy()));
        facts.put("link", parcel.customerPage());
        facts.put("items", parcel.items());
        facts.put("service", parcel.service());
        facts.put("leg", word(parcel.leg()));
        return facts;
    }

    Map<String, @Nullable Object> other(WatchedParcel parcel) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("number", parcel.trackingNumber().value());
        facts.put("carrier", carrierNames.apply(parcel.takenBy()));
        facts.put("status", parcel.milestone().name());
        return facts;
    }

    /// A promise that has passed is a fact of a delay and nothing to announce elsewhere.
    private static @Nullable LocalDate promise(WatchedParcel parcel, MessageKind kind, LocalDate today) {
        return Matters.DELAYS.contains(kind) || OF_LOSS.contains(kind)
                ? parcel.promiseDate()
                : notPast(parcel.promiseDate(), today);
    }

    /// The carrier's estimate as far as it is news: not past, later than a delivery that failed, and in
    /// a delay later than our promise. Carriers leave an estimate standing that events have overtaken.
    static @Nullable LocalDate estimate(Situation situation, MessageKind kind, LocalDate today) {
        LocalDate estimate = notPast(situation.parcel().estimatedDate(), today);
        LocalDate promise = Matters.DELAYS.contains(kind) ? situation.parcel().promiseDate() : null;
        boolean overtaken = estimate != null
                && (promise != null && !estimate.isAfter(promise)
                        || Matters.lastAttempt(situation)
                                .filter(attempt -> !estimate.isAfter(
                                        attempt.occurredLocal().toLocalDate()))
                                .isPresent());
        return overtaken ? null : estimate;
    }

    /// The day of the last news, which the customer can see on the carrier's page too; before the first
    /// scan the day the shop handed it over.
    private static @Nullable LocalDate since(Situation situation) {
        return lastSeen(situation)
                .map(event -> event.occurredLocal().toLocalDate())
                .or(() -> Optional.ofNullable(situation.parcel().shippedAt()).map(situation::today))
                .orElse(null);
    }

    /// The place of the last news, null when the carrier named none with it.
    private static @Nullable String lastPlace(Situation situation) {
        return lastSeen(situation).map(TrackingEvent::place).orElse(null);
    }

    private static Optional<TrackingEvent> lastSeen(Situation situation) {
        return situation
                .history()
                .last(event -> !event.informational() && event.status().milestone() != Milestone.ANNOUNCED);
    }

    /// The last failed delivery; on the way back also the pickup that ran out, whichever was last.
    private static @Nullable Map<String, @Nullable Object> attempt(Situation situation, MessageKind kind) {
        Optional<TrackingEvent> last = kind == MessageKind.RETURNING || kind == MessageKind.PICKUP_MISSED
                ? situation
                        .history()
                        .last(event -> !event.informational()
                                && (event.status().milestone() == Milestone.ATTEMPT_FAILED
                                        || event.status() == TrackingStatus.PICKUP_EXPIRED))
                : Matters.lastAttempt(situation);
        return last.map(event -> {
                    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
                    facts.put("date", iso(event.occurredLocal().toLocalDate()));
                    facts.put("count", situation.story().attempts().size());
                    facts.put("reason", lastPart(event.status()));
                    return facts;
                })
                .orElse(null);
    }

    private static Map<String, @Nullable Object> pickup(Situation situation, LocalDate today) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("place", situation.parcel().pickupPlace());
        facts.put("untilDate", iso(notPast(situation.pickupUntil(), today)));
        return facts;
    }

    private static @Nullable Map<String, @Nullable Object> delivered(Situation situation) {
        return situation
                .history()
                .lastUnderstood()
                .filter(event -> event.status().milestone() == Milestone.DELIVERED)
                .map(event -> {
                    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
                    facts.put("date", iso(event.occurredLocal().toLocalDate()));
                    facts.put("how", lastPart(event.status()));
                    return facts;
                })
                .orElse(null);
    }

    private static Map<String, @Nullable Object> group(String key, @Nullable Object value) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put(key, value);
        return facts;
    }

    private static @Nullable LocalDate notPast(@Nullable LocalDate date, LocalDate today) {
        return date == null || date.isBefore(today) ? null : date;
    }

    private static @Nullable String iso(@Nullable LocalDate date) {
        return date == null ? null : date.toString();
    }

    /// `attempt.no_access` as `no-access`.
    private static String lastPart(TrackingStatus status) {
        String name = status.wireName();
        return name.substring(name.indexOf('.') + 1).replace('_', '-');
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
