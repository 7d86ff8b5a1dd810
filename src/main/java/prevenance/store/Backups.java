package prevenance.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder of backups: one more every night, the oldest thrown away. Their names say when they were made, so that
/// nothing else has to be kept about them.
public final class Backups {
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
    private static final Duration AFTER_FAILURE = Duration.ofHours(1);
    private static final Duration FIRST_AFTER = Duration.ofHours(1);
    private static final Duration UNFINISHED = Duration.ofDays(1);
    private static final String PREFIX = "prevenance-";
    private static final String SUFFIX = ".db";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    private final StoreAddress address;
    private final BackupSettings settings;
    private final ZoneId zone;
    private @Nullable Instant began;
    private volatile @Nullable Instant failedAt;
    private volatile @Nullable String failure;

    /// One of the folder.
    public record Kept(Path path, Instant at) {}

    /// How it stands.
    ///
    /// @param nightly whether the daemon makes them by itself
    /// @param newest  null when there is none
    /// @param failure why the last try of this process failed, null when it did not
    public record Status(
            boolean nightly,
            @Nullable Kept newest,
            @Nullable String failure) {
        /// How old the newest is, empty when there is none.
        public Optional<Duration> age(Instant now) {
            return Optional.ofNullable(newest).map(kept -> Duration.between(kept.at(), now));
        }
    }

    /// @param zone the shop's
    public Backups(StoreAddress address, BackupSettings settings, ZoneId zone) {
        this.address = address;
        this.settings = settings;
        this.zone = zone;
    }

    /// Where the next one would lie.
    public Path nextPath(Instant now) {
        String end = settings.encryptWith().isEmpty() ? "" : Restore.ENCRYPTED;
        return settings.folder().resolve(PREFIX + STAMP.format(now.atOffset(ZoneOffset.UTC)) + SUFFIX + end);
    }

    /// Makes one when the hour has come since the newest; an hour after the start when there is none yet. One that
    /// failed is tried again after an hour.
    public void backUpDue(Instant now) {
        if (!(address instanceof StoreAddress.File(Path database)) || !settings.nightly()) {
            return;
        }
        if (began == null) {
            began = now;
        }
        Instant failed = failedAt;
        if (failed != null && now.isBefore(failed.plus(AFTER_FAILURE)) && !now.isBefore(failed)) {
            return;
        }
        Optional<Kept> newest = newest(settings.folder());
        Instant due = newest.map(kept -> nextAfter(kept.at())).orElse(began.plus(FIRST_AFTER));
        if (now.isBefore(due)) {
            return;
        }
        try {
            throwAwayUnfinished(now);
            BackupFile made = BackupWriter.write(database, nextPath(now), settings.encryptWith(), now);
            failedAt = null;
            failure = null;
            LOG.atInfo()
                    .addKeyValue("file", made.path())
                    .addKeyValue("bytes", made.bytes())
                    .log("backup made and read through");
            throwAwayOld();
        } catch (StoreException | IOException refused) {
            failedAt = now;
            failure = String.valueOf(refused.getMessage());
            LOG.atError()
                    .addKeyValue("reason", failure)
                    .addKeyValue("newest", newest.map(Kept::at).orElse(null))
                    .log("no backup was made; it is tried again in an hour");
        }
    }

    public Status status() {
        return new Status(
                settings.nightly() && address instanceof StoreAddress.File,
                newest(settings.folder()).orElse(null),
                failure);
    }

    /// The newest good one of a folder; empty when there is none or the folder cannot be read.
    static Optional<Kept> newest(Path folder) {
        try {
            return list(folder).stream().findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private Instant nextAfter(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        ZonedDateTime next = local.with(settings.at());
        return (next.isAfter(local) ? next : local.plusDays(1).with(settings.at())).toInstant();
    }

    private void throwAwayOld() throws IOException {
        for (Kept old : list(settings.folder()).stream().skip(settings.keep()).toList()) {
            Files.deleteIfExists(old.path());
        }
    }

    /// What a backup has left that was killed; of a day before, so that nobody writes it any more.
    private void throwAwayUnfinished(Instant now) throws IOException {
        if (!Files.isDirectory(settings.folder())) {
            return;
        }
        try (Stream<Path> files = Files.list(settings.folder())) {
            for (Path file : files.filter(BackupWriter::isUnfinished).toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(UNFINISHED))) {
                    Files.deleteIfExists(file);
                    LOG.atInfo().addKeyValue("file", file).log("an unfinished backup was thrown away");
                }
            }
        }
    }

    /// Newest first; files with other names are none of ours.
    private static List<Kept> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(file -> madeAt(file).map(at -> new Kept(file, at)).stream())
                    .sorted(Comparator.comparing(Kept::at).reversed())
                    .toList();
        }
    }

    private static Optional<Instant> madeAt(Path file) {
        String name = String.valueOf(file.getFileName());
        String stem =
                name.endsWith(Restore.ENCRYPTED) ? name.substring(0, name.length() - Restore.ENCRYPTED.length()) : name;
        if (!stem.startsWith(PREFIX) || !stem.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        String stamp = stem.substring(PREFIX.length(), stem.length() - SUFFIX.length());
        try {
            return Optional.of(LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
