package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import prevenance.aftersales.ClaimDocument;
import prevenance.aftersales.ClaimKind;
import prevenance.aftersales.ClaimState;
import prevenance.aftersales.ExchangeState;
import prevenance.aftersales.PaymentMeans;
import prevenance.aftersales.RefundState;
import prevenance.aftersales.ReshipAdvice;
import prevenance.assess.FlagKind;
import prevenance.assess.Reasons;
import prevenance.cases.CaseKind;
import prevenance.cases.CaseState;
import prevenance.cases.CloseReason;
import prevenance.cases.CustomerActKind;
import prevenance.cases.DeadlineKind;
import prevenance.cases.EntryKind;
import prevenance.cases.RootCause;
import prevenance.message.HeldFor;
import prevenance.message.MessageKind;
import prevenance.message.MessageState;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.AskNow;
import prevenance.watch.CarrierHealth;
import prevenance.watch.Leg;
import prevenance.web.Texts;

/// What the program knows has a name in each language.
class WordsTest {
    private static final Texts TEXTS = Console.texts();

    static Stream<Arguments> words() {
        return Stream.of(
                Arguments.of("flag-kind", FlagKind.values()),
                Arguments.of("case-kind", CaseKind.values()),
                Arguments.of("case-state", CaseState.values()),
                Arguments.of("close-reason", CloseReason.values()),
                Arguments.of("entry-kind", EntryKind.values()),
                Arguments.of("root-cause", RootCause.values()),
                Arguments.of("milestone", Milestone.values()),
                Arguments.of(
                        "status",
                        Arrays.stream(TrackingStatus.values())
                                .map(TrackingStatus::wireName)
                                .toArray()),
                Arguments.of("leg", Leg.values()),
                Arguments.of("health", CarrierHealth.State.values()),
                Arguments.of("ask", AskNow.Answer.values()),
                Arguments.of("message-kind", MessageKind.values()),
                Arguments.of("message-state", MessageState.values()),
                Arguments.of("held-for", HeldFor.values()),
                Arguments.of("refund-state", RefundState.values()),
                Arguments.of("exchange-state", ExchangeState.values()),
                Arguments.of("means", PaymentMeans.values()),
                Arguments.of("deadline-kind", DeadlineKind.values()),
                Arguments.of("act-kind", CustomerActKind.values()),
                Arguments.of("claim-state", ClaimState.values()),
                Arguments.of("claim-kind", ClaimKind.values()),
                Arguments.of("claim-document", ClaimDocument.values()),
                Arguments.of("document-state", ClaimDocument.State.values()),
                Arguments.of("advice.choice", ReshipAdvice.Choice.values()),
                Arguments.of("outcome", new Object[] {"answered", "not-found", "throttled", "refused", "unreachable"}));
    }

    @ParameterizedTest
    @MethodSource("words")
    void everyConstantHasAName(String group, Object[] constants) {
        String between = group.equals("advice.choice") ? "-" : ".";
        assertThat(Arrays.stream(constants).map(constant -> group + between + constant))
                .allSatisfy(key -> {
                    assertThat(TEXTS.has(key)).as(key).isTrue();
                    assertThat(TEXTS.text(Locale.FRENCH, key)).isNotBlank();
                    assertThat(TEXTS.text(Locale.ENGLISH, key)).isNotBlank();
                });
    }

    @Test
    void flagsAreCalledAsInTheirReasons() {
        for (FlagKind kind : FlagKind.values()) {
            for (Locale locale : Texts.LANGUAGES) {
                assertThat(TEXTS.text(locale, "flag-kind." + kind).replace('’', '\''))
                        .isEqualTo(Reasons.name(kind, locale).replace('’', '\''));
            }
        }
    }
}
