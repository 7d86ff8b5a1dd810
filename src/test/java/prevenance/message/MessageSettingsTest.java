package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void severalShopsDifferOnlyInWhatTheySayThemselves(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("lin.png"), ShopMailTest.png(300, 60));
        Shops shops = Shops.read(yaml("""
            shop: { name: Atelier, sender: bonjour@atelier.example, signature: Lou, legal: Atelier SARL }
            shops:
              maison-lin:
                name: Maison Lin
                sender: bonjour@maison-lin.example
                brand: { logo: lin.png, accent: "#7A3B2E", accent-dark: "#e0a08f" }
              atelier-pro: { reply-to: pro@atelier.example }
            """), folder);
        assertThat(problems.list()).isEmpty();
        assertThat(shops.codes()).containsExactlyInAnyOrder("maison-lin", "atelier-pro");
        ShopSettings lin = shops.of("maison-lin");
        assertThat(lin.sender()).isEqualTo("bonjour@maison-lin.example");
        assertThat(lin.signature()).isNull();
        assertThat(lin.legal()).isEqualTo("Atelier SARL");
        assertThat(lin.brand().accent()).isEqualTo("#7a3b2e");
        assertThat(lin.brand().logo()).isNotNull().extracting(Logo::shownWidth).isEqualTo(220);
        assertThat(shops.of("atelier-pro").signature()).isEqualTo("Lou");
        assertThat(shops.of("atelier-pro").replyTo()).isEqualTo("pro@atelier.example");
        assertThat(shops.of("closed-since")).isEqualTo(shops.main());
    }

    @Test
    void coloursThatCannotBeReadAndLogosThatAreNoneAreNamed(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("logo.png"), "no picture");
        Files.write(folder.resolve("big.png"), Arrays.copyOf(ShopMailTest.png(300, 60), 101 * 1024));
        Shops.read(yaml("""
            shop:
              name: A
              sender: a@a.example
              brand: { logo: logo.png, accent: "#7fd0a0", accent-dark: "#333333" }
            shops:
              fr: { name: B }
              two-shops: { brand: { logo: big.png, accent: green } }
              three-shops: { brand: { logo: nowhere.png } }
            """), folder);
        assertThat(said())
                .containsExactlyInAnyOrder(
                        "shop.brand.logo",
                        "shop.brand.accent",
                        "shop.brand.accent-dark",
                        "shops.fr",
                        "shops.two-shops.brand.logo",
                        "shops.two-shops.brand.accent",
                        "shops.three-shops.brand.logo");
        assertThat(problems.list())
                .anyMatch(problem -> problem.message().equals("white text on it cannot be read well (contrast 1.8)"));
    }

    @Test
    void howWellColoursCanBeReadIsCountedAsTheStandardSays() {
        assertThat(BrandSettings.contrast("#000000", "#ffffff")).isEqualTo(21, within(0.001));
        assertThat(BrandSettings.contrast("#777777", "#ffffff")).isEqualTo(4.48, within(0.01));
    }

    @Test
    void aFolderOfTemplatesThatIsNamedMustBeThere(@TempDir Path folder) {
        assertThat(TemplateSettings.read(yaml("off: []"), folder).folder()).isNull();
        TemplateSettings.read(yaml("templates: words"), folder);
        assertThat(said()).containsExactly("templates");
    }
}
