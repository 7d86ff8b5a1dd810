package prevenance.privacy;

import java.time.Instant;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// An erasure that was carried out.
///
/// @param subjectHash the person's pseudonym
/// @param actor       login of who did it, or `terminal`
/// @param orders      how many orders were blanked
/// @param certificate JSON, see [Certificate]
public record PastErasure(long id, String subjectHash, Instant at, String actor, int orders, String certificate) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /// The certificate in lines.
    public String readable() {
        return JSON.writeValueAsString(JSON.readTree(certificate));
    }

    /// Nothing was found of him afterwards.
    public boolean isClean() {
        return JSON.readTree(certificate).path("proof").path("clean").asBoolean(false);
    }

    /// Nobody changed the certificate since.
    public boolean isUnchanged() {
        return Certificate.isUnchanged(certificate);
    }
}
