package prevenance.assess;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import prevenance.config.Suggestions;
import prevenance.config.YamlSection;
import prevenance.message.CustomerShare;

/// What of the section `shadow:` concerns rules: kinds of flags on trial, which make neither a case nor a mail.
///
/// @param kinds on trial
/// @param share of the customers for whom they count all the same
public record ShadowFlagSettings(Set<FlagKind> kinds, CustomerShare share) {
    public ShadowFlagSettings {
        kinds = Set.copyOf(kinds);
    }

    /// No rule is on trial.
    public static ShadowFlagSettings defaults() {
        return new ShadowFlagSettings(Set.of(), CustomerShare.none());
    }

    public static ShadowFlagSettings read(YamlSection section) {
        Set<FlagKind> kinds = EnumSet.noneOf(FlagKind.class);
        for (String word : section.texts("flags")) {
            String name = word.strip().replace('-', '_').toUpperCase(Locale.ROOT);
            Stream.of(FlagKind.values())
                    .filter(kind -> kind.name().equals(name))
                    .findFirst()
                    .ifPresentOrElse(
                            kinds::add,
                            () -> section.problem(
                                    "flags",
                                    "'" + word + "' is not a kind of flag",
                                    Suggestions.nearest(name, names())
                                            .map(near -> "did you mean '" + near + "'?")
                                            .orElse("write kinds such as WILL_MISS")));
        }
        return new ShadowFlagSettings(kinds, CustomerShare.read(section));
    }

    private static Set<String> names() {
        return Stream.of(FlagKind.values()).map(Enum::name).collect(Collectors.toSet());
    }
}
