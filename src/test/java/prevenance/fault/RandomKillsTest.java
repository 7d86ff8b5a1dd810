package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL at random moments while parcels come in, move and are told; some lives end before they have begun, some as
/// soon as they ask, some while they send.
@ExtendWith(FaultReport.class)
class RandomKillsTest {
    private static final int KILLS = Form.of(8, 1_000);
    private static final int PARCELS = 10;
    private static final int WORKERS = 2;
    private static final int LONGEST_MS = 1_500;
    private static final Duration UNTIL_SENDING = Duration.ofSeconds(10);

    /// Customers who wait for a mail; with more, each life would spend itself on asking.
    private static final int MOST_WAITING = 100;

    private static final Duration MOST_TO_FIRST_POLL = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final Random random = new Random(Form.SEED);
    private final Map<String, Parcel> byRecipient = new ConcurrentHashMap<>();
    private final Set<AcceptedMail> moved = new HashSet<>();

    @Test
    void killedAtAnyMomentUnderLoadNothingIsLost() {
        Form.Deadline deadline = Form.share(30);
        List<Long> toFirstPoll = new ArrayList<>();
        int kills = 0;
        try (FaultRig rig = new FaultRig(folder)) {
            rig.every("3s");
            rig.mail("security: none, timeout: 20s, deadline: 30s, workers: " + WORKERS);
            while (kills < KILLS && !deadline.isOver()) {
                if (rig.oracle().waiting() < MOST_WAITING) {
                    ship(rig);
                }
                move(rig);
                long start = System.nanoTime();
                long questions = questions(rig);
                Daemon daemon = rig.start();
                if (random.nextInt(4) == 0) {
                    Daemon.pause(Duration.ofMillis(random.nextInt(LONGEST_MS)));
                } else {
                    firstPoll(rig, daemon, questions);
                    toFirstPoll.add((System.nanoTime() - start) / 1_000_000);
                    if (random.nextBoolean()) {
                        int before = rig.mail().journal().size();
                        rig.mail().journal().await(mails -> mails.size() > before, UNTIL_SENDING);
                    }
                    Daemon.pause(Duration.ofMillis(random.nextInt(LONGEST_MS)));
                    move(rig);
                }
                daemon.kill();
                kills++;
                if (kills % 50 == 0) {
                    Figures.progress(
                            "R1.3  " + kills + " kills, " + rig.mail().journal().size() + " mails");
                }
            }
            rig.start();
            rig.oracle().awaitAll(Form.patience());
            move(rig);
            Oracle.Verdict verdict = rig.quiesce();
            tell(kills, verdict, toFirstPoll);
            verdict.assertNothingLost(rig.daemon());
            assertThat(verdict.copies()).isLessThanOrEqualTo(kills * WORKERS);
            rig.assertSound();
        }
    }

    private static void tell(int kills, Oracle.Verdict verdict, List<Long> toFirstPoll) {
        Collections.sort(toFirstPoll);
        long median = toFirstPoll.get(toFirstPoll.size() / 2);
        Figures.note(
                "R1.3",
                "random kill -9 under load",
                "kills %d, mails %d, lost %d, copies %d; start to first poll: median %d ms, longest %d ms"
                        .formatted(
                                kills,
                                verdict.accepted(),
                                verdict.lost().size(),
                                verdict.copies(),
                                median,
                                toFirstPoll.getLast()));
        if (Form.isLong()) {
            // A promise about time, measured where nobody else works.
            assertThat(Duration.ofMillis(median)).isLessThanOrEqualTo(MOST_TO_FIRST_POLL);
        }
    }

    private void ship(FaultRig rig) {
        List<Parcel> parcels = rig.prepare(random.nextBoolean() ? CarrierFormat.LA_POSTE : CarrierFormat.DHL, PARCELS);
        parcels.forEach(parcel -> byRecipient.put(parcel.recipient(), parcel));
        rig.drop(parcels);
        rig.say(parcels, Word.TAKEN);
    }

    /// Whose customer has heard of the dispatch moves on.
    private void move(FaultRig rig) {
        List<AcceptedMail> told = rig.mail().journal().mails().stream()
                .filter(mail -> mail.kind().equals(Word.TAKEN.mail()) && moved.add(mail))
                .toList();
        Map<Word, List<Parcel>> next = told.stream()
                .map(mail -> byRecipient.get(mail.recipient()))
                .distinct()
                .collect(Collectors.groupingBy(parcel -> parcel.index() % 5 == 0 ? Word.BACK : Word.ARRIVED));
        next.forEach((word, parcels) -> rig.say(parcels, word));
    }

    private static long questions(FaultRig rig) {
        return rig.carrier(CarrierFormat.LA_POSTE).requests()
                + rig.carrier(CarrierFormat.DHL).requests();
    }

    private static void firstPoll(FaultRig rig, Daemon daemon, long before) {
        long end = System.nanoTime() + Form.patience().toNanos();
        while (questions(rig) == before && daemon.isAlive() && System.nanoTime() - end < 0) {
            Daemon.pause(Duration.ofMillis(5));
        }
        assertThat(questions(rig)).as("asked%n%s", daemon.lastWords()).isGreaterThan(before);
    }
}
