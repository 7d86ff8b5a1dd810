package prevenance.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.CarrierDirectory;
import prevenance.message.MailTrouble;
import prevenance.message.Outbox;
import prevenance.store.Database;
import prevenance.store.Tx;
import prevenance.watch.CarrierHealth;
import prevenance.watch.CarrierHealthStore;
import prevenance.watch.Coverage;
import prevenance.watch.CoverageStore;
import prevenance.watch.FeedOutage;
import prevenance.watch.FeedOutageStore;

/// Reads all figures every few seconds and keeps the last ones, so that whoever asks costs the database nothing.
public final class Survey {
    private static final Duration DAY = Duration.ofDays(1);

    /// What has to visit every open parcel takes at most this part of the time.
    private static final int SHARE_OF_COVERAGE = 50;

    private static final Duration COVERAGE_EVERY = Duration.ofMinutes(1);

    private final Database database;
    private final CarrierDirectory carriers;
    private final Predicate<String> on;
    private final Outbox outbox;
    private final Supplier<Optional<MailTrouble>> mail;
    private final Duration untold;
    private final @Nullable Path disk;
    private final ReadingStore store = new ReadingStore();
    private final CarrierHealthStore healths = new CarrierHealthStore();
    private final FeedOutageStore outages = new FeedOutageStore();
    private final CoverageStore coverages;
    private volatile @Nullable Reading last;
    private Coverage coverage = new Coverage(0, 0, Map.of());
    private @Nullable Instant coverageDue;

    /// @param on     whether a carrier is switched on and has its credentials
    /// @param mail   what keeps all mail from getting through
    /// @param untold how long after its time a case may be without any act or word
    /// @param disk   a folder of the disk on which the database lies; null where a server keeps it
    public Survey(
            Database database,
            CarrierDirectory carriers,
            Predicate<String> on,
            Outbox outbox,
            Supplier<Optional<MailTrouble>> mail,
            Duration untold,
            @Nullable Path disk) {
        this.database = database;
        this.carriers = carriers;
        this.on = on;
        this.outbox = outbox;
        this.mail = mail;
        this.untold = untold;
        this.disk = disk;
        coverages = new CoverageStore(carriers, on);
    }

    /// The last figures; empty before the first.
    public Optional<Reading> last() {
        return Optional.ofNullable(last);
    }

    /// Reads them anew.
    public void lookDue(Instant now) {
        if (coverageDue == null || !now.isBefore(coverageDue) || coverageDue.isAfter(now.plus(DAY))) {
            long begun = System.nanoTime();
            coverage = database.read(tx -> coverages.count(tx, now));
            Duration rest = Duration.ofNanos(System.nanoTime() - begun).multipliedBy(SHARE_OF_COVERAGE);
            coverageDue = now.plus(rest.compareTo(COVERAGE_EVERY) > 0 ? rest : COVERAGE_EVERY);
        }
        last = database.read(tx -> read(tx, now));
    }

    private Reading read(Tx tx, Instant now) {
        Reading.Waiting sent = store.sent(tx, now.minus(DAY));
        return new Reading(
                now,
                new Reading.Outbox(
                        store.outbox(tx),
                        store.dueMail(tx, now),
                        sent.count(),
                        sent.since(),
                        outbox.pause(tx).isPresent()),
                mail.get(),
                carriers(tx, now),
                coverage,
                store.cases(tx, now),
                store.untold(tx, now.minus(untold), now),
                store.incidents(tx),
                store.backlog(tx, now),
                database.figures(),
                diskFree());
    }

    private List<Reading.Carrier> carriers(Tx tx, Instant now) {
        Map<String, CarrierHealth.State> states = new HashMap<>();
        healths.all(tx).forEach(health -> states.put(health.carrier(), health.state()));
        Map<String, Instant> down = new HashMap<>();
        for (FeedOutage outage : outages.open(tx)) {
            down.put(outage.carrier(), outage.beganAt());
        }
        Map<String, Long> unmapped = store.unmapped(tx);
        List<Reading.Carrier> all = new ArrayList<>();
        for (String code : carriers.codes()) {
            if (on.test(code)) {
                all.add(new Reading.Carrier(
                        code,
                        carriers.traits(code).name(),
                        store.duePolls(tx, code, now),
                        states.getOrDefault(code, CarrierHealth.State.OPEN),
                        down.get(code),
                        unmapped.getOrDefault(code, 0L)));
            }
        }
        return all;
    }

    private OptionalLong diskFree() {
        if (disk == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Files.getFileStore(disk).getUsableSpace());
        } catch (IOException unknown) {
            return OptionalLong.empty();
        }
    }
}
