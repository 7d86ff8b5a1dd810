package prevenance.cases;

import static prevenance.message.MessageKind.RESOLVED;

import java.time.Instant;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.message.MessageRequest;
import prevenance.store.Tx;
import prevenance.tracking.Milestone;

/// The last word about a case: what was done, and one question. Said once for a case, to a customer who had been
/// told
/// that something was wrong.
final class Resolution {
    /// Not at the same minute as what ended the case.
    private static final LocalTime THE_NEXT_DAY_AT = LocalTime.of(10, 0);

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
                .filter(ended -> isForTheCustomer(ended.reason(), situation) && wasTold(situation))
                .map(ended -> request(situation, ended, now));
    }

    private static boolean isForTheCustomer(CloseReason reason, Situation situation) {
        return switch (reason) {
            case DELIVERED_AFTER_ALL,
                    RESHIPPED,
                    REFUNDED,
                    ADDRESS_CORRECTED,
                    CARRIER_INQUIRY_ANSWERED,
                    CUSTOMER_CONTACTED,
                    RETURN_BOOKED_IN -> true;
            case CODE_MAPPED, DUPLICATE, NO_ACTION_NEEDED -> false;
            // What ended by itself is over when he has his parcel.
            case RESOLVED_BY_ITSELF -> situation.milestone() == Milestone.DELIVERED;
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
                .anyMatch(message -> Matters.INCIDENTS.contains(message.kind())
                        && message.left()
                        && message.createdAt().isAfter(last));
    }

    private MessageRequest request(Situation situation, DeskStore.Ended ended, Instant now) {
        Instant morning = situation
                .today(now)
                .plusDays(1)
                .atTime(THE_NEXT_DAY_AT)
                .atZone(situation.zone())
                .toInstant();
        Instant sendAt = settings.quiet().endOf(morning, situation.zone());
        Map<String, @Nullable Object> told = new LinkedHashMap<>(facts.of(situation, RESOLVED, List.of(), sendAt));
        told.put("caseNumber", ended.id());
        told.put("resolved", Map.of("reason", ended.reason().name().toLowerCase(java.util.Locale.ROOT)));
        return new MessageRequest(
                "case:" + ended.id(),
                RESOLVED,
                1,
                situation.order().id(),
                situation.parcel().id(),
                ended.id(),
                situation.order().email(),
                situation.order().locale(),
                told,
                sendAt);
    }
}
