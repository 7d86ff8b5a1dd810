package prevenance.health;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How one part of the program is doing.
///
/// @param name   stable, lower-case kebab: `mail-server`
/// @param since  since when it is so; null while it is fine, or when nobody knows
/// @param what   in English words, without personal data
/// @param remedy what to do; empty when there is nothing to do
/// @param words  both in each of our languages; null where there are none
public record Condition(
        String name,
        Level level,
        @Nullable Instant since,
        String what,
        String remedy,
        @Nullable ConditionWords words) {
    Condition(String name, Level level, @Nullable Instant since, String what, String remedy) {
        this(name, level, since, what, remedy, null);
    }

    /// One whose words stand in `conditions_*.properties`.
    ///
    /// @param key       of what it is; `key.do` says what to do
    /// @param arguments of both texts
    public static Condition of(String name, Level level, @Nullable Instant since, String key, Object... arguments) {
        ConditionWords words = ConditionWords.of(key, arguments);
        return new Condition(name, level, since, words.what(Locale.ENGLISH), words.remedy(Locale.ENGLISH), words);
    }

    Condition beganAt(Instant at) {
        return new Condition(name, level, at, what, remedy, words);
    }

    /// As [#what], in one of our languages.
    public String what(Locale locale) {
        return words == null ? what : words.what(locale);
    }

    /// As [#remedy], in one of our languages.
    public String remedy(Locale locale) {
        return words == null ? remedy : words.remedy(locale);
    }

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
        return new Condition(
                name, level, since, machine + ": " + what, remedy, words == null ? null : words.seenOn(machine));
    }

    /// Whether somebody must be told.
    public boolean isAlarming() {
        return level.compareTo(Level.TROUBLE) >= 0;
    }
}
