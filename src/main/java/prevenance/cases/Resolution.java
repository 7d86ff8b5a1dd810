package prevenance.cases;

import static prevenance.message.MessageKind.DAMAGED_RECEIVED;
import static prevenance.message.MessageKind.NOT_RECEIVED_ACK;
import static prevenance.message.MessageKind.REPORT_RECEIVED;
import static prevenance.message.MessageKind.RESOLVED;

import java.time.Instant;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.message.MessageKind;
import prevenance.message.MessageRequest;
import prevenance.store.Tx;
import prevenance.tracking.Milestone;

/// The last word about a case: what was done, and one question. Said once for a case, to a customer who had
/// been told that something was wrong.
final class Resolution {
    /// On the next business day, not at the same minute as what ended the case.
    private static final LocalTime THE_NEXT_DAY_AT = LocalTime.of(10, 0);

    /// What a customer gets who told us himself that something is wrong.
    private static final Set<MessageKind> ANSWERS = Set.of(NOT_RECEIVED_ACK, DAMAGED_RECEIVED, REPORT_RECEIVED);

    private final TellingSettings settings;
    private final MessageFacts facts;
    private final DeskStore desk = new DeskStore();

    Resolution(TellingSettings settings, MessageFacts facts) {
        this.settings = settings;
        this.facts = facts;
    }

    /// What is to be queued now; queueing it again changes nothing.
    Optional<MessageRequest> of(Tx tx, Situation situation, Instant now) {
        if (situation.caseId() != null || settings.off().contains(RESOLVED)) {
            return Optional.empty();
        }
        return desk.ended(tx, situation.parcel().id(), now.minus(settings.maxAge()))
                .filter(_ -> wasTold(situation))
                .flatMap(ended ->
                        word(ended.reason(), situation).map(word -> request(situation, ended.id(), word, now)));
    }

    /// What was done, in the words that templates know; empty when it is nothing to a customer.
    private static Optional<String> word(CloseReason reason, Situation situation) {
        return switch (reason) {
            case DELIVERED_AFTER_ALL -> Optional.of("delivered");
            case RESHIPPED, REPLACEMENT_SHIPPED -> Optional.of("reshipped");
            case REFUNDED, REFUND_ARRIVED -> Optional.of("refunded");
            case ADDRESS_CORRECTED -> Optional.of("address");
            case CARRIER_INQUIRY_ANSWERED, CUSTOMER_CONTACTED, SWAP_RESOLVED, CLAIM_SETTLED, GOODWILL_GIVEN ->
                Optional.of("answered");
            case RETURN_BOOKED_IN -> Optional.of("returned");
            case CODE_MAPPED, DUPLICATE, NO_ACTION_NEEDED -> Optional.empty();
            // What ended by itself is over when he has his parcel.
            case RESOLVED_BY_ITSELF ->
                situation.milestone() == Milestone.DELIVERED ? Optional.of("delivered") : Optional.empty();
        };
    }

    /// Something about an incident has reached him since the last such word.
    private static boolean wasTold(Situation situation) {
        List<Said> said = situation.said();
        Instant last = said.stream()
                .filter(message -> message.kind() == RESOLVED && message.stands())
                .map(Said::createdAt)
                .reduce((_, later) -> later)
                .orElse(Instant.MIN);
        return said.stream()
                .anyMatch(message -> (Matters.INCIDENTS.contains(message.kind()) || ANSWERS.contains(message.kind()))
                        && message.left()
                        && message.createdAt().isAfter(last));
    }

    private MessageRequest request(Situation situation, long caseId, String word, Instant now) {
        Instant morning = situation
                .calendar()
                .plus(situation.today(now), 1)
                .atTime(THE_NEXT_DAY_AT)
                .atZone(situation.zone())
                .toInstant();
        Instant sendAt = settings.quiet().endOf(morning, situation.zone());
        Map<String, @Nullable Object> told = new LinkedHashMap<>(facts.of(situation, RESOLVED, List.of(), sendAt));
        told.put("caseNumber", caseId);
        told.put("resolution", word);
        return new MessageRequest(
                "case:" + caseId,
                RESOLVED,
                1,
                situation.order().id(),
                situation.parcel().id(),
                caseId,
                situation.order().email(),
                situation.order().locale(),
                told,
                sendAt);
    }
}
