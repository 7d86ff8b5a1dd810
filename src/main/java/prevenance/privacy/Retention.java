package prevenance.privacy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import prevenance.store.Database;
import prevenance.store.Tx;

/// Ends what is older than it may be: once a night, some at a time, so that nobody waits for it. Where it stopped
/// stands
/// in the rows themselves: an interrupted night is taken up again, and a second look finds nothing more.
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int BATCH = 100;
    /// In one look; the next is a minute later.
    private static final int BATCHES = 10;

    private final Database database;
    private final RetentionSettings settings;
    private final ZoneId zone;
    private final SpoolFiles files;
    private final int batches;
    private final RetentionStore store = new RetentionStore();
    private final RoundStore rounds = new RoundStore();
    private final BlankingStore blanking = new BlankingStore();
    private @Nullable LocalDate day;
    private long lastOrder;
    /// The last id that was found this night, by what was looked for.
    private final Map<String, Long> reached = new HashMap<>();

    public Retention(Database database, RetentionSettings settings, ZoneId zone, SpoolFiles files) {
        this(database, settings, zone, files, BATCHES);
    }

    /// @param batches at most so many in one look
    Retention(Database database, RetentionSettings settings, ZoneId zone, SpoolFiles files, int batches) {
        this.database = database;
        this.settings = settings;
        this.zone = zone;
        this.files = files;
        this.batches = batches;
    }

    /// One class's work: ends some, and says how many; 0 when nothing is left.
    private record Step(DataClass kind, ToIntFunction<Instant> work) {}

    private List<Step> steps(Instant now) {
        return List.of(
                new Step(DataClass.ORDERS, before -> orders(before, now)),
                found(
                        "mails",
                        DataClass.MAILS,
                        (tx, _, before, limit) -> store.mails(tx, before, limit),
                        store::endMail),
                found("replies", DataClass.REPLIES, store::replies, store::endReply),
                found("photos", DataClass.PHOTOS, store::photos, store::endPhoto),
                rows(DataClass.SAMPLES, store::samples),
                rows(DataClass.INCIDENTS, (tx, before) -> store.incidents(tx, before, BATCH)),
                new Step(DataClass.FILES, files::deleteBefore),
                rows(DataClass.IMPORTS, store::imports),
                rows(DataClass.STAFF, store::staff),
                rows(DataClass.SESSIONS, store::sessions),
                rows(DataClass.AUDIT, (tx, before) -> store.audit(tx, before, 10 * BATCH)),
                rows(DataClass.PROGRAMS, (tx, before) -> store.programs(tx, before, 10 * BATCH)),
                found("answers", DataClass.PROGRAMS, store::answers, store::endAnswer),
                rows(DataClass.ERASURES, store::erasures));
    }

    private interface Rows {
        int end(Tx tx, Instant before);
    }

    private Step rows(DataClass kind, Rows work) {
        return new Step(kind, before -> database.<Integer>write(tx -> work.end(tx, before)));
    }

    /// Finds what is due after an id, the next ones.
    private interface Find {
        List<Long> due(Tx tx, long after, Instant before, int limit);
    }

    /// Ends one; gives how many rows that changed.
    private interface Ending {
        int end(Tx tx, long id);
    }

    /// Looks without keeping anybody from writing, and from where the last look of this night ended; then ends some in
    /// one short write.
    private Step found(String name, DataClass kind, Find find, Ending end) {
        return new Step(kind, before -> {
            List<Long> due = database.read(tx -> find.due(tx, reached.getOrDefault(name, 0L), before, BATCH));
            if (due.isEmpty()) {
                return 0;
            }
            int ended = database.<Integer>write(
                    tx -> due.stream().mapToInt(id -> end.end(tx, id)).sum());
            reached.put(name, due.getLast());
            // Counted as work even when others were faster: the next ones come.
            return Math.max(ended, 1);
        });
    }

    /// Goes on with the night's round when its hour has come, until all that is due has ended.
    public synchronized void retainDue(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        LocalDate night = local.toLocalTime().isBefore(settings.hour())
                ? local.toLocalDate().minusDays(1)
                : local.toLocalDate();
        RoundStore.Round round = database.read(tx -> rounds.round(tx, night)).orElse(null);
        if (round != null && round.endedAt() != null) {
            return;
        }
        if (!night.equals(day)) {
            day = night;
            lastOrder = 0;
            reached.clear();
        }
        RoundStore.Round begun = database.write(tx -> rounds.begin(tx, night, now));
        Map<String, Long> counts = new TreeMap<>(begun.counts());
        boolean done = work(now, counts);
        database.execute(tx -> rounds.note(tx, night, counts, done ? now : null));
        if (done) {
            LoggingEventBuilder line = LOG.atInfo().addKeyValue("day", night);
            for (Map.Entry<String, Long> count : counts.entrySet()) {
                line = line.addKeyValue(count.getKey(), count.getValue());
            }
            line.log("retention round done");
        }
    }

    /// Deletes the taken files of this machine that are older than they may be. The round does so where it runs; of
    /// several daemons every one has files of its own.
    public void filesDue(Instant now) {
        Duration kept = settings.kept().get(DataClass.FILES);
        if (kept != null) {
            files.deleteBefore(now.minus(kept));
        }
    }

    /// True when nothing is left.
    private boolean work(Instant now, Map<String, Long> counts) {
        int left = batches;
        for (Step step : steps(now)) {
            Duration kept = settings.kept().get(step.kind());
            if (kept == null) {
                continue;
            }
            while (true) {
                if (left-- <= 0) {
                    return false;
                }
                int ended = attempt(step, now.minus(kept));
                if (ended == 0) {
                    break;
                }
                counts.merge(step.kind().key(), (long) ended, Long::sum);
            }
            // What found nothing cost nothing.
            left++;
        }
        return true;
    }

    /// One class that fails does not keep the others.
    private static int attempt(Step step, Instant before) {
        try {
            return step.work().applyAsInt(before);
        } catch (RuntimeException failed) {
            LOG.atError()
                    .addKeyValue("class", step.kind().key())
                    .setCause(failed)
                    .log("retention of a class failed");
            return 0;
        }
    }

    /// Blanks some orders; each is a transaction of its own.
    private int orders(Instant before, Instant now) {
        List<Long> due = database.read(tx -> store.overdueOrders(tx, lastOrder, before, BATCH));
        int ended = 0;
        for (long order : due) {
            lastOrder = order;
            try {
                database.execute(tx -> blanking.blank(tx, order, BlankingStore.Why.RETENTION, now));
                ended++;
            } catch (RuntimeException failed) {
                LOG.atError().addKeyValue("order", order).setCause(failed).log("an order could not be blanked");
            }
        }
        if (due.isEmpty()) {
            return database.<Integer>write(tx -> store.suppressed(tx, before, BATCH));
        }
        // Counted as work even when every single one failed: the next ones come.
        return Math.max(ended, 1);
    }

    /// The last rounds, the newest first.
    public List<Night> nights(Instant now) {
        return database
                .<List<RoundStore.Round>>read(
                        tx -> rounds.newest(tx, now.atZone(zone).toLocalDate()))
                .stream()
                .map(round -> new Night(round.day(), round.endedAt(), round.counts()))
                .toList();
    }

    /// A night's round.
    ///
    /// @param endedAt null while it is under way
    /// @param counts  how many were ended, by the key of the data class
    public record Night(LocalDate day, @Nullable Instant endedAt, Map<String, Long> counts) {}

    /// How long each class is kept; a class without an end by time is missing.
    public Map<DataClass, Duration> kept() {
        return new EnumMap<>(settings.kept());
    }
}
