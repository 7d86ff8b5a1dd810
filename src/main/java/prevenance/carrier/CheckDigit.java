package prevenance.carrier;

import java.util.List;

/// A rule by which the last characters of a number follow from the others.
///
/// @param algorithm the arithmetic
/// @param weights   multipliers, repeated as often as needed; only for [Algorithm#MOD10] and [Algorithm#MOD11]
/// @param fromRight whether the weights start at the last digit
/// @param plus      added to the weighted sum, 0 for nearly all; only for [Algorithm#MOD10] and [Algorithm#MOD11]
public record CheckDigit(Algorithm algorithm, List<Integer> weights, boolean fromRight, int plus) {
    /// The named arithmetics.
    public enum Algorithm {
        /// No check digit.
        NONE,
        /// UPU S10: weights 8 6 4 2 3 5 9 7, eleven minus the sum modulo 11, with 10 as 0 and 11 as 5 (UPU standard
        /// S10).
        S10,
        /// Weighted sum, ten minus its last digit.
        MOD10,
        /// Letters count as their place in the alphabet plus 1 modulo 10, every second character twice, modulo 10.
        MOD10_LETTERS,
        /// The number modulo 7.
        MOD7,
        /// ISO/IEC 7812 annex B.
        LUHN,
        /// ISO 7064 MOD 37,36: digits and letters.
        MOD37_36,
        /// Weighted sum modulo 11, 10 as 0.
        MOD11
    }

    public static final CheckDigit NONE = new CheckDigit(Algorithm.NONE, List.of(), false, 0);

    public CheckDigit {
        weights = List.copyOf(weights);
    }

    /// Whether `check` belongs to `serial`.
    public boolean fits(String serial, String check) {
        return algorithm == Algorithm.NONE || compute(serial).equals(check);
    }

    /// What belongs to `serial`; empty without an arithmetic.
    String compute(String serial) {
        return switch (algorithm) {
            case NONE -> "";
            case S10 -> {
                int rest = 11 - weighted(serial, List.of(8, 6, 4, 2, 3, 5, 9, 7), false) % 11;
                yield String.valueOf(rest == 10 ? 0 : rest == 11 ? 5 : rest);
            }
            case MOD10 -> String.valueOf((10 - (weighted(serial, weights, fromRight) + plus) % 10) % 10);
            case MOD10_LETTERS -> String.valueOf((10 - weighted(serial, List.of(1, 2), false) % 10) % 10);
            case MOD7 -> String.valueOf(remainder(serial, 7));
            case LUHN -> String.valueOf(luhn(serial));
            case MOD37_36 -> mod37(serial);
            case MOD11 -> String.valueOf((weighted(serial, weights, fromRight) + plus) % 11 % 10);
        };
    }

    private static int weighted(String serial, List<Integer> weights, boolean fromRight) {
        int sum = 0;
        for (int i = 0; i < serial.length(); i++) {
            int place = fromRight ? serial.length() - 1 - i : i;
            sum += digit(serial.charAt(i)) * weights.get(place % weights.size());
        }
        return sum;
    }

    /// Letters as digits: A is 2, B is 3, … H is 9, I is 0.
    private static int digit(char c) {
        return Character.isDigit(c) ? c - '0' : (c - 63) % 10;
    }

    private static int remainder(String serial, int modulus) {
        int rest = 0;
        for (int i = 0; i < serial.length(); i++) {
            rest = (rest * 10 + digit(serial.charAt(i))) % modulus;
        }
        return rest;
    }

    private static int luhn(String serial) {
        int sum = 0;
        for (int i = 0; i < serial.length(); i++) {
            int value = digit(serial.charAt(serial.length() - 1 - i)) * (i % 2 == 0 ? 2 : 1);
            sum += value > 9 ? value - 9 : value;
        }
        return (10 - sum % 10) % 10;
    }

    private static String mod37(String serial) {
        int product = 36;
        for (int i = 0; i < serial.length(); i++) {
            int sum = (product + Character.digit(serial.charAt(i), 36)) % 36;
            product = (sum == 0 ? 36 : sum) * 2 % 37;
        }
        return String.valueOf(Character.toUpperCase(Character.forDigit((37 - product) % 36, 36)));
    }
}
