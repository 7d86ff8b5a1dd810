package prevenance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prevenance.assess.FlagKind;
import prevenance.cases.incident.IncidentEnd;
import prevenance.testing.TestStore;

/// The desks as a process of their own over a real file, killed with SIGKILL at random moments while hundreds of flags
/// are grouped, while the members of the incident are let go, and while a wrong one is dissolved. Whatever the moment:
/// nothing is half done, nothing is done twice, and in the end every flag is in the incident or on the desk.
@Timeout(600)
class KilledIncidentTest {
    private static final Instant NOW = Instant.parse("2026-11-19T09:00:00Z");
    private static final int AT_LYON = 600;
    private static final int ELSEWHERE = 20;
    private static final int IN_THE_MIDST = 3;
    private static final int KILLS = 12;
    private static final int LONGEST_MS = 5_000;

    @TempDir
    Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private Instant now = NOW;

    @Test
    void killedAtAnyMomentEveryFlagIsInTheIncidentOrOnTheDeskAndEveryMemberHearsItOnce() throws Exception {
        try (Hub hub = hub()) {
            hub.raise(hub.parcels(AT_LYON, "Lyon", "69001", NOW.minus(Duration.ofDays(5))), FlagKind.LATE, NOW);
            for (int i = 0; i < ELSEWHERE; i++) {
                String town = "Town " + i;
                hub.raise(
                        hub.parcels(1, town, "%05d".formatted(1_000 * (1 + i % 90)), NOW.minus(Duration.ofDays(5 + i))),
                        FlagKind.LATE,
                        NOW);
            }
        }
        killed("while flags are grouped", 60, "select count(*) from flag where settled_at is not null");
        try (Hub hub = hub()) {
            now = hub.run(now, Duration.ofMinutes(15), Duration.ofMinutes(1));
            assertThat(hub.open())
                    .singleElement()
                    .satisfies(incident -> assertThat(incident.members()).isEqualTo(AT_LYON));
            assertThat(hub.number("select count(*) from service_case where state = 'OPEN' and parcel_id is not null"))
                    .isEqualTo(ELSEWHERE);
            assertThat(hub.number("select count(*) from flag where settled_at is null"))
                    .isZero();
            assertThat(new IncidentActions(hub.database, DeskSettings.defaults())
                            .approve(
                                    1,
                                    new IncidentWording(
                                            Map.of("fr", "Une grève.", "en", "A strike."),
                                            DelayCause.STRIKE,
                                            // The lives between the kills may have lasted for days.
                                            LocalDate.ofInstant(now, ZoneOffset.UTC)
                                                    .plusDays(3)),
                                    "lea",
                                    null,
                                    now))
                    .isInstanceOf(IncidentOutcome.Done.class);
        }
        killed("while members are told", 10, "select count(*) from outbox_message where kind = 'MASS_DELAY'");
        try (Hub hub = hub()) {
            now = hub.run(now, Duration.ofMinutes(3), Duration.ofSeconds(10));
            assertThat(hub.number("select count(*) from outbox_message where kind = 'MASS_DELAY' and state = 'QUEUED'"))
                    .isEqualTo(AT_LYON);
            assertThat(hub.number("select count(distinct parcel_id) from outbox_message where kind = 'MASS_DELAY'"))
                    .isEqualTo(AT_LYON);
        }
    }

    @Test
    void killedWhileAWrongIncidentIsDissolvedEachOfItsParcelsIsOneCase() throws Exception {
        try (Hub hub = hub()) {
            hub.raise(hub.parcels(AT_LYON, "Lyon", "69001", NOW.minus(Duration.ofDays(5))), FlagKind.LATE, NOW);
            hub.beat(NOW);
            assertThat(new IncidentActions(hub.database, DeskSettings.defaults())
                            .close(1, IncidentEnd.RELEASED, "Two trucks only.", "lea", null, NOW))
                    .isInstanceOf(IncidentOutcome.Done.class);
        }
        killed("while it is dissolved", 10, "select count(*) from service_case where parcel_id is not null");
        try (Hub hub = hub()) {
            now = hub.run(now, Duration.ofMinutes(15), Duration.ofSeconds(30));
            assertThat(hub.number("select count(*) from service_case where state = 'OPEN' and kind = 'LATE'"))
                    .isEqualTo(AT_LYON);
            assertThat(hub.number("select count(distinct parcel_id) from outbox_message where state = 'QUEUED'"))
                    .isEqualTo(AT_LYON);
            assertThat(hub.number("select count(*) from outbox_message")).isEqualTo(AT_LYON);
            assertThat(hub.open()).isEmpty();
        }
    }

