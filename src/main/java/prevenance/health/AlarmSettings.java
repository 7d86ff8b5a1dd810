package prevenance.health;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.config.Secret;
import prevenance.config.YamlSection;

/// The section `alarm:`, how somebody is told of what is wrong with the service without any mail.
///
/// @param url     gets a POST; null: none
/// @param format  of what is posted
/// @param token   sent as `Authorization: Bearer`; null: none
/// @param command a program and its arguments, run with the alarm in its environment and on its standard input; empty:
///                none
public record AlarmSettings(
        @Nullable URI url, Format format, @Nullable Secret token, List<String> command) {
    /// What is posted.
    public enum Format {
        /// One object.
        JSON,
        /// The words as plain text, the headline in the header `Title`, as ntfy takes them.
        TEXT
    }

    public AlarmSettings {
        command = List.copyOf(command);
    }

    public static AlarmSettings defaults() {
        return new AlarmSettings(null, Format.JSON, null, List.of());
    }

    /// Reads with defaults.
    public static AlarmSettings read(YamlSection section) {
        return new AlarmSettings(
                section.optionalText("url").flatMap(text -> url(section, text)).orElse(null),
                section.choice("format", Format.class, Format.JSON),
                section.optionalSecret("token").orElse(null),
                section.texts("command"));
    }

    private static Optional<URI> url(YamlSection section, String text) {
        try {
            URI url = URI.create(text);
            if (("https".equals(url.getScheme()) || "http".equals(url.getScheme())) && url.getHost() != null) {
                return Optional.of(url);
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        section.problem("url", "is not the address of a web service", "write one such as https://ntfy.sh/my-topic");
        return Optional.empty();
    }
}
