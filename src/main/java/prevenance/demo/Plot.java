package prevenance.demo;

import static prevenance.demo.DemoCarrier.CHRONOPOST;
import static prevenance.demo.DemoCarrier.DHL;
import static prevenance.demo.DemoCarrier.FEDEX;
import static prevenance.demo.DemoCarrier.LAPOSTE;
import static prevenance.demo.DemoCarrier.MONDIAL_RELAY;
import static prevenance.demo.DemoCarrier.UPS;

import java.util.List;
import java.util.Set;
import prevenance.assess.FlagKind;
import prevenance.message.MessageKind;

/// What may befall a parcel. Each says which conclusions and letters it should cause, so that a test can hold
/// that the
/// demo leaves none out.
enum Plot {
    DELIVERED(0, 1, List.of(LAPOSTE, CHRONOPOST, UPS, FEDEX, DHL), concluded(), told(MessageKind.DELIVERED)),
    COLLECTED(
            0,
            1,
            List.of(MONDIAL_RELAY),
            concluded(FlagKind.PICKUP_WAITING),
            told(MessageKind.PICKUP_READY, MessageKind.DELIVERED)),
    COLLECTED_AFTER_REMINDER(
            12,
            12,
            List.of(MONDIAL_RELAY, LAPOSTE),
            concluded(FlagKind.PICKUP_WAITING),
            told(
                    MessageKind.PICKUP_READY,
                    MessageKind.PICKUP_REMINDER,
                    MessageKind.PICKUP_LAST_DAY,
                    MessageKind.DELIVERED)),
    PICKUP_MISSED(
            12,
            16,
            List.of(UPS, MONDIAL_RELAY, LAPOSTE),
            concluded(FlagKind.PICKUP_WAITING, FlagKind.PICKUP_MISSED, FlagKind.RETURNING, FlagKind.RETURNED),
            told(
                    MessageKind.PICKUP_READY,
                    MessageKind.PICKUP_REMINDER,
                    MessageKind.PICKUP_LAST_DAY,
                    MessageKind.PICKUP_MISSED)),
    LATE(
            20,
            9,
            List.of(LAPOSTE, CHRONOPOST, UPS, DHL),
            concluded(FlagKind.LATE),
            told(MessageKind.DELAY_UNKNOWN, MessageKind.DELIVERED)),
    WEATHER(
            16,
            7,
            List.of(UPS, FEDEX, LAPOSTE),
            concluded(FlagKind.DELAY_ANNOUNCED),
            told(MessageKind.DELAY_KNOWN, MessageKind.DELIVERED)),
    NETWORK_DELAY(
            10,
            7,
            List.of(UPS, LAPOSTE),
            concluded(FlagKind.DELAY_ANNOUNCED),
            told(MessageKind.DELAY_KNOWN, MessageKind.DELIVERED)),
    STALLED(
            14,
            12,
            List.of(LAPOSTE, CHRONOPOST, FEDEX, DHL, MONDIAL_RELAY),
            concluded(FlagKind.STALLED, FlagKind.LATE, FlagKind.NO_PROGRESS_LOOP),
            told(MessageKind.DELAY_UNKNOWN)),
    LOST_AND_FOUND(
            8,
            15,
            List.of(CHRONOPOST, LAPOSTE, UPS),
            concluded(FlagKind.STALLED, FlagKind.LATE, FlagKind.LOST_SUSPECTED),
            told(MessageKind.SEARCHING, MessageKind.STILL_SEARCHING, MessageKind.RESOLVED)),
    LOST(
            6,
            16,
            List.of(DHL),
            concluded(FlagKind.STALLED, FlagKind.LATE, FlagKind.LOST_SUSPECTED, FlagKind.LOST_DECLARED),
            told(MessageKind.SEARCHING, MessageKind.LOST)),
    ABSENT(
            16,
            5,
            List.of(LAPOSTE, UPS, FEDEX, DHL),
            concluded(FlagKind.ATTEMPT_FAILED),
            told(MessageKind.ATTEMPT_FAILED, MessageKind.DELIVERED)),
    ABSENT_THEN_PICKUP(
            10,
            8,
            List.of(LAPOSTE, UPS),
            concluded(FlagKind.ATTEMPT_FAILED, FlagKind.PICKUP_WAITING),
            told(MessageKind.ATTEMPT_FAILED, MessageKind.PICKUP_READY)),
    ADDRESS_PROBLEM(
            12,
            7,
            List.of(LAPOSTE, UPS, FEDEX, DHL),
            concluded(FlagKind.ADDRESS_PROBLEM),
            told(MessageKind.ADDRESS_NEEDED, MessageKind.DELIVERED)),
    DAMAGED(6, 9, List.of(UPS), concluded(FlagKind.DAMAGED), told(MessageKind.DAMAGED_CARRIER)),
    /// On the last afternoon, so that its word still waits for somebody to approve it.
    DAMAGED_AT_LAST(8, 3, List.of(UPS), concluded(FlagKind.DAMAGED), told(MessageKind.DAMAGED_CARRIER)),
    /// A depot is flooded in the last night of work: one trouble of many, whose wording waits for somebody.
    FLOODED(40, 3, List.of(UPS), concluded(FlagKind.DELAY_ANNOUNCED), told()),
    REFUSED(
            8,
            12,
            List.of(UPS, LAPOSTE),
            concluded(FlagKind.RETURNING, FlagKind.RETURNED),
            told(MessageKind.RETURNING)),
    NOT_HANDED_OVER(
            8,
            9,
            List.of(LAPOSTE, MONDIAL_RELAY, CHRONOPOST, UPS),
            concluded(FlagKind.NOT_HANDED_OVER),
            told(MessageKind.NOT_LEFT_YET)),
    NUMBER_UNKNOWN(6, 7, List.of(LAPOSTE, DHL, UPS, FEDEX, MONDIAL_RELAY), concluded(FlagKind.NUMBER_UNKNOWN), told()),
    UNMAPPED_CODE(5, 5, List.of(LAPOSTE, CHRONOPOST, UPS), concluded(FlagKind.UNMAPPED_CODE), told()),
    NEIGHBOUR(8, 4, List.of(UPS), concluded(), told(MessageKind.DELIVERED_THIRD_PARTY)),
    /// The other box of an order of which one has come.
    BEHIND(
            6,
            8,
            List.of(LAPOSTE),
            concluded(FlagKind.LATE, FlagKind.PARTIAL_ORDER),
            told(MessageKind.PARTIAL_ORDER, MessageKind.DELIVERED)),
    CUSTOMS_PAPER(
            6,
            8,
            List.of(UPS),
            concluded(FlagKind.CUSTOMS_DOCS),
            told(MessageKind.CUSTOMS_DOCS, MessageKind.DELIVERED)),
    CUSTOMS(8, 8, List.of(UPS, FEDEX, DHL, LAPOSTE), concluded(), told(MessageKind.DELIVERED)),
    FLAPPING(6, 6, List.of(LAPOSTE, CHRONOPOST), concluded(), told(MessageKind.DELIVERED));

    private final int perMille;
    private final int businessDays;
    private final List<DemoCarrier> carriers;
    private final Set<FlagKind> flags;
    private final Set<MessageKind> mails;

    Plot(int perMille, int businessDays, List<DemoCarrier> carriers, Set<FlagKind> flags, Set<MessageKind> mails) {
        this.perMille = perMille;
        this.businessDays = businessDays;
        this.carriers = carriers;
        this.flags = flags;
        this.mails = mails;
    }

    /// How many of a thousand parcels it befalls; 0 for those that share the fortunate rest. At least one happens.
    int perMille() {
        return perMille;
    }

    /// Business days from hand-over until it has been told to its end.
    int businessDays() {
        return businessDays;
    }

    /// Whose published codes can tell it.
    List<DemoCarrier> carriers() {
        return carriers;
    }

    /// What should be concluded about such a parcel, among others.
    Set<FlagKind> flags() {
        return flags;
    }

    /// What its customer should read, beside the notice that it left.
    Set<MessageKind> mails() {
        return mails;
    }

    private static Set<FlagKind> concluded(FlagKind... kinds) {
        return Set.of(kinds);
    }

    private static Set<MessageKind> told(MessageKind... kinds) {
        return Set.of(kinds);
    }
}
