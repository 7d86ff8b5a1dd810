package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import prevenance.message.Batch.Due;
import prevenance.message.Batch.Heard;
import prevenance.message.mail.RateSettings;

class BatchTest {
    private static final Duration AFTER_SILENCE = Duration.ofMinutes(5);

    private final Map<Long, Duration> putOff = new TreeMap<>();

    @Test
    void aDomainHasOneWorkerUntilItHasAnsweredAndThenAllButOne() {
        Batch batch = batch(4, "1 big", "2 big", "3 big", "4 big", "5 big", "6 small");
        Due first = next(batch);
        Due other = next(batch);
        assertThat(List.of(first, other)).containsExactly(due("1 big"), due("6 small"));
        assertThat(batch.next()).as("nobody else may go").isNull();

        batch.ended(first, Heard.ANSWER);
        assertThat(List.of(next(batch), next(batch), next(batch)))
                .containsExactly(due("2 big"), due("3 big"), due("4 big"));
        assertThat(batch.next()).as("the last worker is for others").isNull();
        batch.ended(due("3 big"), Heard.ANSWER);
        assertThat(batch.next()).isEqualTo(due("5 big"));
        assertThat(putOff).isEmpty();
    }

    @Test
    void whenADomainDoesNotAnswerItsOtherMessagesArePutOffAndNobodyElses() {
        Batch batch = batch(2, "1 slow", "2 slow", "3 fine", "4 slow", "5 fine");
        Due hung = next(batch);
        Due fine = next(batch);
        batch.ended(fine, Heard.ANSWER);
        assertThat(batch.next()).isEqualTo(due("5 fine"));
        batch.ended(due("5 fine"), Heard.ANSWER);
        assertThat(batch.size()).isEqualTo(2);
        batch.ended(hung, Heard.SILENCE);
        assertThat(putOff).isEqualTo(Map.of(2L, AFTER_SILENCE, 4L, AFTER_SILENCE));
        assertThat(batch.next()).isNull();
        assertThat(batch.size()).isZero();
    }

    @Test
    void whoWasNotSentAfterAllMakesRoomForTheNextOfHisDomain() {
        Batch batch = batch(4, "1 some", "2 some");
        Due first = next(batch);
        assertThat(batch.next()).isNull();
        batch.ended(first, Heard.NOTHING);
        assertThat(batch.next()).isEqualTo(due("2 some"));
    }

    @Test
    void oneWorkerAloneWritesToEverybody() {
        Batch batch = batch(1, "1 some", "2 some", "3 other");
        List<Due> all = new ArrayList<>();
        for (Due due = batch.next(); due != null; due = batch.next()) {
            all.add(due);
            batch.ended(due, Heard.ANSWER);
        }
        assertThat(all).containsExactly(due("1 some"), due("2 some"), due("3 other"));
    }

    @Test
    void whoIsBehindOneThatIsPutOffForItsRateIsPutOffTooAndNobodyWaitsForEver() {
        Batch batch = batch(4, "1 paced", "2 paced", "3 paced", "4 paced", "5 paced", "6 paced");
        Due first = next(batch);
        batch.ended(first, Heard.ANSWER);
        assertThat(batch.next()).as("not within the next second").isNull();
        assertThat(putOff.keySet()).containsExactly(4L, 5L, 6L);
        assertThat(batch.size()).isEqualTo(2);
    }

    private Batch batch(int workers, String... messages) {
        List<Due> all = new ArrayList<>();
        for (String message : messages) {
            all.add(due(message));
        }
        return new Batch(
                all,
                new Pace(null, new RateSettings(null, Map.of("paced", 1.0))),
                workers,
                AFTER_SILENCE,
                putOff::putAll,
                () -> false);
    }

    private static Due next(Batch batch) {
        return Objects.requireNonNull(batch.next());
    }

    private static Due due(String message) {
        String[] words = message.split(" ", -1);
        return new Due(Long.parseLong(words[0]), words[1]);
    }
}
