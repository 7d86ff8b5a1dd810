package prevenance.cases.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.store.Database;
import prevenance.store.Tx;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Lets every new flag wait until it is clear whether it is one of many: then it joins their incident, else it is
/// settled and the desk makes its case of it. Every part is a bounded transaction, and what a crash leaves undone the
/// next call finds again.
public final class Grouping {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int TOGETHER = 2_000;
    private static final Duration USUAL_FOR = Duration.ofMinutes(10);

    private final Database database;
    private final IncidentSettings settings;
    private final Opening opening;
    private final PoolStore pool = new PoolStore();
    private final IncidentStore incidents = new IncidentStore();
    private final MemberStore members = new MemberStore();
    private final Map<String, Known> known = new HashMap<>();

    /// What goes with a new incident, in its transaction.
    @FunctionalInterface
    public interface Opening {
        void opened(Tx tx, Incident incident, Instant now);
    }

    private record Known(Usual usual, long underWay, Instant at) {}

    public Grouping(Database database, IncidentSettings settings, Opening opening) {
        this.database = database;
        this.settings = settings;
        this.opening = opening;
    }

    /// Looks at all flags that wait.
    ///
    /// @return how many were settled or joined an incident
    public int groupDue(Instant now) {
        if (!settings.on()) {
            database.execute(tx -> pool.settleAll(tx, now));
            return 0;
        }
        int done = 0;
        Trust trust = database.read(tx -> Trust.at(tx, settings.window(), now));
        if (database.<Boolean>read(pool::isAnyWaiting)) {
            database.execute(tx -> pool.settleOthers(tx, settings.kinds(), now));
            done += codes(trust, now);
            done += untilFewer(
                    () -> database.write(tx -> members.followParcels(tx, settings.kinds(), trust, now, TOGETHER)));
            done += joinOpen(trust, now);
            open(trust, now);
            done += joinOpen(trust, now);
        }
        done += pull(trust, now);
        Instant until = now.minus(settings.settle());
        return done
                + untilFewer(
                        () -> database.write(tx -> pool.settle(tx, settings.kinds(), trust, until, now, TOGETHER)));
    }

    private interface Part {
        int work();
    }

    private static int untilFewer(Part part) {
        int sum = 0;
        int done;
        do {
            done = part.work();
            sum += done;
        } while (done >= TOGETHER);
        return sum;
    }

    /// Waiting flags of open incidents' scopes, the sharpest scope first.
    private int joinOpen(Trust trust, Instant now) {
        int sum = 0;
        List<Incident> open = database.<List<Incident>>read(incidents::open).stream()
                .filter(incident -> incident.key().scope() != IncidentScope.CODE)
                .sorted(java.util.Comparator.comparing(
                        incident -> incident.key().scope()))
                .toList();
        for (Incident incident : open) {
            sum += untilFewer(() -> database.write(tx -> {
                List<MemberStore.Joining> joining =
                        members.waiting(tx, incident, kinds(incident.worry()), trust, TOGETHER);
                members.join(tx, incident, joining, now);
                return joining.size();
            }));
        }
        return sum;
    }

    /// What the desk had handled of an incident's flags before it was known to be one.
    private int pull(Trust trust, Instant now) {
        int sum = 0;
        for (Incident incident : database.<List<Incident>>read(incidents::open)) {
            if (incident.pulledAt() == null) {
                Instant from = incident.openedAt().minus(settings.window());
                sum += untilFewer(() -> database.write(tx -> {
                    List<MemberStore.Joining> joining =
                            members.handled(tx, incident, kinds(incident.worry()), trust, from, TOGETHER);
                    members.join(tx, incident, joining, now);
                    PoolStore.wake(
                            tx,
                            joining.stream()
                                    .map(MemberStore.Joining::parcelId)
                                    .distinct()
                                    .toList(),
                            now);
                    return joining.size();
                }));
                database.execute(tx -> incidents.pulled(tx, incident.id(), now));
            }
        }
        return sum;
    }

    private void open(Trust trust, Instant now) {
        for (Worry worry : Worry.values()) {
            Set<FlagKind> kinds = kinds(worry);
            if (worry == Worry.CODE || kinds.isEmpty()) {
                continue;
            }
            for (String carrier : database.<List<String>>read(tx -> pool.carriers(tx, kinds, trust))) {
                open(carrier, worry, kinds, trust, now);
            }
        }
    }

    private void open(String carrier, Worry worry, Set<FlagKind> kinds, Trust trust, Instant now) {
        List<Cell> cells = database.read(tx ->
                pool.cells(tx, carrier, kinds, trust, now.minus(settings.window()), now.minus(settings.burstWithin())));
        if (cells.stream().mapToInt(Cell::parcels).sum() < settings.minimum()) {
            return;
        }
        Known usual = usual(carrier, worry, kinds, now);
        Culprits culprits = new Culprits(settings, usual.usual(), usual.underWay());
        for (Culprits.Found found : culprits.among(cells)) {
            database.execute(tx -> open(tx, carrier, worry, found, culprits, usual, trust, now));
        }
    }

