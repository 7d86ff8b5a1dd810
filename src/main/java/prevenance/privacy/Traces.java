package prevenance.privacy;

import java.util.List;
import java.util.Map;

/// The texts by which a person can be recognised.
///
/// @param all     that are looked for
/// @param leftOut how many of each kind are known and not looked for, because they stand in somebody else's order too
///                or are too short to tell anybody by
record Traces(List<Trace> all, Map<Trace.Kind, Integer> leftOut) {}
