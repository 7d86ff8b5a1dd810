package prevenance.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;

class PageLinksTest {
    private static final LinkSettings SETTINGS = new LinkSettings("https://suivi.boutique.example", 90);
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(NOON);
    private Database database;
    private PageLinks links;

    @BeforeEach
    void open() {
        database = TestStore.open(folder.resolve("shop.db"), Database.Use.DAEMON);
        database.execute(tx -> tx.handle().execute("""
            insert into customer_order (id, number, locale, country, imported_at, updated_at)
            values (7, 'A-1007', 'fr-FR', 'FR', 0, 0), (8, 'A-1008', 'fr-FR', 'FR', 0, 0)
            """));
        links = PageLinks.open(database, SETTINGS, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private String token(long order, Purpose purpose) {
        return database.read(tx -> links.token(tx, order, purpose, clock.instant()));
    }

    private Optional<PageLink> read(String token) {
        return database.read(tx -> links.read(tx, token, clock.instant()));
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void aLinkLeadsToItsOrderForItsPurposeUntilItExpires(Purpose purpose) {
        Instant end = Instant.parse("2027-02-22T00:00:00Z");
        String token = token(7, purpose);
        assertThat(read(token)).contains(new PageLink(7, purpose, end));
        clock.set("2027-02-21T23:59:59Z");
        assertThat(read(token)).isPresent();
        clock.set("2027-02-22T00:00:00Z");
        assertThat(read(token)).isEmpty();
    }

    @Test
    void theWholeAddressIsThePublicUrlAndTheToken() {
        String url = database.read(tx -> links.urlFor(tx, 7, Purpose.PAGE, NOON));
        assertThat(url).matches("https://suivi\\.boutique\\.example/p/[A-Za-z0-9_-]{56}");
        assertThat(read(url.substring(url.lastIndexOf('/') + 1))).isPresent();
    }

    @Test
    void everyFlippedBitIsRefused() {
        byte[] signed = Base64.getUrlDecoder().decode(token(7, Purpose.PAGE));
        assertThat(signed).hasSize(42);
        for (int bit = 0; bit < signed.length * 8; bit++) {
            byte[] forged = signed.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(read(Base64.getUrlEncoder().encodeToString(forged)))
                    .as("bit %d", bit)
                    .isEmpty();
        }
    }

    @Test
    void everyChangedCharacterAndLengthIsRefused() {
        String token = token(7, Purpose.PAGE);
        for (int at = 0; at < token.length(); at++) {
            for (char other : "AZaz09-_+/=. é\u0000".toCharArray()) {
                if (token.charAt(at) != other) {
                    assertThat(read(token.substring(0, at) + other + token.substring(at + 1)))
                            .isEmpty();
                }
            }
            assertThat(read(token.substring(0, at))).isEmpty();
            assertThat(read(token.substring(at) + token)).isEmpty();
        }
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            byte[] noise = new byte[i % 3 == 0 ? 42 : random.nextInt(90)];
            random.nextBytes(noise);
            if (noise.length > 5) {
                System.arraycopy(new byte[] {1, 0, 0, 0, 1}, 0, noise, 0, 5);
            }
            assertThat(read(Base64.getUrlEncoder().encodeToString(noise))).isEmpty();
        }
    }

    @Test
    void revokingAnOrdersLinksLeavesOtherOrdersAloneAndAllowsNewOnes() {
        String seven = token(7, Purpose.PAGE);
        String eight = token(8, Purpose.PAGE);
        database.execute(tx -> links.revoke(tx, 7));
        assertThat(read(seven)).isEmpty();
        assertThat(read(eight)).isPresent();
        assertThat(read(token(7, Purpose.PAGE))).isPresent();
    }

    @Test
    void aNewKeySignsAndFormerOnesAreTakenUntilTheirLinksHaveExpired() {
        String first = token(7, Purpose.PAGE);
        database.execute(tx -> links.rotate(tx, clock.instant()));
        String second = token(7, Purpose.PAGE);
        assertThat(Token.claimed(second).orElseThrow().keyId())
                .isEqualTo(Token.claimed(first).orElseThrow().keyId() + 1);
        assertThat(read(first)).isPresent();
        assertThat(read(second)).isPresent();
        clock.advance(Duration.ofDays(89));
        database.execute(tx -> links.rotate(tx, clock.instant()));
        assertThat(read(first)).isPresent();
        clock.advance(Duration.ofDays(2));
        String third = token(7, Purpose.PAGE);
        database.execute(tx -> links.rotate(tx, clock.instant()));
        assertThat(keysInUse()).isEqualTo(3);
        assertThat(read(third)).isPresent();
    }

    @Test
    void afterALeakEveryLinkIsVoidAtOnce() {
        String old = token(7, Purpose.PAGE);
        database.execute(tx -> links.revokeAll(tx, clock.instant()));
        assertThat(read(old)).isEmpty();
        assertThat(read(token(7, Purpose.PAGE))).isPresent();
        assertThat(keysInUse()).isEqualTo(1);
    }

    @Test
    void linksHoldOverARestartAndNotInAnotherShop() {
        String token = token(7, Purpose.PAGE);
        PageLinks again = PageLinks.open(database, SETTINGS, clock);
        assertThat(database.<Optional<PageLink>>read(tx -> again.read(tx, token, NOON)))
                .isPresent();
        try (Database other = TestStore.open(folder.resolve("other.db"), Database.Use.DAEMON)) {
            PageLinks others = PageLinks.open(other, SETTINGS, clock);
            other.execute(tx -> tx.handle().execute("""
                insert into customer_order (id, number, locale, country, imported_at, updated_at)
                values (7, 'A-1007', 'fr-FR', 'FR', 0, 0)
                """));
            assertThat(other.<Optional<PageLink>>read(tx -> others.read(tx, token, NOON)))
                    .isEmpty();
        }
    }

    @Test
    void eachPurposeAndOrderHasItsOwnToken() {
        Set<String> tokens = new HashSet<>();
        for (Purpose purpose : Purpose.values()) {
            tokens.add(token(7, purpose));
            tokens.add(token(8, purpose));
        }
        assertThat(tokens).hasSize(10);
    }

    @Test
    void withoutAPublicAddressNoLinkIsMade() {
        PageLinks off = PageLinks.open(database, LinkSettings.defaults(), clock);
        assertThat(off.isOn()).isFalse();
        assertThatThrownBy(() -> database.read(tx -> off.urlFor(tx, 7, Purpose.PAGE, NOON)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no link can be made: page.public-url is not set");
    }

    private int keysInUse() {
        return database.read(tx -> tx.handle()
                .createQuery("select count(*) from link_key where retired_at is null")
                .mapTo(Integer.class)
                .one());
    }
}
