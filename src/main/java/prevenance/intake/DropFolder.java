package prevenance.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.store.PrivateFiles;

/// A folder into which the shop drops files. A file that has settled is imported and moved to `done/`, or, when a row
/// or the whole was refused, to `rejected/` beside a report. A crash between import and move is harmless: the file is
/// then imported again, which changes nothing.
public final class DropFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'");
    private static final String DONE = "done";
    private static final String REJECTED = "rejected";
    private static final Duration TRY_AGAIN = Duration.ofMinutes(1);
    private static final int MAX_NAMES = 1000;

    /// @param since    when it was first seen like this
    /// @param notBefore after a failure, when to try again
    private record Look(long size, long modified, Instant since, Instant notBefore) {
        boolean same(BasicFileAttributes now) {
            return size == now.size() && modified == now.lastModifiedTime().toMillis();
        }
    }

    private final Path folder;
    private final Duration settle;
    private final FileImport files;
    private final Map<Path, Look> looks = new HashMap<>();
    private String lastTrouble = "";

    /// @param folder created when absent
    public DropFolder(Path folder, IntakeSettings settings, FileImport files) {
        this.folder = folder;
        this.settle = settings.settle();
        this.files = files;
    }

    /// Takes every file that has settled; the reports of those taken.
    public synchronized List<ImportReport> takeDue(Instant now) {
        List<ImportReport> reports = new ArrayList<>();
        List<Path> present;
        try {
            PrivateFiles.folder(folder);
            present = candidates();
            trouble("", null);
        } catch (IOException unusable) {
            trouble("the drop folder cannot be used", unusable);
            return reports;
        }
        looks.keySet().retainAll(present);
        for (Path file : present) {
            try {
                if (settled(file, now)) {
                    ImportReport report = files.readOnce(ImportSource.found(file), now);
                    putAway(file, report, now);
                    looks.remove(file);
                    reports.add(report);
                    log(report);
                }
            } catch (IOException | RuntimeException failed) {
                looks.computeIfPresent(
                        file, (f, look) -> new Look(look.size(), look.modified(), look.since(), now.plus(TRY_AGAIN)));
                trouble("a dropped file could not be taken and is tried again: " + file.getFileName(), failed);
            }
        }
        return reports;
    }

    private List<Path> candidates() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(DropFolder::isMeant)
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    /// Programs write under such names until a file is complete.
    private static boolean isMeant(Path file) {
        String name = file.getFileName().toString();
        return !name.equals(DONE)
                && !name.equals(REJECTED)
                && !name.startsWith(".")
                && !name.startsWith("~")
                && !name.endsWith("~")
                && !name.endsWith(".tmp")
                && !name.endsWith(".part")
                && !name.endsWith(".filepart")
                && !name.endsWith(".crdownload");
    }

    private boolean settled(Path file, Instant now) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Look before = looks.get(file);
        if (before == null || !before.same(attributes)) {
            looks.put(
                    file,
                    new Look(attributes.size(), attributes.lastModifiedTime().toMillis(), now, now.plus(settle)));
            return false;
        }
        return !now.isBefore(before.notBefore());
    }

    private void putAway(Path file, ImportReport report, Instant now) throws IOException {
        Path home = PrivateFiles.folder(folder.resolve(report.isClean() ? DONE : REJECTED));
        if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(home.getFileName() + " is a link, and files are only moved within the folder");
        }
        Path target = free(home, file.getFileName().toString(), now);
        if (!report.isClean()) {
            Path told = PrivateFiles.file(home.resolve(target.getFileName() + ".report.txt"));
            Files.writeString(told, report.toText());
            Files.setLastModifiedTime(told, FileTime.from(now));
        }
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        keepToUs(target, now);
    }

    /// Nobody else needs to read it any more, and how long it is kept counts from now. A file of another user stays as
    /// he made it, in a folder that only we may read.
    private static void keepToUs(Path file, Instant now) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(now));
            PrivateFiles.close(file);
        } catch (IOException notOurs) {
            LOG.atDebug().addKeyValue("file", file.getFileName()).log("a taken file belongs to another user");
        }
    }

    private static Path free(Path home, String name, Instant now) throws IOException {
        Path target = home.resolve(name);
        String stamp = STAMP.format(now.atOffset(ZoneOffset.UTC));
        for (int i = 1; Files.exists(target, LinkOption.NOFOLLOW_LINKS); i++) {
            if (i > MAX_NAMES) {
                throw new IOException("too many files of this name are in " + home.getFileName());
            }
            target = home.resolve(stamp + (i == 1 ? "-" : "-" + i + "-") + name);
        }
        return target;
    }

    private static void log(ImportReport report) {
        (report.isClean() ? LOG.atInfo() : LOG.atWarn())
                .addKeyValue("file", report.file())
                .addKeyValue("rows", report.rows())
                .addKeyValue("new", report.added())
                .addKeyValue("changed", report.changed())
                .addKeyValue("unchanged", report.unchanged())
                .addKeyValue("rejected", report.rejected())
                .addKeyValue("refused", report.refusal() != null)
                .log("dropped file taken");
    }

    /// A trouble that goes on is logged once.
    private void trouble(String what, @Nullable Exception cause) {
        String signature = what + (cause == null ? "" : cause.getClass().getName());
        if (!signature.equals(lastTrouble) && !what.isEmpty()) {
            LOG.atError().addKeyValue("folder", folder).setCause(cause).log(what);
        }
        if (!what.isEmpty() || lastTrouble.startsWith("the drop folder")) {
            lastTrouble = signature;
        }
    }
}