    private void open(
            Tx tx,
            String carrier,
            Worry worry,
            Culprits.Found found,
            Culprits culprits,
            Known usual,
            Trust trust,
            Instant now) {
        if (incidents.wasRefused(tx, carrier, worry, found.key(), now.minus(settings.window()))) {
            return;
        }
        Map<String, Integer> byKind =
                pool.byKind(tx, carrier, kinds(worry), found.key(), trust, now.minus(settings.window()));
        IncidentEvidence evidence = new IncidentEvidence(
                found.parcels(),
                found.span().toMinutes(),
                usual.usual().of(found.key()),
                usual.usual().days(),
                culprits.limit(found.key()),
                found.burst(),
                usual.underWay(),
                byKind);
        String label = found.key().scope() == IncidentScope.DEPOT
                ? pool.placeAsWritten(tx, carrier, found.key().value())
                : null;
        incidents
                .open(tx, carrier, worry, found.key(), label, IncidentState.OPEN, found.sinceAt(), evidence, now)
                .flatMap(id -> incidents.find(tx, id))
                .ifPresent(opened -> opening.opened(tx, opened, now));
    }

    private Known usual(String carrier, Worry worry, Set<FlagKind> kinds, Instant now) {
        Known last = known.get(carrier + " " + worry);
        if (last == null || last.at().plus(USUAL_FOR).isBefore(now) || last.at().isAfter(now)) {
            last = database.read(tx ->
                    new Known(pool.usual(tx, carrier, kinds, settings.window(), now), pool.underWay(tx, carrier), now));
            known.put(carrier + " " + worry, last);
        }
        return last;
    }

    /// A code that nobody has mapped is one matter, whatever number of parcels shows it.
    private int codes(Trust trust, Instant now) {
        if (!settings.groups(FlagKind.UNMAPPED_CODE)) {
            return 0;
        }
        return untilFewer(() -> database.write(tx -> {
            List<PoolStore.WaitingCode> waiting = pool.waitingCodes(tx, trust, TOGETHER);
            Map<String, List<PoolStore.WaitingCode>> byCode = new TreeMap<>();
            for (PoolStore.WaitingCode flag : waiting) {
                byCode.computeIfAbsent(flag.carrier() + "\n" + code(flag.reasonArgs()), _ -> new ArrayList<>())
                        .add(flag);
            }
            byCode.forEach((_, flags) -> ofOneCode(tx, flags, now));
            return waiting.size();
        }));
    }

    private void ofOneCode(Tx tx, List<PoolStore.WaitingCode> flags, Instant now) {
        PoolStore.WaitingCode first = flags.getFirst();
        ScopeKey key = new ScopeKey(IncidentScope.CODE, code(first.reasonArgs()));
        Optional<Incident> open = incidents.open(tx).stream()
                .filter(incident -> incident.carrier().equals(first.carrier())
                        && incident.key().equals(key))
                .findFirst();
        Incident incident = open.orElseGet(() -> {
            IncidentEvidence evidence = new IncidentEvidence(
                    flags.size(), 0, 0, 0, 1, flags.size(), 0, Map.of(FlagKind.UNMAPPED_CODE.name(), flags.size()));
            long id = incidents
                    .open(
                            tx,
                            first.carrier(),
                            Worry.CODE,
                            key,
                            null,
                            IncidentState.QUIET,
                            first.sinceAt(),
                            evidence,
                            now)
                    .orElseThrow();
            incidents.pulled(tx, id, now);
            Incident opened = incidents.find(tx, id).orElseThrow();
            opening.opened(tx, opened, now);
            return opened;
        });
        members.join(
                tx,
                incident,
                flags.stream()
                        .map(flag -> new MemberStore.Joining(flag.flagId(), flag.parcelId()))
                        .toList(),
                now);
    }

    /// The code as the carrier says it, or its words when it gives none.
    private static String code(String reasonArgs) {
        Map<String, @Nullable Object> args = JSON.readValue(reasonArgs, new TypeReference<>() {});
        return Stream.of("code", "text")
                .map(args::get)
                .filter(value -> value != null && !value.toString().isBlank())
                .map(String::valueOf)
                .findFirst()
                .orElse("?");
    }

    private Set<FlagKind> kinds(Worry worry) {
        Set<FlagKind> kinds = EnumSet.noneOf(FlagKind.class);
        kinds.addAll(worry.kinds().stream().filter(settings::groups).collect(Collectors.toSet()));
        return kinds;
    }
}
