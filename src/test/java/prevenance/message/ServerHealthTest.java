package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import prevenance.message.mail.PauseSettings;

/// What the server's silences say about it.
class ServerHealthTest {
    private static final Instant NOW = Instant.parse("2026-11-16T09:00:00Z");

    private final ServerHealth health = new ServerHealth(PauseSettings.defaults());

    @Test
    void threeSilencesInARowOverMailsToSeveralDomainsAreTheServers() {
        health.silent("one.example", NOW);
        health.silent("two.example", NOW);
        assertThat(health.isUp()).isTrue();
        health.silent("one.example", NOW);
        assertThat(health.isUp()).isFalse();
    }

    @Test
    void aDomainThatHangsHoldsUpNobodyElse() {
        IntStream.range(0, 8).forEach(_ -> health.silent("slow.example", NOW));
        assertThat(health.isUp()).isTrue();
        health.answered(false, NOW);
        IntStream.range(0, 8).forEach(_ -> health.silent("slow.example", NOW));
        assertThat(health.isUp()).isTrue();
    }

    @Test
    void aServerThatHangsIsNoticedThoughEverybodyIsOfOneDomain() {
        IntStream.range(0, 9).forEach(_ -> health.silent("big.example", NOW));
        assertThat(health.isUp()).isFalse();
    }

    @Test
    void whileItIsDownOneSilenceMoreProlongsThePause() {
        health.failed(ServerHealth.Trouble.DOWN, "no answer", NOW);
        Instant after = NOW.plus(PauseSettings.defaults().first());
        assertThat(health.mayTry(after)).isTrue();
        health.silent("one.example", after);
        assertThat(health.mayTry(after.plus(PauseSettings.defaults().first()))).isFalse();
    }
}
