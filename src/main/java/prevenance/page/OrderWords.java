package prevenance.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CustomerActKind;
import prevenance.page.OrderCard.Letter;
import prevenance.page.OrderCard.Question;
import prevenance.watch.Leg;

/// Puts an order's story into the words of its page.
final class OrderWords {
    private static final int MOST_STEPS = 15;
    private static final int MOST_STEPS_OF_MANY = 5;
    private static final int MOST_STEPS_OF_VERY_MANY = 2;
    private static final int MANY = 4;
    private static final int VERY_MANY = 8;

    /// So that the page stays light; an order of more is no customer's.
    private static final int MOST_PARCELS = 15;

    private static final int MOST_LETTERS = 12;
    private static final int MOST_QUESTIONS = 4;

    private final Speech speech;
    private final OrderStory order;

    OrderWords(Speech speech, OrderStory order) {
        this.speech = speech;
        this.order = order;
    }

    OrderCard card() {
        ParcelStory first = first();
        int parcels = order.parcels().size();
        int steps = parcels < MANY ? MOST_STEPS : parcels < VERY_MANY ? MOST_STEPS_OF_MANY : MOST_STEPS_OF_VERY_MANY;
        int unseen = Math.max(0, parcels - (first == null ? 0 : 1) - MOST_PARCELS);
        List<ParcelCard> others = order.parcels().stream()
                .filter(parcel -> first == null || parcel.number() != first.number())
                .limit(MOST_PARCELS)
                .map(parcel -> new ParcelWords(speech, order, parcel).card(steps))
                .toList();
        AftersalesWords aftersales = new AftersalesWords(speech, order);
        return new OrderCard(
                first == null ? severalTitle() : new ParcelWords(speech, order, first).title(),
                mood(first).word(),
                first == null ? severalLead() : null,
                first == null ? null : new ParcelWords(speech, order, first).card(steps),
                others,
                unseen == 0 ? null : speech.say("order.more", unseen),
                aftersales.refunds(),
                aftersales.exchanges(),
                order.mayChooseForExchange(),
                acts(),
                caseId(),
                nextDay(),
                letters(),
                questions());
    }

    /// The replacement when there is one, else the only parcel on its way to him.
    private @Nullable ParcelStory first() {
        List<ParcelStory> replacements = of(Leg.EXCHANGE);
        if (!replacements.isEmpty()) {
            return replacements.getLast();
        }
        List<ParcelStory> sent = of(Leg.OUTBOUND);
        if (sent.isEmpty() && order.parcels().size() == 1) {
            return order.parcels().getFirst();
        }
        return sent.size() == 1 ? sent.getFirst() : null;
    }

    private List<ParcelStory> of(Leg leg) {
        return order.parcels().stream()
                .filter(parcel -> parcel.parcel().leg() == leg)
                .toList();
    }

    private Mood mood(@Nullable ParcelStory first) {
        if (first != null) {
            return first.standing().mood();
        }
        List<Mood> moods = of(Leg.OUTBOUND).stream()
                .map(parcel -> parcel.standing().mood())
                .toList();
        return moods.contains(Mood.BAD)
                ? Mood.BAD
                : moods.contains(Mood.WAIT)
                        ? Mood.WAIT
                        : !moods.isEmpty() && !moods.contains(Mood.CALM) ? Mood.GOOD : Mood.CALM;
    }

    private String severalTitle() {
        List<ParcelStory> sent = of(Leg.OUTBOUND);
        if (sent.isEmpty()) {
            return speech.say("order.none");
        }
        boolean all = sent.stream().allMatch(parcel -> parcel.standing().isArrived());
        return speech.say(all ? "order.all-arrived" : "order.several", sent.size());
    }

    /// `Un est arrivé, 2 sont en chemin, un demande de l’attention.`
    private @Nullable String severalLead() {
        List<ParcelStory> sent = of(Leg.OUTBOUND);
        if (sent.isEmpty()) {
            return speech.say("order.none-lead");
        }
        long arrived =
                sent.stream().filter(parcel -> parcel.standing().isArrived()).count();
        long trouble = sent.stream()
                .filter(parcel -> parcel.standing().mood() == Mood.WAIT
                        || parcel.standing().mood() == Mood.BAD)
                .count();
        long moving = sent.size() - arrived - trouble;
        if (arrived == sent.size()) {
            return null;
        }
        List<String> parts = Stream.of(
                        arrived == 0 ? "" : speech.say("order.arrived", arrived),
                        moving == 0 ? "" : speech.say("order.moving", moving),
                        trouble == 0 ? "" : speech.say("order.trouble", trouble))
                .filter(part -> !part.isEmpty())
                .toList();
        String all = String.join(speech.say("order.and"), parts);
        return speech.say("order.summary", all.substring(0, 1).toUpperCase(speech.locale()) + all.substring(1));
    }

