package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A carrier whose certificate cannot be trusted is not asked: no number and no key leaves.
@ExtendWith(FaultReport.class)
class CarrierTlsTest {
    @TempDir
    Path folder;

    @Test
    void aCarrierWithoutATrustworthyCertificateHearsNothing()
            throws IOException, InterruptedException, GeneralSecurityException {
        Certificates certificates = new Certificates(folder);
        try (FaultRig rig = new FaultRig(folder)) {
            CarrierServer carrier = rig.carrier(CarrierFormat.LA_POSTE);
            rig.set(
                    "carriers",
                    "{laposte: {base-url: \"https://localhost:%d\", credentials: {key: k}, cadence: {every: 1s}}}"
                            .formatted(carrier.port()));
            List<Parcel> parcels = rig.ship(CarrierFormat.LA_POSTE, 1);
            rig.say(parcels, Word.TAKEN);
            carrier.encrypt(certificates.server(Certificates.Kind.EXPIRED));
            rig.start(
                    List.of(),
                    List.of(
                            "-XX:TieredStopAtLevel=1",
                            "-Djavax.net.ssl.trustStore=" + certificates.trustStore(),
                            "-Djavax.net.ssl.trustStorePassword=" + Certificates.PASSWORD));
            for (Certificates.Kind kind :
                    List.of(Certificates.Kind.EXPIRED, Certificates.Kind.SELF_SIGNED, Certificates.Kind.WRONG_HOST)) {
                carrier.encrypt(certificates.server(kind));
                int before = carrier.handshakes();
                long end = System.nanoTime() + Form.patience().toNanos();
                while (carrier.handshakes() < before + 2 && System.nanoTime() - end < 0) {
                    Daemon.pause(Duration.ofMillis(50));
                }
                assertThat(carrier.handshakes())
                        .as("tries%n%s", rig.daemon().lastWords())
                        .isGreaterThan(before);
                assertThat(carrier.requests()).as("%s", kind).isZero();
                Figures.note("R3.12", "certificate " + kind, "questions 0");
            }
            carrier.encrypt(certificates.server(Certificates.Kind.GOOD));
            rig.quiesce().assertNothingLost(rig.daemon());
        }
    }
}
