package prevenance.demo;

import java.util.List;
import java.util.SplittableRandom;

/// Chance that is the same for the same seed and names, on every machine and in every order of asking.
final class Chance {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final SplittableRandom random;

    private Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// A source of its own for what the names say.
    static Chance of(long seed, Object... names) {
        long hash = FNV_OFFSET ^ seed;
        for (Object name : names) {
            String text = name.toString();
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * FNV_PRIME;
            }
            hash = (hash ^ '/') * FNV_PRIME;
        }
        return new Chance(hash);
    }

    /// From 0 up to but without `bound`.
    int below(int bound) {
        return random.nextInt(bound);
    }

    /// From `low` to `high`, both included.
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    /// True in `perMille` of a thousand cases.
    boolean perMille(int perMille) {
        return random.nextInt(1000) < perMille;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// As many digits, the first of them not zero.
    String digits(int count) {
        StringBuilder digits = new StringBuilder(count);
        digits.append((char) ('1' + random.nextInt(9)));
        for (int i = 1; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }
}