    private List<ParcelCard.ActLink> acts() {
        List<CustomerActKind> kinds = new ArrayList<>();
        if (order.mayBeSurveyed()) {
            kinds.add(CustomerActKind.SURVEY);
        }
        kinds.add(CustomerActKind.CALL_ME);
        if (!order.isOver()) {
            kinds.add(order.progressOff() == null ? CustomerActKind.STOP_PROGRESS : CustomerActKind.RESUME_PROGRESS);
        }
        return kinds.stream()
                .map(kind -> new ParcelCard.ActLink(ActForm.path(kind), speech.say("act." + ActForm.path(kind))))
                .toList();
    }

    /// What he said about the order is in somebody's hands.
    private @Nullable String caseId() {
        return order.cases().stream()
                .filter(open -> open.parcelId() == null
                        && order.acts().stream()
                                .anyMatch(kept -> Long.valueOf(open.id()).equals(kept.caseId())))
                .findFirst()
                .map(open -> String.valueOf(open.id()))
                .orElse(null);
    }

    private @Nullable String nextDay() {
        return order.written().stream()
                .filter(written -> written.parcelId() == null && written.isPromised())
                .reduce((_, later) -> later)
                .map(Written::nextUpdate)
                .filter(day -> day != null && !day.isBefore(order.today()))
                .map(speech::day)
                .orElse(null);
    }

    private List<Letter> letters() {
        return order.written().reversed().stream()
                .filter(Written::isSent)
                .limit(MOST_LETTERS)
                .map(letter -> new Letter(
                        speech.day(letter.at()),
                        speech.say("kind." + letter.kind().wireName())))
                .toList();
    }

    /// Those of every standing of his parcels, the first parcel's first.
    private List<Question> questions() {
        Set<String> keys = new LinkedHashSet<>();
        ParcelStory first = first();
        Stream.concat(Stream.ofNullable(first), order.parcels().stream())
                .map(ParcelStory::standing)
                .flatMap(standing -> Stream.of(asked(standing)))
                .forEach(keys::add);
        if (order.refunds().stream().anyMatch(refund -> !refund.isCancelled())) {
            keys.add("refund");
        }
        return keys.stream()
                .limit(MOST_QUESTIONS)
                .map(key -> new Question(speech.say("faq." + key + ".q"), speech.say("faq." + key + ".a")))
                .toList();
    }

    private static String[] asked(Standing standing) {
        return switch (standing) {
            case PREPARING, READY, NOT_LEFT_YET -> new String[] {"silent", "address", "carrier"};
            case ON_ITS_WAY, CUSTOMS, HELD, NEAR -> new String[] {"silent", "absent", "address"};
            case CUSTOMS_WAITING -> new String[] {"customs", "carrier"};
            case DELAYED, PROBLEM -> new String[] {"silent", "carrier", "address"};
            case OUT_TODAY -> new String[] {"absent", "damaged"};
            case ATTEMPT_FAILED, ADDRESS_NEEDED -> new String[] {"absent", "address", "carrier"};
            case PICKUP, PICKUP_OVER -> new String[] {"pickup-who", "pickup-late", "damaged"};
            case DELIVERED, COLLECTED, DELIVERED_TO_OTHER, SAID_ARRIVED -> new String[] {"not-found", "damaged"};
            case SAID_MISSING, SEARCHING, LOST -> new String[] {"search", "carrier", "rights"};
            case DAMAGED -> new String[] {"damaged", "carrier", "rights"};
            case RETURNING, RETURNED, CANCELLED -> new String[] {"back", "rights"};
            case RETURN_EXPECTED, RETURN_ON_ITS_WAY, RETURN_RECEIVED -> new String[] {"return", "refund"};
        };
    }
}
