package prevenance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.assess.FlagKind;
import prevenance.cases.incident.Incident;
import prevenance.cases.incident.IncidentEnd;
import prevenance.cases.incident.IncidentSettings;
import prevenance.cases.incident.IncidentState;

/// Whatever comes in whatever order, with people deciding in between and the daemon coming back from the dead.
class IncidentStreamTest {
    private static final Instant NOW = Instant.parse("2026-11-19T09:00:00Z");
    private static final List<String> PLACES = List.of("Lyon", "Lille", "Brest", "Nantes");
    private static final List<FlagKind> KINDS = List.of(
            FlagKind.LATE, FlagKind.STALLED, FlagKind.LOST_SUSPECTED, FlagKind.DELAY_ANNOUNCED, FlagKind.DAMAGED);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noParcelIsInTwoIncidentsAndEveryFlagIsTheDesksOrAnIncidents(long seed, @TempDir Path folder) {
        Random random = new Random(seed);
        Hub hub = new Hub(folder.resolve("shop.db"), IncidentSettings.defaults());
        try {
            List<Long> parcels = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                parcels.addAll(hub.parcels(60, PLACES.get(i), (10 + i) + "000", NOW.minus(Duration.ofDays(5))));
            }
            Instant now = NOW;
            for (int step = 0; step < 40; step++) {
                int from = random.nextInt(parcels.size());
                List<Long> some = parcels.subList(from, Math.min(parcels.size(), from + 1 + random.nextInt(25)));
                FlagKind kind = KINDS.get(random.nextInt(KINDS.size()));
                switch (random.nextInt(6)) {
                    case 0 -> hub.recover(some, now);
                    case 1 -> decide(hub, random, now);
                    case 2 -> hub = hub.reopened();
                    default -> hub.raise(without(hub, some, kind), kind, now);
                }
                hub.beat(now);
                holds(hub, now);
                now = now.plus(Duration.ofMinutes(random.nextInt(30)));
            }
        } finally {
            hub.close();
        }
    }

    private static List<Long> without(Hub hub, List<Long> parcels, FlagKind kind) {
        return parcels.stream()
                .filter(id -> hub.number("select count(*) from flag where state = 'OPEN' and kind = '" + kind
                                + "' and parcel_id = " + id)
                        == 0)
                .toList();
    }

    private static void decide(Hub hub, Random random, Instant now) {
        List<Incident> open = hub.open();
        if (open.isEmpty()) {
            return;
        }
        IncidentActions staff = new IncidentActions(hub.database, DeskSettings.defaults());
        Incident one = open.get(random.nextInt(open.size()));
        switch (random.nextInt(4)) {
            case 0 -> {
                IncidentEnd end = List.of(IncidentEnd.values()).get(random.nextInt(3));
                staff.close(one.id(), end, null, "lea", null, now);
            }
            case 1 -> staff.keepQuiet(one.id(), "lea", null, now);
            case 2 -> staff.pause(one.id(), "lea", null, now);
            default ->
                staff.approve(
                        one.id(), new IncidentWording(Map.of("fr", "Un", "en", "One"), null, null), "lea", null, now);
        }
    }

    private static void holds(Hub hub, Instant now) {
        assertThat(hub.number("""
            select count(*) from incident i
            where i.members <> (select count(*) from incident_member m where m.incident_id = i.id)
            """)).as("a parcel with two flags counts once").isZero();
        assertThat(hub.number("""
            select count(*) from (select m.parcel_id from incident_member m
                join incident i on i.id = m.incident_id and i.state <> 'CLOSED'
                where m.left_at is null group by m.parcel_id having count(*) > 1) twice
            """)).as("parcels in two open incidents").isZero();
        assertThat(hub.number("""
            select count(*) from flag f where f.state = 'OPEN' and f.incident_id is not null
                and not exists (select 1 from incident_member m where m.parcel_id = f.parcel_id
                    and m.incident_id = f.incident_id and m.left_at is null)
            """)).as("flags of an incident without a member").isZero();
        assertThat(hub.number(
                        "select count(*) from flag where state = 'OPEN' and settled_at is null" + " and raised_at <= "
                                + now.minus(Duration.ofMinutes(10)).toEpochMilli()))
                .as("flags that wait too long")
                .isZero();
        assertThat(hub.number("""
            select count(*) from service_case c where c.state = 'OPEN' and c.parcel_id is not null
                and not exists (select 1 from case_entry e where e.case_id = c.id and e.kind <> 'OPENED'
                    and e.kind not like 'FLAG%' and e.kind <> 'UPGRADED' and e.kind <> 'MESSAGE')
                and not exists (select 1 from flag f where f.parcel_id = c.parcel_id and f.state = 'OPEN'
                    and f.incident_id is null)
            """))
                .as("cases whose every flag an incident speaks for")
                .isZero();
        assertThat(hub.number("select count(*) from outbox_message where kind = 'MASS_DELAY' and state = 'QUEUED'"
                        + " and parcel_id not in (select parcel_id from incident_member where told_at is not null)"))
                .as("mails to nobody's turn")
                .isZero();
        for (Incident incident : hub.open()) {
            assertThat(hub.number("select count(*) from service_case where state = 'OPEN' and incident_id = "
                            + incident.id()))
                    .as("open cases of " + incident.state() + " incident " + incident.id())
                    .isEqualTo(1);
            assertThat(incident.state()).isNotEqualTo(IncidentState.CLOSED);
        }
    }
}
