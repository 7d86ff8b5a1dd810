package prevenance.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From where somebody guesses.
class VisitorAddressTest {
    @Test
    void oneNetworkOfTheNewAddressesIsOneVisitorHoweverItIsWritten() {
        assertThat(List.of("2001:db8:1:2::1", "2001:db8:1:2:ffff:0:0:1", "[2001:DB8:1:2::7]:4711", "[2001:db8:1:2::7]"))
                .extracting(VisitorAddress::network)
                .containsOnly("20010db800010002");
        assertThat(VisitorAddress.network("2001:db8::1")).isEqualTo(VisitorAddress.network("2001:db8::2"));
        assertThat(VisitorAddress.network("2001:db8:1:3::1")).isEqualTo("20010db800010003");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "192.0.2.1:4711, 192.0.2.1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "unknown, unknown",
        "localhost, localhost"
    })
    void anAddressOfTheOldKindIsAVisitor(String written, String expected) {
        assertThat(VisitorAddress.network(written)).isEqualTo(expected);
    }
}
