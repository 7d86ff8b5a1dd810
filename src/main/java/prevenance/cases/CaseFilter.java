package prevenance.cases;

import org.jspecify.annotations.Nullable;

/// Which cases are wanted; null means any.
///
/// @param owner   a name; the empty text asks for cases that nobody has taken
/// @param carrier carrier code
/// @param limit   at most so many, at least 1
public record CaseFilter(
        @Nullable CaseState state,
        @Nullable CaseKind kind,
        @Nullable String owner,
        @Nullable String carrier,
        int limit) {
    /// Every open case.
    public static CaseFilter open(int limit) {
        return new CaseFilter(CaseState.OPEN, null, null, null, limit);
    }
}
