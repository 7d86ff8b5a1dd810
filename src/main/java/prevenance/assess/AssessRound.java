package prevenance.assess;

/// What one beat did.
///
/// @param assessed parcels judged
/// @param raised   flags opened
/// @param stepped  flags that went up a step
/// @param closed   flags that ended
/// @param failed   parcels that could not be judged and were put off
public record AssessRound(int assessed, int raised, int stepped, int closed, int failed) {
    static final AssessRound NOTHING = new AssessRound(0, 0, 0, 0, 0);

    AssessRound plus(AssessRound other) {
        return new AssessRound(
                assessed + other.assessed,
                raised + other.raised,
                stepped + other.stepped,
                closed + other.closed,
                failed + other.failed);
    }
}
