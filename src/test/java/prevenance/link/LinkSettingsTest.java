package prevenance.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.config.Problem;
import prevenance.config.Problems;
import prevenance.config.References;
import prevenance.config.YamlFile;

class LinkSettingsTest {
    private final Problems problems = new Problems();

    private LinkSettings read(String yaml) {
        return LinkSettings.read(
                YamlFile.parse(yaml, "shop.yaml", References.none(), problems).section("page"));
    }

    @Test
    void withoutASectionThereIsNoPage() {
        assertThat(read("")).isEqualTo(LinkSettings.defaults()).isEqualTo(new LinkSettings(null, 90));
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void theAddressMayHaveAPathAndAPort() {
        assertThat(read("page: { public-url: 'https://boutique.example:8443/suivi/', link-days: 30 }"))
                .isEqualTo(new LinkSettings("https://boutique.example:8443/suivi", 30));
        assertThat(read("page: { public-url: 'http://127.0.0.1:8070' }").publicUrl())
                .isEqualTo("http://127.0.0.1:8070");
        assertThat(problems.list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "boutique.example",
                "http://boutique.example",
                "ftp://boutique.example",
                "https://",
                "https://a:b@boutique.example",
                "https://boutique.example/?a=1",
                "https://boutique.example/#a",
                "javascript:alert(1)"
            })
    void anAddressThatIsNoSafePublicOneIsRefused(String address) {
        read("page: { public-url: '" + address + "' }");
        assertThat(problems.list().stream().map(Problem::toString).toList())
                .isEqualTo(List.of("shop.yaml:1: page.public-url: '" + address
                        + "' is not an address such as https://suivi.example.org -> write an address such as"
                        + " https://suivi.example.org"));
    }
}
