package prevenance.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AftermathTest {
    @Test
    void whoseParcelIsLostDamagedOrCameBackGetsAReplacementOrMoneyAndOnlyAfterwards() {
        List<ParcelScript> scripts = new ScriptWriter(7, 300, 28).write();
        Aftermath aftermath = Aftermath.of(scripts, 7);
        assertThat(aftermath.refunds()).isNotEmpty();
        assertThat(aftermath.replacements()).isNotEmpty();
        assertThat(aftermath).isEqualTo(Aftermath.of(scripts, 7));
        assertThat(aftermath.replacements()).allSatisfy(exchange -> {
            Instant first = scripts.stream()
                    .filter(script -> script.order().equals(exchange.parcel().order()))
                    .findFirst()
                    .orElseThrow()
                    .shippedAt();
            assertThat(exchange.parcel().shippedAt()).isAfter(first);
            assertThat(exchange.parcel().steps()).isNotEmpty();
        });
        assertThat(aftermath.refunds())
                .extracting(Aftermath.RefundNote::reference)
                .doesNotHaveDuplicates();
    }
}
