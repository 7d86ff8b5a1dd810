package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What bounds an expression over a carrier's reply.
class ReplyPathTest {
    private static final ReplyPath.Place REPLY =
            ReplyPath.Place.root(Map.of("events", List.of(Map.of("code", "A1"), Map.of("code", "B2"))));

    @Test
    void anExpressionFindsWhatItNames() {
        assertThat(ReplyPath.parse("events.code").all(REPLY)).isEqualTo(List.of("A1", "B2"));
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anExpressionThatNeverEndsIsStopped() {
        ReplyPath endless = ReplyPath.parse("($again := function($n) { $again($n + 1) }; $again(0))");

        assertThatThrownBy(() -> endless.value(REPLY)).isInstanceOf(ReplyPath.PathException.class);
    }

    @Test
    void anExpressionThatCallsItselfTooDeepIsStopped() {
        ReplyPath deep = ReplyPath.parse("($deep := function($n) { 1 + $deep($n + 1) }; $deep(0))");

        assertThatThrownBy(() -> deep.value(REPLY)).isInstanceOf(ReplyPath.PathException.class);
    }
}
