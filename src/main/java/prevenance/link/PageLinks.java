package prevenance.link;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.store.Database;
import prevenance.store.Tx;

/// Makes and reads the links to customers' pages: signed, expiring, revocable for an order or, by retiring
/// keys, for all. Whoever has a link may do what it is for, so nothing but an order's own number is behind
/// it, and no log shows it.
public final class PageLinks {
    private static final int KEY_BYTES = 32;
    private static final String PATH = "/p/";
    // Where no key is found, one is checked all the same, so that a wrong key takes as long as a wrong signature.
    private static final byte[] NOBODY = new byte[KEY_BYTES];

    private final LinkSettings settings;
    private final LinkKeyStore store = new LinkKeyStore();
    private final SecureRandom random = new SecureRandom();

    private PageLinks(LinkSettings settings) {
        this.settings = settings;
    }

    /// Opens the links of a database, with a first key when it has none.
    public static PageLinks open(Database database, LinkSettings settings, InstantSource time) {
        PageLinks links = new PageLinks(settings);
        if (database.<Boolean>read(tx -> links.store.newest(tx).isEmpty())) {
            database.execute(tx -> {
                if (links.store.newest(tx).isEmpty()) {
                    links.store.add(tx, links.newSecret(), time.instant());
                }
            });
        }
        return links;
    }

    /// Whether customers have a page, and links to it can be made.
    public boolean isOn() {
        return settings.publicUrl() != null;
    }

    /// The whole address of a link: `https://…/p/<token>`.
    ///
    /// @throws IllegalStateException when there is no page, see [#isOn()], or no such order
    public String urlFor(Tx tx, long orderId, Purpose purpose, Instant now) {
        String publicUrl = settings.publicUrl();
        if (publicUrl == null) {
            throw new IllegalStateException("no link can be made: page.public-url is not set");
        }
        return publicUrl + PATH + token(tx, orderId, purpose, now);
    }

    /// A link's token, for the page's own links and forms.
    ///
    /// @throws IllegalStateException when there is no such order
    public String token(Tx tx, long orderId, Purpose purpose, Instant now) {
        LinkKeyStore.LinkKey key =
                store.newest(tx).orElseThrow(() -> new IllegalStateException("there is no key that signs links"));
        int generation = store.generation(tx, orderId)
                .orElseThrow(() -> new IllegalStateException("there is no order of id " + orderId));
        LocalDate lastDay = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(settings.linkDays());
        return new Token(key.id(), orderId, purpose.code(), lastDay, generation).write(key.secret());
    }

    /// What a token gives access to; empty when we did not sign it, or it has expired or was revoked. Which
    /// of them, nobody learns.
    public Optional<PageLink> read(Tx tx, String token, Instant now) {
        Token claimed = Token.claimed(token).orElse(null);
        if (claimed == null) {
            return Optional.empty();
        }
        byte @Nullable [] secret = store.find(tx, claimed.keyId())
                .map(LinkKeyStore.LinkKey::secret)
                .orElse(null);
        boolean signed = claimed.isSignedBy(secret == null ? NOBODY : secret, token);
        if (!signed || secret == null) {
            return Optional.empty();
        }
        Instant expiresAt =
                claimed.expiryDay().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        boolean current = store.generation(tx, claimed.orderId())
                .filter(generation -> generation == claimed.generation())
                .isPresent();
        return Purpose.of(claimed.purpose())
                .filter(_ -> current && now.isBefore(expiresAt))
                .map(purpose -> new PageLink(claimed.orderId(), purpose, expiresAt));
    }

    /// Makes all links to an order's page void. New ones can be made.
    public void revoke(Tx tx, long orderId) {
        store.nextGeneration(tx, orderId);
    }

    /// The order of a number, for whoever makes or revokes its links by hand; empty when there is none.
    public Optional<Long> orderId(Tx tx, String orderNumber) {
        return store.orderId(tx, orderNumber);
    }

    /// Signs with a new key from now on, and retires the keys whose links have all expired.
    public void rotate(Tx tx, Instant now) {
        store.retireReplaced(tx, now.minus(Duration.ofDays(settings.linkDays()).plusDays(1)), now);
        store.add(tx, newSecret(), now);
    }

    /// Makes all links to all pages void, for when a key has become known to somebody else.
    public void revokeAll(Tx tx, Instant now) {
        store.retireAll(tx, now);
        store.add(tx, newSecret(), now);
    }

    private byte[] newSecret() {
        byte[] secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        return secret;
    }
}
