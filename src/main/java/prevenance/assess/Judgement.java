package prevenance.assess;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that the rules say of a parcel at one instant.
///
/// @param findings   gravest first
/// @param superseded flags that give way, with the kind they give way to
/// @param nextAt     when the findings can change by time alone; null when they cannot any more
public record Judgement(
        List<Finding> findings,
        Map<FlagKind, FlagKind> superseded,
        @Nullable Instant nextAt) {
    /// A verdict with the name and version of the rule behind it.
    public record Finding(String rule, Verdict verdict) {}

    public Judgement {
        findings = List.copyOf(findings);
        superseded = Map.copyOf(superseded);
    }
}
