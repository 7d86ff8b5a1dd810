package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import prevenance.config.Problem;
import prevenance.config.Problems;
import prevenance.config.Secret;
import prevenance.config.YamlFile;
import prevenance.config.YamlSection;
import prevenance.message.mail.MailSettings;
import prevenance.message.mail.Security;

class MessageSettingsTest {
    private final Problems problems = new Problems();

    private YamlSection yaml(String text) {
        return YamlFile.parse(text, "prevenance.yaml", name -> "ENV:SMTP".equals(name) ? "s3cret" : null, problems);
    }

    private List<String> said() {
        return problems.list().stream().map(Problem::path).toList();
    }

    @Test
    void onlyTheShopsNameAndSenderHaveNoDefault() {
        ShopSettings.read(yaml("country: FR"));
        assertThat(said()).containsExactly("name", "sender");
        ShopSettings shop =
                ShopSettings.read(yaml("name: Boutique\nsender: bonjour@bücher.example\nphones: { be: '+32 1' }"));
        assertThat(shop.senderDomain()).isEqualTo("xn--bcher-kva.example");
        assertThat(shop.phoneFor("BE")).isEqualTo("+32 1");
        assertThat(shop.phoneFor("FR")).isNull();
        assertThat(problems.list()).hasSize(2);
    }

    @Test
    void everyUnusableShopSettingIsNamed() {
        ShopSettings.read(yaml("""
            name: "Bou\\ntique"
            sender: nobody
            reply-to: also nobody
            url: javascript:alert(1)
            country: France
            """));
        assertThat(said()).containsExactlyInAnyOrder("name", "sender", "reply-to", "url", "country");
    }

    @Test
    void theWayToTheServerIsProtectedUnlessItIsThisMachine() {
        MailSettings mail = MailSettings.read(yaml("host: smtp.example.org\nusername: shop\npassword: ${ENV:SMTP}"));
        assertThat(mail.security()).isEqualTo(Security.STARTTLS);
        assertThat(mail.port()).isEqualTo(587);
        assertThat(mail.password()).isEqualTo(Secret.of("s3cret"));
        assertThat(mail.toString()).doesNotContain("s3cret");
        assertThat(mail.deadline()).isEqualTo(Duration.ofMinutes(1));
        assertThat(MailSettings.read(yaml("security: tls")).port()).isEqualTo(465);
        MailSettings.read(yaml("host: 127.0.0.1\nsecurity: none"));
        MailSettings.read(yaml("host: smtp.example.org\nsecurity: none\nallow-plaintext: true"));
        assertThat(problems.list()).isEmpty();
        MailSettings.read(yaml("host: smtp.example.org\nsecurity: none"));
        MailSettings.read(yaml(
                "host: smtp.example.org\nsecurity: none\nallow-plaintext: true\nusername: a\npassword: ${ENV:SMTP}"));
        assertThat(said()).containsExactly("security", "security");
    }

    @Test
    void settingsThatContradictEachOtherAreNamed() {
        MailSettings.read(yaml("username: shop\ntimeout: 2m\ndeadline: 1m\nretry: { give-up: 9d }"));
        assertThat(said()).containsExactlyInAnyOrder("username", "deadline", "retry.give-up");
    }
}
