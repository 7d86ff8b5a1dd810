package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import prevenance.config.Problems;
import prevenance.tracking.TrackingNumber;

/// Recorded replies with bytes changed, cut out or doubled: always an outcome for every number, never an exception.
class ReplyFuzzTest {
    private static final Path FOLDER = Path.of("carriers");
    private static final CarrierCatalog CATALOG = CarrierCatalog.load(FOLDER, new Problems());
    private static final int ROUNDS = 300;

    static List<String> carriers() {
        return List.copyOf(CATALOG.codes());
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void damagedBytesGiveATypedOutcome(String code) throws IOException {
        Random random = new Random(20_261_122);
        ReplyReader reader = new ReplyReader(CATALOG.definition(code), CATALOG);
        for (CarrierSample sample : CarrierSample.readAll(FOLDER.resolve(code), new Problems())) {
            byte[] whole = sample.bytes();
            for (int round = 0; round < ROUNDS; round++) {
                byte[] damaged = damage(whole, random);
                RawReply reply = new RawReply(
                        sample.status(),
                        String.valueOf(sample.headers().get("Content-Type")),
                        Optional.empty(),
                        damaged);
                Map<TrackingNumber, PollOutcome> outcomes = reader.read(
                        sample.asked(),
                        reply,
                        sample.language().orElse(CATALOG.definition(code).language()),
                        sample.now());
                assertThat(outcomes).hasSize(sample.asked().size()).doesNotContainValue(null);
            }
        }
    }

    private static byte[] damage(byte[] whole, Random random) {
        if (whole.length == 0) {
            return whole;
        }
        byte[] damaged = Arrays.copyOf(whole, whole.length);
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times && damaged.length > 0; i++) {
            int from = random.nextInt(damaged.length);
            int to = Math.min(damaged.length, from + 1 + random.nextInt(60));
            switch (random.nextInt(4)) {
                case 0 -> damaged[from] = (byte) random.nextInt(256);
                case 1 -> damaged[from] = (byte) "{}[]\",:<>0/&".charAt(random.nextInt(12));
                case 2 -> damaged = join(Arrays.copyOf(damaged, from), Arrays.copyOfRange(damaged, to, damaged.length));
                default ->
                    damaged = join(Arrays.copyOf(damaged, to), Arrays.copyOfRange(damaged, from, damaged.length));
            }
        }
        return damaged;
    }

    private static byte[] join(byte[] head, byte[] tail) {
        byte[] joined = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, joined, head.length, tail.length);
        return joined;
    }
}
