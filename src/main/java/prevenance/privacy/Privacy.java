package prevenance.privacy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.store.Database;
import prevenance.store.Pseudonyms;

/// What a person may ask of the shop about his data, and what happens to it without being asked.
public final class Privacy {
    /// How the command line signs what it does.
    public static final String TERMINAL = "terminal";

    private final Database database;
    private final RetentionSettings settings;
    private final Erasure erasure;
    private final Prover prover;
    private final PersonExport export;
    private final Retention retention;
    private final Restored restored;
    private final ErasureStore store = new ErasureStore();
    private final PersonStore people = new PersonStore();
    private boolean lookedForRestored;

    /// @param zone the shop's
    public Privacy(Database database, RetentionSettings settings, Places places, ZoneId zone) {
        this.database = database;
        this.settings = settings;
        SpoolFiles spool = SpoolFiles.of(places);
        prover = new Prover(database, places);
        erasure = new Erasure(database, places, prover);
        export = new PersonExport(database, zone, spool);
        retention = new Retention(database, settings, zone, spool);
        restored = new Restored(database, places.certificates(), erasure);
    }

    /// Ends what is older than it may be; after a start first erases again whom a restored copy brought back.
    public void retainDue(Instant now) {
        if (!lookedForRestored) {
            // Before the first backup is made: with its key a restored copy knows an erased person again.
            database.execute(Pseudonyms::of);
            restored.eraseAgain(now);
            lookedForRestored = true;
        }
        retention.retainDue(now);
    }

    /// Deletes what this machine has taken and may not keep any longer; where another daemon may have the round.
    public void filesDue(Instant now) {
        retention.filesDue(now);
    }

    /// What an erasure would do.
    public ErasurePlan plan(Person person) {
        return erasure.plan(person);
    }

    /// Erases a person and searches for him afterwards.
    ///
    /// @param actor login of who does it, or [#TERMINAL]
    /// @param force also while something goes on, which then ends
    public ErasureOutcome erase(Person person, String actor, boolean force, Instant now) {
        return erasure.erase(person, actor, force, now);
    }

    /// Searches everything within reach for a person.
    ///
    /// @param texts further texts of his, which nothing here knows any more
    /// @param also  files and folders to look into besides: logs, exports
    public Proof prove(Person person, List<String> texts, List<Path> also) {
        Traces known = database.read(tx -> people.traces(tx, person, people.orders(tx, person)));
        Set<Trace> traces = new LinkedHashSet<>(known.all());
        texts.forEach(text -> traces.add(new Trace(Trace.Kind.NAME, text)));
        return prover.prove(new Traces(List.copyOf(traces), known.leftOut()), also);
    }

    /// Writes a zip with all that is stored about a person; false, and nothing is written, when nothing is known.
    ///
    /// @param locale of its readable part, null for his own
    /// @param actor  login of who does it, or [#TERMINAL]
    public boolean export(Person person, @Nullable Locale locale, OutputStream out, String actor, Instant now)
            throws IOException {
        boolean written = export.write(person, locale, out, now);
        if (written) {
            database.execute(tx -> store.audit(tx, actor, "privacy.export", null, now));
        }
        return written;
    }

    /// The last erasures, the newest first.
    public List<PastErasure> erasures(int limit) {
        return database.read(tx -> store.list(tx, limit));
    }

    public Optional<PastErasure> erasure(long id) {
        return database.read(tx -> store.find(tx, id));
    }

    /// The nightly rounds, the newest first.
    public List<Retention.Night> nights(Instant now) {
        return retention.nights(now);
    }

    public RetentionSettings settings() {
        return settings;
    }
}
