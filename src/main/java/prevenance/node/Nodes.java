package prevenance.node;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.store.Database;
import prevenance.store.Dialect;
import prevenance.store.NodeName;
import prevenance.store.StoreException;
import prevenance.store.Tx;

/// This daemon among the others of its database: says that it lives, ends the claims of those who do not any more, and
/// knows its part of what all share.
public final class Nodes implements Share, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);

    private static final int QUESTIONS = 8;

    private final Database database;
    private final NodeSettings settings;
    private final String version;
    private final InstantSource time;
    private final LongSupplier nanos;
    private final NodeStore store = new NodeStore();
    private Instant joinedAt;
    private volatile List<ToIntFunction<Tx>> claims = List.of();
    private volatile Standing standing = new Standing(new Share.None(1), Duration.ZERO, 0);
    private volatile boolean joined;
    private final Deque<Question> questions = new ArrayDeque<>();
    private long beatsSince;
    private List<String> others = List.of();
    private Instant changedAt = Instant.MIN;
    private Share before = Share.ALL;
    private Share ranked = Share.ALL;
    private int told;

    /// What the last sign of life told.
    ///
    /// @param at when it was, on the monotonic clock, in nanoseconds
    private record Standing(Share share, Duration skew, long at) {}

    private Nodes(Database database, NodeSettings settings, String version, InstantSource time, LongSupplier nanos) {
        this.database = database;
        this.settings = settings;
        this.version = version;
        this.time = time;
        this.nanos = nanos;
        joinedAt = time.instant();
    }

    /// Joins those who are at work on a database.
    ///
    /// @param version of the program
    /// @param time    this machine's clock
    /// @throws StoreException when that clock is too far off the database's
    public static Nodes join(Database database, NodeSettings settings, String version, InstantSource time) {
        return join(database, settings, version, time, System::nanoTime);
    }

    static Nodes join(
            Database database, NodeSettings settings, String version, InstantSource time, LongSupplier nanos) {
        Nodes nodes = new Nodes(database, settings, version, time, nanos);
        Duration skew = nodes.skew();
        if (skew.abs().compareTo(settings.mostSkew()) > 0) {
            throw new StoreException(
                    "the clock of this machine is " + seconds(skew) + " off that of the database " + database.name()
                            + "; let both follow a time server (chrony, systemd-timesyncd), then start again");
        }
        nodes.beatDue(time.instant());
        return nodes;
    }

    /// What ends the claims of those who are gone, each by a function of a transaction that returns how many it ended.
    /// Ends those of former daemons at once.
    ///
    /// @see #LEFT_BEHIND
    public void releasing(List<ToIntFunction<Tx>> claims) {
        this.claims = List.copyOf(claims);
        int ended = database.<Integer>writeRows(this::release);
        if (ended > 0) {
            LOG.atInfo().addKeyValue("claims", ended).log("took up what a former daemon left behind");
        }
    }

    /// Of a claim in SQL: whoever made it is not at work any more. It belongs to nobody when no name stands there.
    public static final String LEFT_BEHIND = "(claimed_by is null or claimed_by not in (select id from node))";

    /// Says that this daemon lives, and looks who does not.
    public synchronized void beatDue(Instant now) {
        long before = nanos.getAsLong();
        Duration skew = skew();
        long since = beatsSince == 0 || isSilent(before) ? before : beatsSince;
        // Who could not look for a while cannot tell the dead from those who could not write either.
        boolean mayBury = database.dialect() == Dialect.SQLITE
                || before - since >= settings.deadAfter().toNanos();
        Round round = database.writeRows(tx -> round(tx, skew, mayBury));
        beatsSince = since;
        if (joined && !round.known()) {
            joinedAt = round.clock();
            LOG.atWarn().addKeyValue("node", id()).log("others took this daemon for dead; it joins them again");
        }
        standing = new Standing(share(round), skew, before);
        joined = true;
        if (!round.dead().isEmpty() && database.dialect() == Dialect.POSTGRESQL) {
            LOG.atWarn()
                    .addKeyValue("nodes", round.dead())
                    .addKeyValue("claims", round.released())
                    .log("daemons are gone; their work is taken up");
        }
        tell(skew);
    }

    private record Round(Instant clock, boolean known, List<String> dead, int released, List<Node> live) {}

    private Round round(Tx tx, Duration skew, boolean mayBury) {
        Instant clock = store.clock(tx, time.instant());
        Node own = new Node(
                id(), NodeName.host(), ProcessHandle.current().pid(), version, joined ? clock : joinedAt, clock, skew);
        boolean known = store.sign(tx, own);
        // The daemon of a file is alone: whoever else stands there is dead.
        Instant lastSeen = tx.dialect() == Dialect.SQLITE
                ? Instant.ofEpochMilli(Long.MAX_VALUE)
                : clock.minus(settings.deadAfter());
        List<String> dead = mayBury ? store.bury(tx, id(), lastSeen) : List.of();
        int released = dead.isEmpty() ? 0 : release(tx);
        return new Round(clock, known, dead, released, store.all(tx));
    }

    private int release(Tx tx) {
        return claims.stream().mapToInt(claim -> claim.applyAsInt(tx)).sum();
    }

    /// This machine's clock minus the database's: of the last questions that which was answered soonest, because its
    /// answer can be off by no more than half of that time. A file has none of its own.
    private Duration skew() {
        if (database.connections().isEmpty()) {
            return Duration.ZERO;
        }
        questions.addLast(database.<Question>writeRows(this::ask));
        if (questions.size() > QUESTIONS) {
            questions.removeFirst();
        }
        return questions.stream()
                .min(Comparator.comparing(Question::took))
                .orElseThrow()
                .skew();
    }

    private record Question(Duration skew, Duration took) {}

    private Question ask(Tx tx) {
        // Begins the transaction.
        store.clock(tx, time.instant());
        long from = nanos.getAsLong();
        Instant before = time.instant();
        Instant clock = store.clock(tx, before);
        Duration took = Duration.ofNanos(nanos.getAsLong() - from);
        return new Question(Duration.between(clock, before.plus(took.dividedBy(2))), took);
    }

    /// By start, then id. A daemon that has just begun has no part yet, because the others still use it; and whose part
    /// grows when another goes waits until all know of that.
    private Share share(Round round) {
        List<String> live = round.live().stream().map(Node::id).toList();
        if (!live.equals(others)) {
            before = joined ? ranked : new Share.None(live.size());
            others = live;
            changedAt = round.clock();
        }
        if (live.size() == 1) {
            ranked = Share.ALL;
            return ranked;
        }
        int rank = live.indexOf(id());
        boolean young = round.clock()
                .isBefore(joinedAt.plus(settings.checkIn().multipliedBy(2)).plus(settings.joinsAfter()));
        ranked = young && rank > 0 ? new Share.None(live.size()) : new Share.Ranked(rank, live.size());
        boolean allKnow =
                !round.clock().isBefore(changedAt.plus(settings.checkIn().multipliedBy(2)));
        return allKnow || !joined ? ranked : new Share.Lesser(before, ranked);
    }

    private void tell(Duration skew) {
        int level = level(skew);
        if (level != told) {
            told = level;
            if (level > 0) {
                LOG.atLevel(level > 1 ? org.slf4j.event.Level.ERROR : org.slf4j.event.Level.WARN)
                        .addKeyValue("skewMillis", skew.toMillis())
                        .log("this machine's clock is off the database's; let both follow a time server");
            } else {
                LOG.info("this machine's clock agrees with the database's again");
            }
        }
    }

    private int level(Duration skew) {
        if (skew.abs().compareTo(settings.mostSkew()) > 0) {
            return 2;
        }
        return skew.abs().compareTo(settings.warnSkew()) > 0 ? 1 : 0;
    }

    /// The name under which this daemon works.
    public String id() {
        return database.node();
    }

    @Override
    public boolean isHeard() {
        return !isSilent(nanos.getAsLong());
    }

    /// Whether this daemon may do what only one may do: its clock agrees with the others', and it is heard.
    public boolean mayLead() {
        return isHeard() && level(standing.skew()) < 2;
    }

    private boolean isSilent(long nanosNow) {
        return database.dialect() == Dialect.POSTGRESQL
                && nanosNow - standing.at() > settings.fencedAfter().toNanos();
    }

    /// The database's clock, as this machine reckons it: the same for all daemons to within some milliseconds.
    public InstantSource clock() {
        return () -> time.instant().minus(standing.skew());
    }

    /// Everybody who is at work.
    public List<Node> list() {
        return database.read(store::all);
    }

    @Override
    public int of(String what, int total) {
        return isHeard() ? standing.share().of(what, total) : 0;
    }

    @Override
    public int nodes() {
        return standing.share().nodes();
    }

    @Override
    public List<Long> mineFirst(List<Long> ids) {
        return standing.share().mineFirst(ids);
    }

    /// Leaves the others: after everything is given back.
    @Override
    public void close() {
        try {
            database.<Boolean>writeRows(tx -> {
                store.remove(tx, id());
                return true;
            });
        } catch (RuntimeException gone) {
            LOG.atWarn().addKeyValue("reason", gone.getMessage()).log("could not say goodbye to the other daemons");
        }
    }

    private static String seconds(Duration skew) {
        return String.format(Locale.ROOT, "%.1f s", skew.abs().toMillis() / 1000.0);
    }

    @Override
    public String toString() {
        return list().stream().map(Node::id).collect(Collectors.joining(", "));
    }
}
