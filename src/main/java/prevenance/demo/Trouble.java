package prevenance.demo;

import java.time.Instant;

/// What goes wrong at a carrier's door, apart from the parcels. The same question at the same time has the same luck.
final class Trouble {
    enum Kind {
        NONE,
        THROTTLED,
        UNAVAILABLE,
        CUT_SHORT,
        /// The connection stays open and nothing comes.
        HANGING
    }

    /// One carrier's bad afternoon: it hangs, then its server answers nothing but errors.
    static final DemoCarrier DOWN = DemoCarrier.DHL;

    static final Instant HANGS_FROM = Instant.parse("2026-11-12T12:00:00Z");
    static final Instant FAILS_FROM = Instant.parse("2026-11-12T13:00:00Z");
    static final Instant WELL_FROM = Instant.parse("2026-11-12T16:00:00Z");

    private static final int THROTTLED_PER_MILLE = 6;
    private static final int UNAVAILABLE_PER_MILLE = 8;
    private static final int CUT_SHORT_PER_MILLE = 4;

    private final long seed;

    Trouble(long seed) {
        this.seed = seed;
    }

    Kind kind(DemoCarrier carrier, CarrierRequest request, Instant now) {
        if (carrier == DOWN && !now.isBefore(HANGS_FROM) && now.isBefore(WELL_FROM)) {
            return now.isBefore(FAILS_FROM) ? Kind.HANGING : Kind.UNAVAILABLE;
        }
        if (request.path().endsWith("/oauth/token")) {
            return Kind.NONE;
        }
        int luck = Chance.of(seed, carrier, request.path(), request.query(), request.body(), now.getEpochSecond())
                .below(1000);
        if (luck < THROTTLED_PER_MILLE) {
            return Kind.THROTTLED;
        }
        if (luck < THROTTLED_PER_MILLE + UNAVAILABLE_PER_MILLE) {
            return Kind.UNAVAILABLE;
        }
        return luck < THROTTLED_PER_MILLE + UNAVAILABLE_PER_MILLE + CUT_SHORT_PER_MILLE ? Kind.CUT_SHORT : Kind.NONE;
    }
}
