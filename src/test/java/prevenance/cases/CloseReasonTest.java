package prevenance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import prevenance.assess.FlagKind;

class CloseReasonTest {
    @Test
    void aPersonEndsWhatWouldNotEndByItselfAndLeavesTheRestToTheRules() {
        Set<FlagKind> all = EnumSet.allOf(FlagKind.class);
        Set<FlagKind> lasting = EnumSet.of(
                FlagKind.RETURNED,
                FlagKind.DAMAGED,
                FlagKind.LOST_DECLARED,
                FlagKind.NUMBER_UNKNOWN,
                FlagKind.UNMAPPED_CODE,
                FlagKind.NOT_RECEIVED,
                FlagKind.NUMBER_REPLACED,
                FlagKind.CLAIM_DEADLINE,
                FlagKind.MAIL_FAILED,
                FlagKind.TRACKING_END);
        // That the customer has his own pays no refund, sends no replacement and claims nothing from a carrier.
        Set<FlagKind> settled = EnumSet.allOf(FlagKind.class);
        settled.removeAll(EnumSet.of(FlagKind.CLAIM_DEADLINE, FlagKind.REFUND_DUE, FlagKind.REPLACEMENT_SILENT));
        Map<CloseReason, Set<FlagKind>> expected = new EnumMap<>(CloseReason.class);
        expected.put(CloseReason.DELIVERED_AFTER_ALL, lasting);
        expected.put(CloseReason.RESHIPPED, settled);
        expected.put(CloseReason.REFUNDED, settled);
        expected.put(CloseReason.ADDRESS_CORRECTED, lasting);
        expected.put(CloseReason.CARRIER_INQUIRY_ANSWERED, lasting);
        expected.put(CloseReason.CUSTOMER_CONTACTED, lasting);
        expected.put(
                CloseReason.RETURN_BOOKED_IN,
                EnumSet.of(FlagKind.RETURNED, FlagKind.RETURNING, FlagKind.PICKUP_MISSED));
        expected.put(CloseReason.REFUND_ARRIVED, settled);
        expected.put(CloseReason.REPLACEMENT_SHIPPED, settled);
        expected.put(CloseReason.SWAP_RESOLVED, lasting);
        expected.put(CloseReason.CLAIM_SETTLED, lasting);
        expected.put(CloseReason.GOODWILL_GIVEN, lasting);
        expected.put(CloseReason.CODE_MAPPED, EnumSet.of(FlagKind.UNMAPPED_CODE));
        expected.put(CloseReason.DUPLICATE, Set.of());
        expected.put(CloseReason.NO_ACTION_NEEDED, lasting);
        expected.put(CloseReason.RESOLVED_BY_ITSELF, Set.of());
        assertThat(Arrays.stream(CloseReason.values())
                        .collect(Collectors.toMap(
                                reason -> reason,
                                reason -> all.stream().filter(reason::ends).collect(Collectors.toSet()))))
                .isEqualTo(expected);
    }
}
