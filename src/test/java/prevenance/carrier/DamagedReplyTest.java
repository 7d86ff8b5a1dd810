package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import prevenance.config.Problems;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;

/// Every recorded reply of every carrier, with bytes changed, cut out or doubled: always a typed outcome for every
/// number, never an exception, and never the end of a journey of which the reply did not speak.
class DamagedReplyTest {
    private static final Path FOLDER = Path.of("carriers");
    private static final CarrierCatalog CATALOG = CarrierCatalog.load(FOLDER, new Problems());
    private static final int ROUNDS = 200;
    private static final int LONGEST_CUT = 60;
    private static final Set<StatementWords.Says> END =
            EnumSet.of(StatementWords.Says.DELIVERED, StatementWords.Says.BACK, StatementWords.Says.LOST);

    static List<String> carriers() {
        return List.copyOf(CATALOG.codes());
    }

    /// The one thing that nobody can tell from an honest answer is a code of which the damage made another
    /// published one, beside words that say nothing. Where words of an end stood in the reply already
    /// (another parcel's, or taken back by a flag or by further words), what took them back can be damaged
    /// away; such replies are left to the next test.
    @ParameterizedTest
    @MethodSource("carriers")
    void noDamageEndsAJourneyOfWhichTheReplyDidNotSpeakUnlessOneCodeBecomesAnotherBesideSilentWords(String code)
            throws IOException {
        Random random = new Random(20_261_122);
        CarrierDefinition definition = CATALOG.definition(code);
        for (CarrierSample sample : CarrierSample.readAll(FOLDER.resolve(code), new Problems())) {
            byte[] whole = sample.bytes();
            Map<TrackingNumber, PollOutcome> before = read(definition, sample, whole);
            boolean speaksOfAnEnd = speaksOfAnEnd(whole);
            for (int round = 0; round < ROUNDS; round++) {
                byte[] damaged = round % 2 == 0 ? damage(whole, random) : respelled(whole, random);
                Map<TrackingNumber, PollOutcome> after = read(definition, sample, damaged);
                assertThat(after.keySet()).containsExactlyElementsOf(before.keySet());
                assertThat(after).doesNotContainValue(null);
                if (!speaksOfAnEnd) {
                    after.forEach((number, outcome) -> assertThat(hasEnded(outcome)
                                    && !hasEnded(was(before, number))
                                    && !isRespelled(outcome, was(before, number)))
                            .as(
                                    "%s, %s is %s: %s",
                                    sample.name(), number, outcome, new String(damaged, StandardCharsets.UTF_8))
                            .isFalse());
                }
            }
        }
    }

    /// Over all carriers, also in replies that speak of an end which they take back.
    @Test
    void damageEndsAJourneyInLessThanOneOfAThousandReplies() throws IOException {
        Random random = new Random(4711);
        int read = 0;
        List<String> ended = new ArrayList<>();
        for (String code : CATALOG.codes()) {
            CarrierDefinition definition = CATALOG.definition(code);
            for (CarrierSample sample : CarrierSample.readAll(FOLDER.resolve(code), new Problems())) {
                byte[] whole = sample.bytes();
                Map<TrackingNumber, PollOutcome> before = read(definition, sample, whole);
                for (int round = 0; round < 60; round++) {
                    read++;
                    read(definition, sample, damage(whole, random)).forEach((number, outcome) -> {
                        if (hasEnded(outcome) && !hasEnded(was(before, number))) {
                            ended.add(sample.name());
                        }
                    });
                }
            }
        }
        assertThat(ended).hasSizeLessThan(read / 1000);
    }

    private static Map<TrackingNumber, PollOutcome> read(
            CarrierDefinition definition, CarrierSample sample, byte[] body) {
        RawReply reply = new RawReply(
                sample.status(), String.valueOf(sample.headers().get("Content-Type")), Optional.empty(), body);
        return new ReplyReader(definition, CATALOG)
                .read(sample.asked(), reply, sample.language().orElse(definition.language()), sample.now());
    }

    private static PollOutcome was(Map<TrackingNumber, PollOutcome> before, TrackingNumber number) {
        return Objects.requireNonNull(before.get(number));
    }

    private static boolean speaksOfAnEnd(byte[] body) {
        String folded = Accents.fold(new String(body, StandardCharsets.UTF_8));
        return folded.lines().flatMap(line -> StatementWords.of(line).stream()).anyMatch(END::contains);
    }

    /// Any statement of an end, for one that stood there may well become the newest.
    private static boolean hasEnded(PollOutcome outcome) {
        return outcome instanceof PollOutcome.Answered(CarrierReport report)
                && report.history().events().stream().anyMatch(DamagedReplyTest::isEnd);
    }

    private static boolean isEnd(TrackingEvent event) {
        TrackingStatus status = event.status();
        return !event.informational() && (status.milestone().isEnd() || status == TrackingStatus.EXC_LOST_DECLARED);
    }

    /// All ends have codes that nobody wrote, beside words that say nothing.
    private static boolean isRespelled(PollOutcome after, PollOutcome before) {
        Set<String> written = before instanceof PollOutcome.Answered(CarrierReport report)
                ? report.history().events().stream()
                        .map(TrackingEvent::carrierCode)
                        .collect(Collectors.toSet())
                : Set.of();
        return after instanceof PollOutcome.Answered(CarrierReport report)
                && report.history().events().stream()
                        .filter(DamagedReplyTest::isEnd)
                        .allMatch(event -> !written.contains(event.carrierCode())
                                && StatementWords.of(Accents.fold(event.carrierText()))
                                        .isEmpty());
    }

    /// One to four times: a byte changed, bytes cut out, bytes doubled.
    private static byte[] damage(byte[] whole, Random random) {
        byte[] damaged = whole;
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times && damaged.length > 0; i++) {
            int from = random.nextInt(damaged.length);
            int to = Math.min(damaged.length, from + 1 + random.nextInt(LONGEST_CUT));
            damaged = switch (random.nextInt(4)) {
                case 0 -> changed(damaged, from, random.nextInt(256));
                case 1 -> changed(damaged, from, "{}[]\",:<>0/&".charAt(random.nextInt(12)));
                case 2 -> join(Arrays.copyOf(damaged, from), Arrays.copyOfRange(damaged, to, damaged.length));
                default -> join(Arrays.copyOf(damaged, to), Arrays.copyOfRange(damaged, from, damaged.length));
            };
        }
        return damaged;
    }

    /// Another letter or digit where a letter or digit stands: the reply stays well-formed.
    private static byte[] respelled(byte[] whole, Random random) {
        for (int tries = 0; tries < 100 && whole.length > 0; tries++) {
            int at = random.nextInt(whole.length);
            if (Character.isLetterOrDigit(whole[at])) {
                return changed(whole, at, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".charAt(random.nextInt(36)));
            }
        }
        return whole;
    }

    private static byte[] changed(byte[] whole, int at, int to) {
        byte[] changed = whole.clone();
        changed[at] = (byte) to;
        return changed;
    }

    private static byte[] join(byte[] head, byte[] tail) {
        byte[] joined = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, joined, head.length, tail.length);
        return joined;
    }
}
