package prevenance.message.mail;

import java.time.Duration;
import prevenance.config.YamlSection;

/// The section `mail.pauses:`: how long the mail server is left alone when nobody's mail gets through. All our own
/// figures.
///
/// @param first      after the first failure; doubles with each further one
/// @param longest    at most; also between two tries when the server refuses our log-in, so that it locks nobody out
/// @param distrusted once one mail after the other is refused for what the server thinks of us
/// @param busy       for the one message at which the server said 421
/// @param ownFault   for a message whose sending failed by a fault of ours
/// @param lease      by which a claimed message outlives the longest sending
public record PauseSettings(
        Duration first, Duration longest, Duration distrusted, Duration busy, Duration ownFault, Duration lease) {
    private static final Duration SHORTEST = Duration.ofMillis(100);

    public static PauseSettings defaults() {
        return new PauseSettings(
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Duration.ofMinutes(1));
    }

    static PauseSettings read(YamlSection section) {
        PauseSettings usual = defaults();
        return new PauseSettings(
                pause(section, "first", usual.first),
                pause(section, "longest", usual.longest),
                pause(section, "distrusted", usual.distrusted),
                pause(section, "busy", usual.busy),
                pause(section, "own-fault", usual.ownFault),
                pause(section, "lease", usual.lease));
    }

    private static Duration pause(YamlSection section, String key, Duration usual) {
        Duration value = section.duration(key, usual);
        if (value.compareTo(SHORTEST) < 0) {
            section.problem(key, "is shorter than a tenth of a second", "write 100ms or more");
            return usual;
        }
        return value;
    }
}
