package prevenance.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.message.MessageKind;
import prevenance.watch.WatchedParcel;

/// What a message may say that follows from another one: that keeps its promise, tells of one parcel more, or leaves
/// later than was thought.
final class LaterFacts {
    private final TellingSettings settings;
    private final MessageFacts facts;

    LaterFacts(TellingSettings settings, MessageFacts facts) {
        this.settings = settings;
        this.facts = facts;
    }

    /// An honest word that there are no news yet, on the day by which a message promised some.
    Map<String, @Nullable Object> stillSearching(Situation situation, Said promising, Instant now) {
        Map<String, @Nullable Object> facts = this.facts.of(situation, MessageKind.STILL_SEARCHING, List.of(), now);
        String decision = MessageFacts.isOfSearch(promising) ? promising.text(MessageFacts.DECISION) : null;
        String next = String.valueOf(situation.calendar().plus(situation.today(now), settings.nextUpdate()));
        facts.put(MessageFacts.NEXT_UPDATE, decision != null && decision.compareTo(next) < 0 ? decision : next);
        facts.put(MessageFacts.DECISION, decision);
        facts.put(MessageFacts.ABOUT, about(promising));
        facts.put(
                MessageFacts.MOVING,
                situation
                        .story()
                        .lastProgress()
                        .filter(event -> event.occurredAt().isAfter(promising.createdAt()))
                        .isPresent());
        facts.put(MessageFacts.FLAGS, promising.flagIds().stream().sorted().toList());
        return facts;
    }

    /// A second word in a row is still about the same.
    private static String about(Said promising) {
        String about = promising.kind() == MessageKind.STILL_SEARCHING ? promising.text(MessageFacts.ABOUT) : null;
        return about == null ? promising.kind().wireName() : about;
    }

    /// The facts of a waiting message about another parcel of the order, which from now on tells of this one too.
    Map<String, @Nullable Object> joined(Said waiting, Situation situation) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>(waiting.facts());
        facts.put(MessageFacts.PARCELS, with(facts.get(MessageFacts.PARCELS), this.facts.box(situation.parcel())));
        facts.put("otherParcels", others(facts.get("otherParcels"), situation.parcel()));
        facts.put(
                MessageFacts.TOGETHER,
                with(facts.get(MessageFacts.TOGETHER), situation.parcel().id()));
        facts.put(MessageFacts.FOUND, waiting.isTrue(MessageFacts.FOUND) || situation.isFound());
        return facts;
    }

    /// The facts of a waiting message as of now: a promised day that came nearer while it waited is put off.
    Map<String, @Nullable Object> renewed(Said waiting, Situation situation, Instant now) {
        Map<String, @Nullable Object> renewed = new LinkedHashMap<>(waiting.facts());
        LocalDate today = situation.today(now);
        renewed.computeIfPresent(
                MessageFacts.NEXT_UPDATE,
                (_, date) -> later(date, situation.calendar().plus(today, settings.nextUpdate())));
        if (waiting.kind() == MessageKind.SEARCHING) {
            renewed.computeIfPresent(
                    MessageFacts.DECISION,
                    (_, date) -> later(date, situation.calendar().plus(today, settings.decision())));
        }
        return renewed;
    }

    private static Object later(Object iso, LocalDate other) {
        String text = other.toString();
        return iso instanceof String date && date.compareTo(text) < 0 ? text : iso;
    }

    /// What is known of the others, with one of them as it stands now.
    private List<Object> others(@Nullable Object others, WatchedParcel changed) {
        List<Object> all = new ArrayList<>();
        for (Object other : others instanceof List<?> list ? list : List.of()) {
            boolean same = other instanceof Map<?, ?> known
                    && changed.trackingNumber().value().equals(known.get("number"));
            all.add(same ? facts.other(changed) : other);
        }
        return all;
    }

    private static List<Object> with(@Nullable Object list, Object item) {
        List<Object> longer = new ArrayList<>(list instanceof List<?> known ? known : List.of());
        longer.add(item);
        return List.copyOf(longer);
    }
}
