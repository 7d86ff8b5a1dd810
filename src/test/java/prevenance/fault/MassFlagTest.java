package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A carrier that announces a delay for everybody at once.
@ExtendWith(FaultReport.class)
class MassFlagTest {
    private static final int PARCELS = Form.of(60, 2_000);

    @TempDir
    Path folder;

    @Test
    void manyFlagsAtOnceAreOneIncidentAndNoMailBeforeSomebodyApproves() {
        try (FaultRig rig = new FaultRig(folder)) {
            rig.set("incidents", "{settle: 3s}");
            List<Parcel> parcels = rig.ship(CarrierFormat.LA_POSTE, PARCELS);
            rig.say(parcels, Word.TAKEN);
            rig.start();
            assertThat(rig.oracle().awaitAll(Form.patience()))
                    .as("%s", rig.daemon().lastWords())
                    .isTrue();
            Instant now = Instant.now();
            parcels.forEach(parcel -> rig.carrier(CarrierFormat.LA_POSTE)
                    .say(parcel.number(), new Said("DI3", "Votre colis est retardé", now, now)));
            await(rig, "select coalesce(sum(members), 0) from incident", PARCELS);
            Oracle.Verdict verdict = rig.quiesce();
            try (Snapshot snapshot = Snapshot.of(rig.database())) {
                long incidents = snapshot.number("select count(*) from incident");
                long cases = snapshot.number("select count(*) from service_case");
                Figures.note(
                        "R3.22",
                        PARCELS + " parcels announced late at once",
                        "incidents " + incidents + ", cases " + cases + ", mails "
                                + verdict.unexpected().size());
                assertThat(incidents).isEqualTo(1);
                assertThat(cases).isEqualTo(1);
            }
            verdict.assertNothingLost(rig.daemon());
        }
    }

    private static void await(FaultRig rig, String query, long expected) {
        long end = System.nanoTime() + Form.patience().toNanos();
        while (true) {
            try (Snapshot snapshot = Snapshot.of(rig.database())) {
                if (snapshot.number(query) == expected) {
                    return;
                }
            }
            assertThat(System.nanoTime() - end).as("%s", query).isNegative();
            Daemon.pause(Duration.ofMillis(200));
        }
    }
}
