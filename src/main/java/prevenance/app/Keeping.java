package prevenance.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import prevenance.privacy.Places;
import prevenance.privacy.Privacy;
import prevenance.store.Database;

/// Whose data is kept, and how long.
record Keeping(Privacy privacy) {
    private static final Duration BEAT = Duration.ofMinutes(1);
    private static final Duration FILES_BEAT = Duration.ofHours(1);

    static Keeping of(Settings settings, Database database) {
        Path certificates = Objects.requireNonNull(settings.retention().certificates());
        Places places = new Places(
                settings.intake().dropFolder(),
                settings.arrival().bounces().folder(),
                settings.arrival().bounces().mailbox() != null,
                certificates,
                settings.backup().folder(),
                settings.backup().nightly() ? Duration.ofDays(settings.backup().keep()) : null);
        return new Keeping(new Privacy(
                database, settings.retention(), places, settings.shop().timeZone()));
    }

    /// @param several whether other daemons share the database
    List<Stage> stages(boolean several) {
        Stage retention = Stage.once("retention", BEAT, privacy::retainDue);
        return several
                ? List.of(retention, new Stage("taken-files", FILES_BEAT, privacy::filesDue))
                : List.of(retention);
    }
}
