package prevenance.assess;

import java.util.Map;

/// Why, as a sentence with its facts: the sentence stands in `reasons.properties` under `key`, in French and English,
/// and
/// names the facts as `{fact}`.
///
/// @param key  for instance `late.promise-passed`
/// @param args the facts as text; dates and instants in ISO, put into words only when shown
public record Reason(String key, Map<String, String> args) {
    public Reason {
        args = Map.copyOf(args);
    }
}
