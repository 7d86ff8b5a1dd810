package prevenance.cases;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a person wants all members of an incident to be told.
///
/// @param texts          by language (`fr`, `en`); paragraphs are parted by an empty line
/// @param cause          null when it is not known
/// @param nextUpdateDate by when they hear again, null to leave it to the usual days
public record IncidentWording(
        Map<String, String> texts,
        @Nullable DelayCause cause,
        @Nullable LocalDate nextUpdateDate) {
    /// The languages that every wording is written in.
    public static final List<String> LANGUAGES = List.of("fr", "en");

    /// A person reads no longer ones, and no mail needs them.
    public static final int LONGEST = 2_000;

    public IncidentWording {
        Map<String, String> kept = new LinkedHashMap<>();
        texts.forEach((language, text) -> kept.put(language, text.strip().replace("\r\n", "\n")));
        texts = Map.copyOf(kept);
    }
}
