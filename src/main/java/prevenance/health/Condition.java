package prevenance.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How one part of the program is doing.
///
/// @param name   stable, lower-case kebab: `mail-server`
/// @param since  since when it is so; null while it is fine, or when nobody knows
/// @param what   in words, without personal data
/// @param remedy what to do; empty when there is nothing to do
public record Condition(String name, Level level, @Nullable Instant since, String what, String remedy) {
    /// From harmless to grave.
    public enum Level {
        FINE(0),
        /// Worth knowing; nobody is woken.
        NOTE(1),
        /// Not yet known, because the program has just started.
        STARTING(2),
        /// Somebody must act; the rest of the program works.
        TROUBLE(3),
        /// The program cannot do its work.
        STOPPED(4);

        private final int figure;

        Level(int figure) {
            this.figure = figure;
        }

        /// As the metrics have it.
        int figure() {
            return figure;
        }
    }

    static Condition fine(String name, String what) {
        return new Condition(name, Level.FINE, null, what, "");
    }

    /// With the machine that finds it so, where there are several.
    public Condition seenOn(String machine) {
        return new Condition(name, level, since, machine + ": " + what, remedy);
    }

    /// Whether somebody must be told.
    public boolean isAlarming() {
        return level.compareTo(Level.TROUBLE) >= 0;
    }
}
