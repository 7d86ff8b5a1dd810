package prevenance.console;

import java.time.Duration;

/// Lengths of time as short as the configuration writes them: `5 s`, `1 min`, `24 h`, `30 d`.
final class Windows {
    private static final long MINUTE = 60;
    private static final long HOUR = 3_600;
    private static final long DAY = 86_400;

    private Windows() {}

    static String of(Duration length) {
        long seconds = length.toSeconds();
        if (seconds % DAY == 0 && seconds > DAY) {
            return seconds / DAY + " d";
        }
        if (seconds % HOUR == 0 && seconds >= HOUR) {
            return seconds / HOUR + " h";
        }
        return seconds % MINUTE == 0 && seconds >= MINUTE ? seconds / MINUTE + " min" : seconds + " s";
    }
}
