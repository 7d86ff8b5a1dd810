package prevenance.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/// How the demo is told.
///
/// @param speed   real time that one simulated day takes at least; a slower machine takes longer
/// @param seed    the same seed tells the same story
/// @param parcels how many; fewer than one for each plot become one for each
/// @param days    calendar days told
/// @param keep    whether it goes on after the summary, until it is stopped
/// @param folder  receives configuration, order files, mails and the database; must be empty or absent
/// @param locale  of the narration: French for `fr`, else English
/// @param ansi    whether to colour: on a terminal and without `NO_COLOR`
/// @param limit   real time after which the story is cut short and summed up
public record DemoOptions(
        Duration speed,
        long seed,
        int parcels,
        int days,
        boolean keep,
        Path folder,
        Locale locale,
        boolean ansi,
        Duration limit) {
    public static final int FEWEST_DAYS = 1;
    public static final int MOST_DAYS = 90;
    public static final int MOST_PARCELS = 5_000;

    public DemoOptions {
        if (days < FEWEST_DAYS || days > MOST_DAYS) {
            throw new IllegalArgumentException("days: " + FEWEST_DAYS + " to " + MOST_DAYS);
        }
        if (parcels < 1 || parcels > MOST_PARCELS) {
            throw new IllegalArgumentException("parcels: 1 to " + MOST_PARCELS);
        }
    }

    /// Four weeks of three hundred parcels, a day in three seconds, done within two minutes.
    public static DemoOptions defaults(Path folder) {
        return new DemoOptions(
                Duration.ofSeconds(3), 1, 300, 28, false, folder, Locale.ENGLISH, false, Duration.ofSeconds(105));
    }

    public boolean isFrench() {
        return locale.getLanguage().equals("fr");
    }
}
