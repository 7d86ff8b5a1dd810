package prevenance.webhook;

import java.time.Duration;
import prevenance.config.YamlSection;

/// How changes are told to other programs.
///
/// @param allowPrivate endpoints may lie in a private network or on this machine; without TLS only on this machine
/// @param timeout      of one call in all
public record WebhookSettings(boolean allowPrivate, Duration timeout) {
    /// Standard Webhooks names 15 to 30 seconds.
    private static final Duration USUAL = Duration.ofSeconds(15);

    public static WebhookSettings defaults() {
        return new WebhookSettings(false, USUAL);
    }

    /// Reads the section `webhooks:`.
    public static WebhookSettings read(YamlSection section) {
        return new WebhookSettings(section.yesNo("allow-private", false), section.duration("timeout", USUAL));
    }
}
