package prevenance.bench;

import java.util.Locale;

/// How much is measured.
enum Size {
    /// Only that it works.
    TINY,
    /// A few seconds a line, for trying.
    SMALL,
    /// What the figures are told of.
    FULL;

    /// `-Dbench.size`, in any case; full unless said otherwise.
    static Size chosen() {
        String word = System.getProperty("bench.size", "");
        return word.isEmpty() ? FULL : valueOf(word.toUpperCase(Locale.ROOT));
    }

    int of(int tiny, int small, int full) {
        return switch (this) {
            case TINY -> tiny;
            case SMALL -> small;
            case FULL -> full;
        };
    }
}
