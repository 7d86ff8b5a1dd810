package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The mail server hangs at each recipient of one domain, again and again; the others are written to meanwhile.
@ExtendWith(FaultReport.class)
class StalledDomainTest {
    private static final String SLOW = "@slow.example";
    private static final int OTHERS = Form.of(40, 400);
    private static final int VICTIMS = 4;

    @TempDir
    Path folder;

    @Test
    void whileTheMailsOfOneDomainHangEverybodyElseGetsHisAndInTheEndTheyDoToo() {
        try (FaultRig rig = new FaultRig(folder)) {
            // Shorter than usual by one factor: a time-out of 30 s, and 2 min until the next try.
            rig.set("mail", """
                {host: localhost, port: %d, security: none, timeout: 1500ms, deadline: 2500ms, workers: 4,
                 retry: {first: 6s, cap: 60s}}\
                """.formatted(rig.mail().port()));
            rig.start();
            if (Form.isLong()) {
                // Else the first would measure how a program that has just started warms up.
                p95(rig, List.of());
            }
            Duration usual = p95(rig, List.of());

            rig.mail().fail(SmtpPoint.RCPT, new SmtpFault.Stall(), Integer.MAX_VALUE, 0, to -> to.endsWith(SLOW));
            List<Parcel> victims = rig.prepare(CarrierFormat.LA_POSTE, VICTIMS).stream()
                    .map(parcel -> new Parcel(
                            parcel.index(),
                            parcel.carrier(),
                            parcel.number(),
                            "c" + parcel.index() + SLOW,
                            parcel.shippedAt()))
                    .toList();
            Duration meanwhile = p95(rig, victims);
            assertThat(rig.mail().held()).as("some hung").isNotEmpty();
            assertThat(rig.mail().journal().mails())
                    .noneMatch(mail -> mail.recipient().endsWith(SLOW));

            rig.mail().heal();
            Oracle.Verdict verdict = rig.quiesce();
            verdict.assertNothingLost(rig.daemon());
            assertThat(verdict.doubles()).isEmpty();
            Figures.note(
                    "R2.12",
                    "a domain of %d hangs, %d others".formatted(VICTIMS, OTHERS),
                    "p95 of the others %d ms, without the fault %d ms, lost 0"
                            .formatted(meanwhile.toMillis(), usual.toMillis()));
        }
    }

    /// How long it took from the carrier's word to the mail of all but one in twenty of the others. Each of
    /// them has his mail before this returns.
    private static Duration p95(FaultRig rig, List<Parcel> victims) {
        List<Parcel> others = rig.prepare(CarrierFormat.LA_POSTE, OTHERS);
        List<Parcel> all = new ArrayList<>(victims);
        all.addAll(others);
        rig.drop(all);
        Instant said = Instant.now();
        rig.say(all, Word.TAKEN);
        Map<String, Parcel> awaited = others.stream().collect(Collectors.toMap(Parcel::recipient, Function.identity()));
        assertThat(rig.mail()
                        .journal()
                        .await(
                                mails -> mails.stream()
                                                .filter(mail -> awaited.containsKey(mail.recipient()))
                                                .count()
                                        == OTHERS,
                                Form.patience()))
                .as("%s", rig.daemon().lastWords())
                .isTrue();
        List<Duration> delays = rig.mail().journal().mails().stream()
                .filter(mail -> awaited.containsKey(mail.recipient()))
                .map(mail -> Duration.between(said, mail.at()))
                .sorted()
                .toList();
        return delays.get(delays.size() * 95 / 100);
    }
}
