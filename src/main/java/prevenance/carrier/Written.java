package prevenance.carrier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import prevenance.config.Suggestions;
import prevenance.config.YamlSection;
import prevenance.tracking.TrackingStatus;

/// The small things that stand all over a definition: paths, templates, expressions, statuses.
final class Written {
    /// The variables that stand for something in every request.
    static final Set<String> VARIABLES = Set.of(
            "number",
            "numbers",
            "uuid",
            "now-millis",
            "postcode",
            "country",
            "ship-date",
            "language",
            "token",
            "signature",
            "body",
            "environment");

    private Written() {}

    static List<ReplyPath> paths(YamlSection section, String key) {
        List<ReplyPath> paths = new ArrayList<>();
        for (String text : section.texts(key)) {
            path(section, key, text).ifPresent(paths::add);
        }
        return paths;
    }

    static Optional<ReplyPath> path(YamlSection section, String key) {
        return section.optionalText(key).flatMap(text -> path(section, key, text));
    }

    private static Optional<ReplyPath> path(YamlSection section, String key, String text) {
        try {
            return Optional.of(ReplyPath.parse(text));
        } catch (IllegalArgumentException broken) {
            section.problem(
                    key,
                    "'" + text.strip() + "' is no JSONata: " + broken.getMessage(),
                    "correct the expression; names with dashes stand in `backticks`, texts in \"quotes\"");
            return Optional.empty();
        }
    }

    static Optional<Template> template(YamlSection section, String key, Set<String> known) {
        Optional<Template> template = section.parsed(key, "a text with paired '{?' and '?}'", Template::parse);
        template.ifPresent(t -> checkNames(section, key, t, known));
        return template;
    }

    static Map<String, Template> templates(YamlSection section, String key, Set<String> known) {
        YamlSection below = section.section(key);
        Map<String, Template> templates = new LinkedHashMap<>();
        for (String name : below.keys()) {
            template(below, name, known).ifPresent(t -> templates.put(name, t));
        }
        return templates;
    }

    private static void checkNames(YamlSection section, String key, Template template, Set<String> known) {
        for (String name : template.names()) {
            if (!known.contains(name)) {
                section.problem(
                        key,
                        "{" + name + "} stands for nothing",
                        Suggestions.nearest(name, known)
                                .map(near -> "did you mean {" + near + "}?")
                                .orElse("known: " + known.stream().sorted().collect(Collectors.joining(", "))));
            }
        }
    }

    static Optional<Pattern> pattern(YamlSection section, String key) {
        return section.optionalText(key).flatMap(text -> {
            try {
                return Optional.of(Pattern.compile(text, Pattern.CASE_INSENSITIVE));
            } catch (PatternSyntaxException broken) {
                String place = broken.getIndex() < 0 ? "" : " at character " + (broken.getIndex() + 1);
                section.problem(
                        key,
                        "'" + text + "' is no regular expression: " + broken.getDescription() + place,
                        "correct it, or write \\ before a character that stands for itself");
                return Optional.empty();
            }
        });
    }

    static Optional<TrackingStatus> status(YamlSection section, String key) {
        return section.optionalText(key).flatMap(text -> {
            Optional<TrackingStatus> status = TrackingStatus.find(text);
            if (status.isEmpty()) {
                section.problem(
                        key,
                        "'" + text + "' is no status",
                        Suggestions.nearest(text, TrackingStatus.wireNames())
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("take one of the status names"));
            }
            return status;
        });
    }
}
