package prevenance.privacy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;

/// How long personal data is kept.
///
/// Where the lengths come from, as of November 2026; whoever runs the shop decides, and says so in his own register:
///
/// - orders, claims, refunds: two years after the last event, as long as a consumer may invoke the legal guarantee of
///   conformity (Code de la consommation, L217-3: two years from delivery). That it is a fit length for service data
///   is UNCONFIRMED; the books and invoices are the shop system's, not kept here.
/// - record of who did what: 12 months; the CNIL recommends six months to one year for logs (délibération 2021-122,
/// Journal officiel of
///   30 October 2021).
/// - bytes of mails, photos, raw replies, taken files, sessions: own choice, UNCONFIRMED.
///
/// @param hour when the nightly round begins, on the shop's clock
/// @param kept by class; a class that is not in it has no end by time
/// @param certificates the folder where certificates of erasures lie, apart from the database; null: none was named
public record RetentionSettings(
        LocalTime hour,
        Map<DataClass, Duration> kept,
        @Nullable Path certificates) {
    public RetentionSettings {
        kept = Map.copyOf(kept);
    }

    public static RetentionSettings defaults() {
        Map<DataClass, Duration> kept = new EnumMap<>(DataClass.class);
        kept.put(DataClass.ORDERS, Duration.ofDays(730));
        kept.put(DataClass.MAILS, Duration.ofDays(365));
        kept.put(DataClass.REPLIES, Duration.ofDays(30));
        kept.put(DataClass.PHOTOS, Duration.ofDays(180));
        kept.put(DataClass.SAMPLES, Duration.ofDays(365));
        kept.put(DataClass.INCIDENTS, Duration.ofDays(365));
        kept.put(DataClass.FILES, Duration.ofDays(30));
        kept.put(DataClass.IMPORTS, Duration.ofDays(365));
        kept.put(DataClass.STAFF, Duration.ofDays(365));
        kept.put(DataClass.SESSIONS, Duration.ofDays(90));
        kept.put(DataClass.AUDIT, Duration.ofDays(365));
        kept.put(DataClass.PROGRAMS, Duration.ofDays(7));
        kept.put(DataClass.ERASURES, Duration.ofDays(1825));
        return new RetentionSettings(LocalTime.of(2, 30), kept, null);
    }

    /// Reads the section `retention:`.
    ///
    /// @param folder   where a relative path starts
    /// @param standard the folder of certificates when the section names none
    public static RetentionSettings read(YamlSection section, Path folder, Path standard) {
        RetentionSettings usual = defaults();
        Map<DataClass, Duration> kept = new EnumMap<>(DataClass.class);
        usual.kept().forEach((kind, time) -> kept.put(kind, section.duration(kind.key(), time)));
        return new RetentionSettings(
                section.time("at", usual.hour()),
                kept,
                folder.resolve(section.text("certificates", standard.toString())));
    }

    /// With another length for a class.
    public RetentionSettings with(DataClass kind, Duration time) {
        Map<DataClass, Duration> changed = new EnumMap<>(kept);
        changed.put(kind, time);
        return new RetentionSettings(hour, changed, certificates);
    }
}
