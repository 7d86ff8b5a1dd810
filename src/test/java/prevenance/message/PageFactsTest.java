package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.link.LinkSettings;
import prevenance.link.PageLink;
import prevenance.link.PageLinks;
import prevenance.link.Purpose;
import prevenance.testing.ManualClock;

class PageFactsTest {
    @TempDir
    Path folder;

    private MessageShop shop;

    @BeforeEach
    void open() {
        shop = new MessageShop(folder);
        shop.enqueue(MessageShop.shipped(1, "camille@example.org"));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private Map<String, @Nullable Object> facts(PageLinks links) {
        return shop.database.read(tx -> TemplateFacts.of(
                new PageFacts(links)
                        .with(tx, shop.message("parcel:1/shipped/1"), new LinkedHashMap<>(), MessageShop.START),
                ComposerTest.SHOP.timeZone(),
                true));
    }

    @Test
    void aMessageToACustomerHoldsALinkForEachPurpose() {
        PageLinks links = PageLinks.open(
                shop.database,
                new LinkSettings("https://suivi.boutique.example", 90),
                new ManualClock(MessageShop.START));
        Map<String, @Nullable Object> facts = facts(links);
        Map<String, Purpose> purposes = new LinkedHashMap<>();
        for (String group : new String[] {"page", "survey"}) {
            assertThat(facts.get(group)).isInstanceOf(Map.class);
            ((Map<?, ?>) java.util.Objects.requireNonNull(facts.get(group))).forEach((name, url) -> {
                String token = String.valueOf(url).replace("https://suivi.boutique.example/p/", "");
                PageLink link = shop.database.<PageLink>read(
                        tx -> links.read(tx, token, MessageShop.START).orElseThrow());
                assertThat(link.orderId()).isEqualTo(1);
                purposes.put(group + "." + name, link.purpose());
            });
        }
        assertThat(purposes)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "page.link", Purpose.PAGE,
                        "page.stopLink", Purpose.STOP_PROGRESS,
                        "page.choiceLink", Purpose.CHOICE,
                        "page.refundLink", Purpose.REFUND_CHECK,
                        "survey.link", Purpose.SURVEY));
    }

    @Test
    void withoutAPageEveryLinkIsThereAndUnknown() {
        PageLinks links = PageLinks.open(shop.database, LinkSettings.defaults(), new ManualClock(MessageShop.START));
        Map<String, @Nullable Object> none = new LinkedHashMap<>();
        for (String name : new String[] {"link", "stopLink", "choiceLink", "refundLink"}) {
            none.put(name, null);
        }
        Map<String, @Nullable Object> survey = new LinkedHashMap<>();
        survey.put("link", null);
        assertThat(facts(links)).containsEntry("page", none).containsEntry("survey", survey);
    }
}