    private Hub hub() {
        return new Hub(folder.resolve("shop.db"), HubProcess.settings());
    }

    /// @param progress a number that grows as the work goes on; some kill must come in the midst of it
    private void killed(String when, int stepSeconds, String progress) throws IOException, InterruptedException {
        long last = -1;
        int midst = 0;
        int longest = 400;
        for (int kill = 1; kill <= KILLS && midst < IN_THE_MIDST; kill++) {
            List<String> command = new ArrayList<>(List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:TieredStopAtLevel=1"));
            command.addAll(TestStore.options());
            command.addAll(List.of(
                    "-cp",
                    System.getProperty("java.class.path"),
                    HubProcess.class.getName(),
                    folder.resolve("shop.db").toString(),
                    now.toString(),
                    Integer.toString(stepSeconds)));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("err.txt").toFile()))
                    .start();
            try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
                String beat = said.readLine();
                assertThat(beat)
                        .as("it began; %s", Files.readString(folder.resolve("err.txt")))
                        .isNotNull();
                assertThat(process.waitFor(random.nextInt(20, longest), TimeUnit.MILLISECONDS))
                        .as("it goes on until it is killed; %s", Files.readString(folder.resolve("err.txt")))
                        .isFalse();
                // Not by the process itself, which would throw away what it said.
                process.toHandle().destroyForcibly();
                assertThat(process.waitFor()).isEqualTo(137);
                for (String next = beat; next != null; next = said.readLine()) {
                    now = Instant.parse(next);
                }
            }
            try (Hub hub = hub()) {
                nothingIsHalf(hub, "seed %d, kill %d %s".formatted(seed, kill, when));
                long done = hub.number(progress);
                midst += done > 0 && done != last ? 1 : 0;
                // On a busy machine nothing may come about within that time; then the next one gets more of it.
                longest = done == last ? Math.min(2 * longest, LONGEST_MS) : longest;
                last = done;
            }
        }
        assertThat(midst).as("kills in the midst, %s, seed %d", when, seed).isPositive();
    }

    private static void nothingIsHalf(Hub hub, String when) {
        List<String> none = List.of(
                // A flag is in an incident exactly when its parcel is a member of it.
                """
                select f.id from flag f where f.state = 'OPEN' and f.incident_id is not null and (f.settled_at is null
                    or not exists (select 1 from incident_member m
                        where m.incident_id = f.incident_id and m.parcel_id = f.parcel_id and m.left_at is null))
                """,
                """
                select m.parcel_id from incident_member m where m.left_at is null and not exists (select 1 from flag f
                    where f.parcel_id = m.parcel_id and f.incident_id = m.incident_id and f.state = 'OPEN')
                """,
                "select i.id from incident i where i.members <> (select count(*) from incident_member m"
                        + " where m.incident_id = i.id)",
                // One incident, with its one case; none of its members has a case of its own.
                "select count(*) from incident having count(*) > 1",
                "select id from incident i where not exists (select 1 from service_case c where c.incident_id = i.id)",
                "select c.id from service_case c join incident_member m on m.parcel_id = c.parcel_id and m.left_at is"
                        + " null",
                "select parcel_id from service_case where parcel_id is not null group by parcel_id having count(*) > 1",
                // A member who was let go has his mail, or the desk will look at him.
                """
                select m.parcel_id from incident_member m join parcel p on p.id = m.parcel_id
                where m.told_at is not null and m.left_at is null and p.desk_due_at is null and not exists (
                    select 1 from outbox_message o where o.parcel_id = m.parcel_id and o.kind = 'MASS_DELAY')
                """,
                "select parcel_id from outbox_message group by parcel_id having count(*) > 1",
                // A flag that is settled for itself has its case, or the desk will look at it.
                """
                select f.id from flag f join parcel p on p.id = f.parcel_id
                where f.state = 'OPEN' and f.settled_at is not null and f.incident_id is null and p.desk_due_at is null
                    and not exists (select 1 from service_case c where c.parcel_id = f.parcel_id)
                """);
        for (String half : none) {
            assertThat(hub.texts(half)).as("%s: %s", when, half).isEmpty();
        }
    }
}
