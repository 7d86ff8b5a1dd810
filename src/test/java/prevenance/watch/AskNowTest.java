package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.watch.MakeBelieveCarriers.event;
import static prevenance.watch.MakeBelieveCarriers.limit;
import static prevenance.watch.MakeBelieveCarriers.told;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prevenance.carrier.PollOutcome;
import prevenance.testing.ManualClock;
import prevenance.tracking.TrackingStatus;

/// Asking out of turn, and what was replied.
@Timeout(60)
class AskNowTest {
    @TempDir
    Path folder;

    private final ManualClock clock = ManualClock.at("2026-11-22T10:00:00Z");
    private final MakeBelieveCarriers carriers = new MakeBelieveCarriers();
    private Shop shop;
    private Poller poller;
    private long id;

    @BeforeEach
    void open() {
        shop = new Shop(folder);
        carriers.carrier("north", 1, 1, limit(2, Duration.ofHours(1))).carrier("off", 1, 1);
        carriers.answer("north", told(event("2026-11-22T09:00", TrackingStatus.DELIVERED_RECIPIENT)));
        id = shop.parcel("north", "N1", Instant.parse("2026-11-21T10:00:00Z"), clock.instant());
        poller = new Poller(
                shop.database, carriers, carriers, code -> !code.equals("off"), _ -> PollSettings.defaults(), clock);
        poll();
    }

    @AfterEach
    void close() {
        poller.close();
        shop.close();
    }

    @Test
    void aParcelIsAskedAboutWithTheNextBeatEvenIfItsJourneyHasEnded() {
        shop.sql("update parcel set next_poll_at = null");
        clock.advance(Duration.ofMinutes(2));
        assertThat(ask(id)).isEqualTo(AskNow.Answer.DUE);
        assertThat(poll()).isEqualTo(1);
        assertThat(shop.find(id).lastPolledAt()).isEqualTo(clock.instant());
    }

    @Test
    void whatWasAskedWithinTheMinuteIsNotAskedAgain() {
        clock.advance(Duration.ofSeconds(59));
        assertThat(ask(id)).isEqualTo(AskNow.Answer.ASKED_JUST_NOW);
        assertThat(poll()).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(ask(id)).isEqualTo(AskNow.Answer.DUE);
    }

    @Test
    void aSpentQuotaIsNotOverdrawn() {
        clock.advance(Duration.ofMinutes(2));
        ask(id);
        poll();
        clock.advance(Duration.ofMinutes(2));
        assertThat(ask(id)).isEqualTo(AskNow.Answer.QUOTA_SPENT);
        assertThat(shop.find(id).nextPollAt()).isNotEqualTo(clock.instant());
    }

    @Test
    void aCarrierThatIsOffOrRestsIsLeftAlone() {
        long off = shop.parcel("off", "O1", null, clock.instant());
        long gone = shop.parcel("abolished", "G1", null, clock.instant());
        clock.advance(Duration.ofMinutes(2));
        assertThat(ask(off)).isEqualTo(AskNow.Answer.CARRIER_OFF);
        assertThat(ask(gone)).isEqualTo(AskNow.Answer.CARRIER_OFF);
        shop.sql("update carrier_health set state = 'RESTING', paused_until = "
                + clock.instant().plusSeconds(1).toEpochMilli());
        assertThat(ask(id)).isEqualTo(AskNow.Answer.CARRIER_RESTING);
        assertThat(ask(99)).isEqualTo(AskNow.Answer.NO_SUCH_PARCEL);
    }

    @Test
    void theNewestReplyIsKeptAndAnEarlierOneStaysWhereNothingCame() {
        carriers.reply("north", "{\"ok\": 1}");
        askAgain();
        assertThat(kept()).contains("answered application/json {\"ok\": 1} false");
        carriers.answer("north", new PollOutcome.Unreachable("down"));
        carriers.reply("north", null);
        askAgain();
        assertThat(kept()).contains("answered application/json {\"ok\": 1} false");
    }

    @Test
    void aLongReplyIsCutAndSaysSo() {
        carriers.reply("north", "x".repeat(KeptReply.LONGEST + 1));
        askAgain();
        KeptReply kept = shop.database
                .<Optional<KeptReply>>read(tx -> new ReplyStore().find(tx, id))
                .orElseThrow();
        assertThat(kept.cutShort()).isTrue();
        assertThat(new String(kept.body(), StandardCharsets.UTF_8)).isEqualTo("x".repeat(KeptReply.LONGEST));
        assertThat(kept.gzip()).hasSizeLessThan(1000);
    }

    private void askAgain() {
        shop.sql("delete from carrier_quota");
        clock.advance(Duration.ofMinutes(2));
        assertThat(ask(id)).isEqualTo(AskNow.Answer.DUE);
        poll();
    }

    private Optional<String> kept() {
        return shop.database
                .<Optional<KeptReply>>read(tx -> new ReplyStore().find(tx, id))
                .map(reply -> reply.outcome() + " " + reply.mediaType() + " "
                        + new String(reply.body(), StandardCharsets.UTF_8) + " " + reply.cutShort());
    }

    private AskNow.Answer ask(long parcel) {
        AskNow asking = new AskNow(carriers, code -> !code.equals("off"), _ -> PollSettings.defaults());
        return shop.database.<AskNow.Answer>write(tx -> asking.ask(tx, parcel, clock.instant()));
    }

    private int poll() {
        return poller.pollDue(clock.instant()).await();
    }
}
