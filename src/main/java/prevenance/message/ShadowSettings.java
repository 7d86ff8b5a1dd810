package prevenance.message;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.config.Suggestions;
import prevenance.config.YamlSection;

/// What of the section `shadow:` concerns mails to customers: they are decided as ever, and none of them leaves.
///
/// @param all   every kind
/// @param kinds only these
/// @param share of the customers who get them all the same
public record ShadowSettings(boolean all, Set<MessageKind> kinds, CustomerShare share) {
    public ShadowSettings {
        kinds = Set.copyOf(kinds);
    }

    /// Everything leaves.
    public static ShadowSettings defaults() {
        return new ShadowSettings(false, Set.of(), CustomerShare.none());
    }

    public static ShadowSettings read(YamlSection section) {
        Set<MessageKind> kinds = EnumSet.noneOf(MessageKind.class);
        for (String word : section.texts("messages")) {
            kind(word)
                    .ifPresentOrElse(
                            kinds::add,
                            () -> section.problem(
                                    "messages",
                                    "'" + word + "' is not a kind of message",
                                    Suggestions.nearest(word, names())
                                            .map(near -> "did you mean '" + near + "'?")
                                            .orElse("write kinds such as mass-delay")));
        }
        return new ShadowSettings(section.yesNo("all", false), kinds, CustomerShare.read(section));
    }

    /// Whether anything is held back at all.
    public boolean isOn() {
        return (all || !kinds.isEmpty()) && share.percent() < 100;
    }

    /// Whether a mail of that kind to that customer is only computed.
    ///
    /// @param email of the customer, null when he has none
    public boolean covers(MessageKind kind, @Nullable String email, String orderNumber) {
        return (all || kinds.contains(kind)) && !share.includes(email, orderNumber);
    }

    private static Optional<MessageKind> kind(String word) {
        String name = word.strip().replace('_', '-').toLowerCase(Locale.ROOT);
        return Stream.of(MessageKind.values())
                .filter(kind -> kind.wireName().equals(name))
                .findFirst();
    }

    private static Set<String> names() {
        return Stream.of(MessageKind.values()).map(MessageKind::wireName).collect(Collectors.toSet());
    }
}
