package prevenance.carrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

final class ReplyPathTest {
    @Test
    void anExpressionFindsWhatItNames() {
        ReplyPath path = ReplyPath.parse("events.code");

        assertEquals(
                List.of("A1", "B2"),
                path.all(ReplyPath.Place.root(Map.of("events", List.of(Map.of("code", "A1"), Map.of("code", "B2"))))));
    }

    @Test
    void anExpressionThatNeverEndsIsStopped() {
        ReplyPath endless = ReplyPath.parse("($again := function($n) { $again($n + 1) }; $again(0))");

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThrows(ReplyPath.PathException.class, () -> endless.value(ReplyPath.Place.root(Map.of()))));
    }

    @Test
    void anExpressionThatCallsItselfTooDeepIsStopped() {
        ReplyPath deep = ReplyPath.parse("($deep := function($n) { 1 + $deep($n + 1) }; $deep(0))");

        assertThrows(ReplyPath.PathException.class, () -> deep.value(ReplyPath.Place.root(Map.of())));
    }
}
