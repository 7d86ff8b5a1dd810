package prevenance.assess;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Judges one thing about a parcel. Pure: the same dossier and the same instant give the same verdict.
public interface Rule {
    /// Name and version, such as `late/1`, stored with every flag it raises. The version goes up when the same dossier
    /// would be judged otherwise.
    String name();

    FlagKind kind();

    /// Empty when there is nothing to flag.
    Optional<Verdict> judge(Dossier dossier, Instant now);

    /// The instants, past or future, at which the verdict changes by time alone. They decide when the parcel is judged
    /// next, so one that is left out is noticed late.
    default List<Instant> deadlines(Dossier dossier) {
        return List.of();
    }
}
