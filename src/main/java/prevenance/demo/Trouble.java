package prevenance.demo;

import java.time.Instant;
import java.util.List;

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

    /// How many of a thousand questions are unlucky in the demo.
    static final int USUAL_PER_MILLE = 4;

    private final long seed;
    private final int unluckyPerMille;

    Trouble(long seed, int unluckyPerMille) {
        this.seed = seed;
        this.unluckyPerMille = unluckyPerMille;
    }

    Kind kind(DemoCarrier carrier, CarrierRequest request, Instant now) {
        if (carrier == DOWN && !now.isBefore(HANGS_FROM) && now.isBefore(WELL_FROM)) {
            return now.isBefore(FAILS_FROM) ? Kind.HANGING : Kind.UNAVAILABLE;
        }
        if (request.path().endsWith("/oauth/token")) {
            return Kind.NONE;
        }
        Chance chance = Chance.of(seed, carrier, request.path(), request.query(), request.body(), now.getEpochSecond());
        if (!chance.perMille(unluckyPerMille)) {
            return Kind.NONE;
        }
        return chance.oneOf(List.of(Kind.THROTTLED, Kind.UNAVAILABLE, Kind.UNAVAILABLE, Kind.CUT_SHORT));
    }
}
