package prevenance.privacy;

import java.time.Instant;

/// An erasure that was carried out.
///
/// @param subjectHash the person's pseudonym
/// @param actor       login of who did it, or `terminal`
/// @param orders      how many orders were blanked
/// @param certificate JSON, see [Certificate]
public record PastErasure(long id, String subjectHash, Instant at, String actor, int orders, String certificate) {}
