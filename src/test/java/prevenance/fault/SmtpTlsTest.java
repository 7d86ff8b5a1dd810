package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A way to the mail server that cannot be protected, and a log-in that is refused: mails wait, no word is said in the
/// clear, no attempt is used up, and the log says what a person must mend without the password.
@ExtendWith(FaultReport.class)
class SmtpTlsTest {
    private static final String SECRET = "s3cret-of-the-shop";
    private static final int PARCELS = 3;

    /// Between two tries, in this configuration.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    @Test
    void withoutProtectionOrLogInNothingIsSaidAndMailsWait()
            throws IOException, InterruptedException, GeneralSecurityException {
        Certificates certificates = new Certificates(folder);
        try (FaultRig rig = new FaultRig(folder)) {
            SmtpServer server = rig.mail();
            server.encrypt(certificates.server(Certificates.Kind.GOOD));
            server.wantLogin(true);
            rig.mail("security: starttls, username: shop, password: %s, certificates: %s, timeout: 20s, deadline: 30s"
                    .formatted(SECRET, certificates.authority()));
            rig.start();
            row(rig, "R2.9", "STARTTLS and log-in as they should be", () -> {});
            for (SmtpFault fault : List.of(
                    new SmtpFault.Say("454 4.7.0 TLS not available"), new SmtpFault.Garbage(), new SmtpFault.Drop())) {
                row(
                        rig,
                        "R2.9",
                        "STARTTLS: " + fault.getClass().getSimpleName(),
                        () -> server.fail(SmtpPoint.STARTTLS, fault, Integer.MAX_VALUE));
            }
            row(rig, "R2.9", "STARTTLS not offered", () -> server.encrypt(null));
            server.encrypt(certificates.server(Certificates.Kind.GOOD));
            for (Certificates.Kind kind :
                    List.of(Certificates.Kind.EXPIRED, Certificates.Kind.SELF_SIGNED, Certificates.Kind.WRONG_HOST)) {
                server.encrypt(certificates.server(kind));
                row(rig, "R2.9", "certificate " + kind, () -> {});
                server.encrypt(certificates.server(Certificates.Kind.GOOD));
            }
            row(
                    rig,
                    "R2.8",
                    "535 log-in refused",
                    () -> server.fail(SmtpPoint.AUTH, new SmtpFault.Say("535 5.7.8 no"), Integer.MAX_VALUE));
            row(
                    rig,
                    "R2.8",
                    "530 log in first",
                    () -> server.fail(SmtpPoint.MAIL, new SmtpFault.Say("530 5.7.0 log in"), Integer.MAX_VALUE));
            server.heal();
            server.encrypt(certificates.server(Certificates.Kind.GOOD));
            Oracle.Verdict verdict = rig.quiesce();
            verdict.assertNothingLost(rig.daemon());
            assertThat(verdict.doubles()).isEmpty();
            assertThat(rig.mail().journal().mails()).allMatch(AcceptedMail::encrypted);
            assertThat(server.plaintext()).as("log-ins and mails in the clear").isZero();
            assertThat(rig.daemon().log()).contains("no mail gets through").doesNotContain(SECRET, "@example.org");
            try (Snapshot snapshot = Snapshot.of(rig.database())) {
                assertThat(snapshot.texts("select distinct state || ' ' || attempts from outbox_message"))
                        .containsExactly("SENT 1");
            }
        }
    }

    /// Mails that come up while the fault lasts wait as long as it does.
    private static void row(FaultRig rig, String id, String fault, Runnable begin) {
        begin.run();
        boolean well = fault.contains("as they should be");
        int mails = rig.mail().journal().size();
        int connections = rig.mail().connections().size();
        List<Parcel> parcels = rig.ship(CarrierFormat.LA_POSTE, PARCELS);
        rig.say(parcels, Word.TAKEN);
        if (well) {
            assertThat(rig.mail().journal().await(all -> all.size() == mails + PARCELS, Form.patience()))
                    .as("%s", rig.daemon().lastWords())
                    .isTrue();
            return;
        }
        long start = System.nanoTime();
        long end = start + Form.patience().toNanos();
        while (rig.mail().connections().size() < connections + 2 && System.nanoTime() - end < 0) {
            Daemon.pause(Duration.ofMillis(50));
        }
        Daemon.pause(LONGEST_PAUSE);
        double seconds = (System.nanoTime() - start) / 1e9;
        int tries = rig.mail().connections().size() - connections;
        assertThat(rig.mail().journal().mails().stream()
                        .map(AcceptedMail::recipient)
                        .filter(parcels.stream().map(Parcel::recipient).collect(Collectors.toSet())::contains))
                .as(fault)
                .isEmpty();
        assertThat(tries).as(fault).isGreaterThanOrEqualTo(2);
        Figures.note(
                id,
                fault,
                "mails 0, in the clear %d, tries %d in %.1f s"
                        .formatted(rig.mail().plaintext(), tries, seconds));
        rig.mail().heal();
    }
}
