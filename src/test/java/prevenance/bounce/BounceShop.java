package prevenance.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.config.Problems;
import prevenance.link.LinkSettings;
import prevenance.link.PageLinks;
import prevenance.message.Composer;
import prevenance.message.MessageFilter;
import prevenance.message.MessageKind;
import prevenance.message.MessageRequest;
import prevenance.message.Outbox;
import prevenance.message.OutboxMessage;
import prevenance.message.Sender;
import prevenance.message.ShopSettings;
import prevenance.message.Suppression;
import prevenance.message.Suppressions;
import prevenance.message.mail.FaultyMailServer;
import prevenance.message.mail.MailServer;
import prevenance.message.mail.MailSettings;
import prevenance.message.mail.PostingSettings;
import prevenance.message.mail.RateSettings;
import prevenance.message.mail.ReturnAddress;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;

/// A shop that has sent mails over a real socket.
final class BounceShop implements AutoCloseable {
    final ManualClock clock = ManualClock.at("2026-11-23T09:00:00Z");
    final Database database;
    final Outbox outbox = new Outbox("boutique.example");
    final FaultyMailServer server = new FaultyMailServer();
    private final Sender sender;

    BounceShop(Path folder, @Nullable ReturnAddress returns) throws Exception {
        database = TestStore.open(folder.resolve("shop.db"), Database.Use.DAEMON);
        database.execute(tx -> tx.handle().execute("""
            insert into customer_order (id, number, customer_name, email, locale, country, imported_at, updated_at)
            values (1, 'A-1001', 'Camille Exemple', 'camille@example.org', 'fr-FR', 'FR', 0, 0)
            """));
        Problems problems = new Problems();
        Composer composer =
                Composer.load(Path.of("templates"), ShopSettings.of("L’Atelier", "bonjour@boutique.example"), problems);
        assertThat(problems.list()).isEmpty();
        sender = new Sender(
                database,
                composer,
                new MailServer(
                        MailSettings.local(server.port()),
                        "bonjour@boutique.example",
                        (_, _) -> {},
                        new PostingSettings(null, returns, RateSettings.unlimited())),
                PageLinks.open(database, LinkSettings.defaults(), clock),
                clock);
    }

    /// Sends a mail, and returns what the server got.
    FaultyMailServer.Mail send(int episode, String recipient) {
        Map<String, @Nullable Object> facts = new HashMap<>();
        facts.put("customer", Map.of("name", "Camille Exemple"));
        facts.put("order", Map.of("number", "A-1001"));
        facts.put("parcel", Map.of("number", "6A00000000000", "carrier", "Colissimo"));
        MessageRequest request = new MessageRequest(
                "parcel:1",
                MessageKind.SHIPPED,
                episode,
                1L,
                null,
                null,
                recipient,
                Locale.FRANCE,
                facts,
                clock.instant());
        assertThat(database.<Boolean>write(tx -> outbox.enqueue(tx, request, clock.instant())))
                .isTrue();
        sender.sendDue(clock.instant());
        return server.accepted().getLast();
    }

    OutboxMessage message(int episode) {
        return database.read(tx -> outbox.list(tx, MessageFilter.newest(100)).stream()
                .filter(message -> message.key().endsWith("/" + episode))
                .findFirst()
                .orElseThrow());
    }

    List<Suppression> suppressed() {
        return database.read(tx -> new Suppressions().list(tx, 10));
    }

    /// Where the last mail's envelope says it comes back to.
    String envelopeSender() {
        String line = server.commands().stream()
                .filter(command -> command.startsWith("MAIL"))
                .reduce((_, last) -> last)
                .orElseThrow();
        return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }

    Instant now() {
        return clock.instant();
    }

    @Override
    public void close() throws Exception {
        sender.close();
        server.close();
        database.close();
    }
}
