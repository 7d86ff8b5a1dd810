package prevenance.privacy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.store.Database;
import prevenance.store.Dialect;
import prevenance.store.Pages;
import prevenance.store.Pages.Wiped;
import prevenance.store.PrivateFiles;

/// Searches everything within reach for a person: the rows, what is packed in them, all pages of the file (through a
/// copy that SQLite makes, for nobody else may open it), its log, the drop folder, and what files one names.
final class Prover {
    private static final int TRIES = 5;
    /// How a database file begins that is not encrypted.
    private static final String PLAIN = "SQLite format 3";

    private final Database database;
    private final Places places;
    private final SweepStore sweep = new SweepStore();
    private final PackedStore packed = new PackedStore();
    private final SpoolFiles spool;

    Prover(Database database, Places places) {
        this.database = database;
        this.places = places;
        spool = SpoolFiles.of(places);
    }

    /// Looks everywhere.
    ///
    /// @param also files and folders to look into besides: logs, exports
    Proof prove(Traces known, List<Path> also) {
        return prove(known, also, pages(new ByteSearch(known.all())));
    }

    /// As above, after the pages were looked at: a copy of a large file takes its time.
    Proof prove(Traces known, List<Path> also, Proof.Place pages) {
        List<Trace> traces = known.all();
        ByteSearch search = new ByteSearch(traces);
        List<Proof.Place> found = new ArrayList<>();
        found.add(looked(
                "rows",
                database.read(tx -> sweep.count(tx, traces)).values().stream()
                        .mapToLong(Integer::longValue)
                        .sum()));
        found.add(looked("packed", database.<Long>read(tx -> packed.count(tx, search))));
        found.add(log());
        found.add(pages);
        found.add(files("spool", spool.dropped(), search));
        if (places.bounces() != null) {
            found.add(files("bounces", spool.returned(), search));
        }
        found.add(files("waiting", spool.waiting(), search));
        if (places.mailbox()) {
            found.add(new Proof.Place("mailbox", 0, Proof.State.OUT_OF_REACH, List.of()));
        }
        for (Path path : also) {
            found.add(files(path.toString(), below(path), search));
        }
        return new Proof(List.copyOf(found), backups(search), traces.size(), known.leftOut());
    }

    /// How often he stands in the pages of the file.
    Proof.Place inPages(List<Trace> traces) {
        return pages(new ByteSearch(traces));
    }

    private static Proof.Place looked(String name, long hits) {
        return new Proof.Place(name, hits, Proof.State.LOOKED_AT, List.of());
    }

    /// What the log held is carried over into the file, which is searched; then it is empty.
    private Proof.Place log() {
        Wiped emptied = Wiped.BUSY;
        for (int i = 0; i < TRIES && emptied == Wiped.BUSY; i++) {
            emptied = Pages.emptyLog(database);
        }
        return new Proof.Place("log", 0, state(emptied), List.of());
    }

    private static Proof.State state(Wiped wiped) {
        return switch (wiped) {
            case DONE -> Proof.State.LOOKED_AT;
            case BUSY -> Proof.State.BUSY;
            case NOT_OURS -> Proof.State.OUT_OF_REACH;
        };
    }

    private Proof.Place pages(ByteSearch search) {
        try {
            Path folder = PrivateFiles.temporaryFolder("prevenance-proof");
            Path copy = folder.resolve("pages");
            try {
                PrivateFiles.file(copy);
                if (Pages.copy(database, copy).isEmpty()) {
                    return new Proof.Place("pages", 0, Proof.State.OUT_OF_REACH, List.of());
                }
                return looked("pages", sum(search, copy));
            } finally {
                for (Path left : below(folder)) {
                    Files.deleteIfExists(left);
                }
                Files.deleteIfExists(folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the pages could not be copied to a temporary folder", failed);
        }
    }

    private static long sum(ByteSearch search, Path file) throws IOException {
        return search.count(file).values().stream().mapToLong(Long::longValue).sum();
    }

    private static Proof.Place files(String name, List<Path> files, ByteSearch search) {
        long hits = 0;
        List<String> with = new ArrayList<>();
        for (Path file : files) {
            try {
                long here = SpoolFiles.hits(file, search);
                hits += here;
                if (here > 0) {
                    with.add(String.valueOf(file.getFileName()));
                }
            } catch (IOException unreadable) {
                with.add(file.getFileName() + " (unreadable)");
            }
        }
        return new Proof.Place(name, hits, Proof.State.LOOKED_AT, with);
    }

    private static List<Path> below(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(path)) {
            return tree.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Former databases that a restore put aside, beside the live one.
    private List<Path> replaced() {
        Path live = Path.of(database.name());
        Path folder = live.getParent();
        if (database.dialect() != Dialect.SQLITE || folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(".replaced-"))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private List<Proof.Backup> backups(ByteSearch search) {
        Path folder = places.backups();
        Duration kept = places.backupsKept();
        List<Proof.Backup> found = new ArrayList<>();
        if (folder != null) {
            below(folder).forEach(file -> found.add(backup(file, search, kept)));
        }
        replaced().forEach(file -> found.add(backup(file, search, null)));
        return found;
    }

    /// @param kept null: nobody deletes it
    private static Proof.Backup backup(Path file, ByteSearch search, @Nullable Duration kept) {
        String name = String.valueOf(file.getFileName());
        try {
            LocalDate ends = kept == null
                    ? null
                    : Files.getLastModifiedTime(file)
                            .toInstant()
                            .plus(kept)
                            .atZone(ZoneOffset.UTC)
                            .toLocalDate();
            byte[] head;
            try (InputStream in = Files.newInputStream(file)) {
                head = in.readNBytes(PLAIN.length());
            }
            boolean plain = new String(head, StandardCharsets.US_ASCII).equals(PLAIN);
            return new Proof.Backup(name, plain ? Boolean.valueOf(sum(search, file) > 0) : null, ends);
        } catch (IOException unreadable) {
            return new Proof.Backup(name, null, null);
        }
    }
}
