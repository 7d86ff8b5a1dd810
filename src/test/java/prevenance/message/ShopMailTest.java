package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.config.Problems;
import prevenance.message.mail.ReadLetter;

/// Mails as they go out: each shop's in its own name and looks, with a person's words when there are any, and with no
/// header that somebody filled in.
class ShopMailTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final ShopSettings LINEN = new ShopSettings(
            "Maison Lin",
            "bonjour@maison-lin.example",
            "aide@maison-lin.example",
            null,
            null,
            null,
            Map.of("default", "+33 1 99 00 00 02"),
            Locale.FRENCH,
            "FR",
            ComposerTest.SHOP.timeZone(),
            new BrandSettings(Logo.of(png(400, 100)), "#7a3b2e", "#e0a08f"));
    private static final Composer COMPOSER = composer();

    private static Composer composer() {
        Problems problems = new Problems();
        Shops shops = new Shops(ComposerTest.SHOP, Map.of("maison-lin", LINEN));
        Composer composer = Composer.open(Path.of("templates"), null, shops, problems);
        assertThat(problems.list()).isEmpty();
        return composer;
    }

    /// The head of a picture, which is all that is looked at here.
    static byte[] png(int width, int height) {
        return ByteBuffer.allocate(64)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .putInt(13)
                .put("IHDR".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .array();
    }

    private static OutboxMessage message(MessageKind kind, @Nullable String shop) {
        return new OutboxMessage(
                1,
                "parcel:1/" + kind.wireName() + "/1",
                kind,
                1L,
                "10482",
                "FR",
                shop,
                1L,
                null,
                "camille@example.org",
                "fr-FR",
                MessageState.QUEUED,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                1,
                NOW,
                NOW,
                0,
                null,
                "<pv-1@boutique.example>",
                null,
                null,
                null);
    }

    private static MimeMessage written(OutboxMessage message, Map<String, @Nullable Object> facts) {
        Rendering rendering = new MailRenderer(COMPOSER).render(message, facts, NOW);
        assertThat(rendering).isInstanceOf(Rendering.Ready.class);
        try {
            return new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(((Rendering.Ready) rendering).bytes()));
        } catch (MessagingException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static List<Part> leaves(Part part) throws MessagingException, IOException {
        if (!(part.getContent() instanceof Multipart parts)) {
            return List.of(part);
        }
        List<Part> all = new ArrayList<>();
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart one = parts.getBodyPart(i);
            all.addAll(leaves(one));
        }
        return all;
    }

    private static String body(MimeMessage mail, String type) throws MessagingException, IOException {
        for (Part part : leaves(mail)) {
            if (part.isMimeType(type)) {
                return String.valueOf(part.getContent());
            }
        }
        throw new AssertionError("no " + type);
    }

    @Test
    void eachShopWritesInItsOwnNameWithItsOwnColoursAndLogo() throws Exception {
        Map<String, @Nullable Object> facts = MessageSamples.of(MessageKind.SHIPPED, Locale.FRENCH);
        MimeMessage linen = written(message(MessageKind.SHIPPED, "maison-lin"), facts);
        assertThat(linen.getHeader("From", null)).isEqualTo("Maison Lin <bonjour@maison-lin.example>");
        assertThat(linen.getHeader("Reply-To", null)).isEqualTo("aide@maison-lin.example");
        assertThat(body(linen, "text/html"))
                .contains(
                        "src=\"cid:logo\" width=\"192\" alt=\"Maison Lin\"", "#7a3b2e", "#e0a08f", "+33 1 99 00 00 02")
                .doesNotContain("#2f6f57", "Atelier");
        assertThat(body(linen, "text/plain")).contains("L’équipe Maison Lin", "aide@maison-lin.example");
        Part logo = leaves(linen).stream()
                .filter(part -> type(part).startsWith("image/png"))
                .findFirst()
                .orElseThrow();
        assertThat(logo.getHeader("Content-ID")).containsExactly("<logo>");
        try (InputStream bytes = logo.getInputStream()) {
            assertThat(bytes.readAllBytes()).isEqualTo(png(400, 100));
        }
        Rendering kept = new MailRenderer(COMPOSER).render(message(MessageKind.SHIPPED, "maison-lin"), facts, NOW);
        assertThat(ReadLetter.of(((Rendering.Ready) kept).bytes()).html())
                .contains("src=\"data:image/png;base64,iVBORw0KGgo")
                .doesNotContain("cid:");
        MimeMessage main = written(message(MessageKind.SHIPPED, null), facts);
        assertThat(main.getHeader("From", null)).contains("<bonjour@boutique.example>");
        assertThat(body(main, "text/html")).contains("#2f6f57").doesNotContain("cid:", "<img");
        assertThat(leaves(main)).hasSize(2);
    }

    private static String type(Part part) {
        try {
            return part.getContentType();
        } catch (MessagingException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void aPersonsWordsStandInTheSameLayout() throws Exception {
        Map<String, @Nullable Object> facts = MessageSamples.of(MessageKind.LOST, Locale.FRENCH);
        MimeMessage mail = written(
                message(MessageKind.LOST, null),
                Preview.edited(
                        facts,
                        "Votre théière : nos excuses",
                        "Je vous ai eue au téléphone ce matin.\n\n"
                                + "Voici ce dont nous avons parlé :\n"
                                + "un <nouvel> envoi {{ shop.name }}."));
        assertThat(mail.getSubject()).isEqualTo("Votre théière\u00a0: nos excuses");
        assertThat(body(mail, "text/plain").replace("\r\n", "\n"))
                .startsWith("""
                    Bonjour Camille Exemple,

                    Je vous ai eue au téléphone ce matin.

                    Voici ce dont nous avons parlé\u00a0:
                    un <nouvel> envoi {{ shop.name }}.

                    Choisir un nouvel envoi ou le remboursement\u00a0:
                    """.replace("Choisir un nouvel envoi ou le remboursement", "Dire ce que je préfère"))
                .contains("Colis\u00a0: 6A00000000000", "+33 1 99 00 00 00", "RCS Lyon")
                .doesNotContain("perdu");
        assertThat(body(mail, "text/html"))
                .contains(
                        "<p>Je vous ai eue au téléphone ce matin.</p>",
                        "un &lt;nouvel&gt; envoi {{ shop.name }}.",
                        "https://suivi.boutique.example/p/exemple-choix")
                .doesNotContain("<nouvel>");
    }

    @Test
    void editingStartsFromTheTemplatesOwnWords() {
        Map<String, @Nullable Object> facts = MessageSamples.of(MessageKind.DELAY_KNOWN, Locale.FRENCH);
        Composer.Draft draft = Objects.requireNonNull(COMPOSER.draft(message(MessageKind.DELAY_KNOWN, null), facts));
        assertThat(draft.subject())
                .isEqualTo("Votre colis a du retard\u00a0: livraison désormais prévue le jeudi 26 novembre");
        assertThat(draft.body())
                .startsWith("Votre colis n’arrivera pas à la date")
                .contains("Nouvelle date annoncée : jeudi 26 novembre", "\n\nCe que nous faisons :\n")
                .doesNotContain("Bonjour", "répondez simplement", "Étapes", "{", "<");
        OutboxMessage again = message(MessageKind.DELAY_KNOWN, null);
        assertThat(COMPOSER.preview(again, Preview.edited(facts, draft.subject(), draft.body())))
                .isInstanceOf(MailPreview.Written.class);
    }

    @Test
    void aPreviewHoldsItsLogoItself() {
        MailPreview preview = COMPOSER.preview(
                MessageKind.DELIVERED,
                Locale.FRENCH,
                "maison-lin",
                null,
                MessageSamples.of(MessageKind.DELIVERED, Locale.FRENCH));
        assertThat(preview).isInstanceOfSatisfying(MailPreview.Written.class, mail -> {
            assertThat(mail.fromAddress()).isEqualTo("bonjour@maison-lin.example");
            assertThat(mail.html()).contains("src=\"data:image/png;base64,").doesNotContain("cid:");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\r\nBcc: somebody@example.org", "\nX-Injected: yes", "\rSubject: else", "\u2028x", "\u0000"})
    void noFactBecomesAHeaderOrTheMailIsRefused(String attack) throws Exception {
        for (MessageKind kind : MessageKind.values()) {
            for (String field :
                    List.of("customer.name", "order.number", "parcel.carrier", "parcel.items", "report.text")) {
                Map<String, @Nullable Object> facts = with(MessageSamples.of(kind, Locale.FRENCH), field, "A" + attack);
                Rendering rendering = new MailRenderer(COMPOSER).render(message(kind, null), facts, NOW);
                if (rendering instanceof Rendering.Ready ready) {
                    MimeMessage mail = new MimeMessage(
                            Session.getInstance(new Properties()), new ByteArrayInputStream(ready.bytes()));
                    assertThat(Collections.list(mail.getAllHeaders()))
                            .extracting(header -> header.getName())
                            .doesNotContain("Bcc", "X-Injected")
                            .doesNotHaveDuplicates();
                    assertThat(mail.getAllRecipients()).hasSize(1);
                }
            }
        }
    }

    @Test
    void aNameThatIsAnAdvertisementIsNotGreeted() throws Exception {
        for (String name : List.of("Gagnez sur https://evil.example", "www.evil.example", "moi@evil.example")) {
            Map<String, @Nullable Object> facts =
                    with(MessageSamples.of(MessageKind.SHIPPED, Locale.FRENCH), "customer.name", name);
            MimeMessage mail = written(message(MessageKind.SHIPPED, null), facts);
            assertThat(mail.getHeader("To", null)).isEqualTo("camille@example.org");
            assertThat(body(mail, "text/plain")).startsWith("Bonjour,").doesNotContain("evil");
        }
    }

    private static Map<String, @Nullable Object> with(Map<String, @Nullable Object> facts, String field, String value) {
        String group = field.substring(0, field.indexOf('.'));
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (facts.get(group) instanceof Map<?, ?> known) {
            known.forEach((name, member) -> members.put(String.valueOf(name), member));
        }
        members.put(field.substring(group.length() + 1), value);
        facts.put(group, members);
        return facts;
    }
}
