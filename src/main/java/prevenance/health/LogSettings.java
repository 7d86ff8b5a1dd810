package prevenance.health;

import prevenance.config.YamlSection;

/// The section `log:`. Other libraries' own loggers tell warnings and errors alone, whatever the level: what they say
/// at
/// lower ones holds the bytes that went over the wire.
///
/// @param format of a line
/// @param level  from which on our own events are told
public record LogSettings(Format format, Level level) {
    /// How a line is written.
    public enum Format {
        /// For people: `INFO  Delivery - message sent message=12 kind=SHIPPED`.
        TEXT,
        /// For programs: one object a line.
        JSON
    }

    /// From few to many.
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    private static final String LEVEL = "prevenance.log";
    private static final String FORMAT = "prevenance.log.format";

    public static LogSettings defaults() {
        return new LogSettings(Format.TEXT, Level.INFO);
    }

    /// Reads with defaults.
    public static LogSettings read(YamlSection section) {
        LogSettings usual = defaults();
        return new LogSettings(
                section.choice("format", Format.class, usual.format),
                section.choice("level", Level.class, usual.level));
    }

    /// Makes it so for loggers that do not exist yet: to be called before the first one is asked for. What stands on
    /// the
    /// command line of the JVM (`-Dprevenance.log=DEBUG`) comes first.
    public void apply() {
        if (System.getProperty(LEVEL) == null) {
            System.setProperty(LEVEL, level.name());
        }
        if (System.getProperty(FORMAT) == null) {
            System.setProperty(FORMAT, format.name());
        }
    }
}
