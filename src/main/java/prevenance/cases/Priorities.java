package prevenance.cases;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;

/// How urgent a case is: by its kind, and more urgent when the goods are dear.
final class Priorities {
    private static final int FALLBACK_DIGITS = 2;

    private final DeskSettings settings;

    Priorities(DeskSettings settings) {
        this.settings = settings;
    }

    /// From 1, most urgent, to 4.
    int of(CaseKind kind, CaseSubject subject) {
        int byKind = switch (kind) {
            case LOST_DECLARED,
                    DAMAGED,
                    ADDRESS_PROBLEM,
                    NOT_RECEIVED,
                    DAMAGED_REPORTED,
                    WRONG_ITEM,
                    REFUND_FAILED,
                    REFUND_MISSING,
                    REFUND_DUE,
                    ADDRESS_CORRECTION,
                    MASS_INCIDENT,
                    CALL_BACK -> 1;
            case LOST_SUSPECTED,
                    RETURNING,
                    PICKUP_MISSED,
                    ATTEMPT_FAILED,
                    CUSTOMER_UNREACHABLE,
                    PROMISED_NEWS,
                    EXCHANGE_BLOCKED,
                    CHOICE_MADE,
                    CLAIM_DEADLINE,
                    CUSTOMS,
                    LEGAL_DELIVERY,
                    REPLACEMENT_SILENT -> 2;
            case RETURNED,
                    LATE,
                    STALLED,
                    NOT_HANDED_OVER,
                    NUMBER_UNKNOWN,
                    NO_PROGRESS_LOOP,
                    WILL_MISS,
                    TRACKING_END,
                    REPORTED -> 3;
            case DELAY_ANNOUNCED, PICKUP_WAITING, PARTIAL_ORDER, NUMBER_REPLACED, UNMAPPED_CODE -> 4;
        };
        int byValue = reaches(subject, settings.topValue()) ? 2 : reaches(subject, settings.highValue()) ? 1 : 0;
        return Math.max(1, byKind - byValue);
    }

    /// A value without a currency, or in one without a limit, changes nothing.
    private static boolean reaches(CaseSubject subject, Map<String, BigDecimal> limits) {
        String currency = subject.currency();
        Long value = subject.valueMinor();
        BigDecimal limit = currency == null ? null : limits.get(currency);
        if (currency == null || value == null || limit == null) {
            return false;
        }
        return BigDecimal.valueOf(value, digits(currency)).compareTo(limit) >= 0;
    }

    private static int digits(String currency) {
        return Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(currency))
                .findFirst()
                .map(Currency::getDefaultFractionDigits)
                .filter(n -> n >= 0)
                .orElse(FALLBACK_DIGITS);
    }
}
