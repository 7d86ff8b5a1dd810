package prevenance.carrier;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import prevenance.config.YamlSection;

/// Where a time stands in a reply and how it is written.
///
/// @param value     alternatives, the first that gives a text is taken; date and time in two fields are joined by
///                  `Date & " " & Time`
/// @param patterns  tried in order: `iso`, `epoch-seconds`, `epoch-millis`, or letters of `DateTimeFormatter`
/// @param offset    where the offset stands when it has a field of its own (`+09:00`, `-7:00`, `+0200`)
/// @param zone      what a time without offset is counted in
/// @param fixedZone the zone for [Zone#FIXED]
public record TimeReading(
        List<ReplyPath> value,
        List<TimePattern> patterns,
        Optional<ReplyPath> offset,
        Zone zone,
        Optional<ZoneId> fixedZone) {
    /// Where the zone of a time without offset comes from.
    public enum Zone {
        /// It stays unknown.
        UNKNOWN,
        /// The event's country, when that country has one zone; else it stays unknown.
        COUNTRY,
        /// The one the definition names.
        FIXED
    }

    static List<TimeReading> list(YamlSection section, String key) {
        List<TimeReading> readings = new ArrayList<>();
        for (YamlSection entry : section.list(key)) {
            readings.add(read(entry));
        }
        return readings;
    }

    static TimeReading read(YamlSection section) {
        List<ReplyPath> value = Written.paths(section, "value");
        if (value.isEmpty()) {
            section.text("value");
        }
        List<TimePattern> patterns = new ArrayList<>();
        for (String text : section.texts("patterns")) {
            try {
                patterns.add(TimePattern.parse(text));
            } catch (IllegalArgumentException broken) {
                section.problem(
                        "patterns", "'" + text + "' is no pattern", "write iso, epoch-millis or dd/MM/yyyy HH:mm");
            }
        }
        if (patterns.isEmpty()) {
            patterns.add(TimePattern.parse("iso"));
        }
        Optional<String> zone = section.optionalText("zone");
        Optional<ZoneId> fixed =
                zone.filter(z -> !z.equals("country") && !z.equals("unknown")).isPresent()
                        ? section.parsed("zone", "country, unknown or a time zone such as Europe/Paris", ZoneId::of)
                        : Optional.empty();
        Zone kind = fixed.isPresent()
                ? Zone.FIXED
                : zone.filter(z -> z.equals("country")).isPresent() ? Zone.COUNTRY : Zone.UNKNOWN;
        return new TimeReading(value, patterns, Written.path(section, "offset"), kind, fixed);
    }
}
