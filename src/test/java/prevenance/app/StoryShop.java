package prevenance.app;

import static prevenance.app.ScriptedParcel.at;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import prevenance.console.access.InvitationStore;
import prevenance.console.access.Role;
import prevenance.console.access.StaffMember;
import prevenance.console.access.StaffStore;
import prevenance.intake.ImportKind;
import prevenance.intake.ImportProgress;
import prevenance.intake.ImportSource;
import prevenance.store.Database;
import prevenance.testing.Chromium;
import prevenance.testing.ManualClock;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;

/// A whole shop for a story: scripted carriers, a mail server, the program with console and customer page, a browser,
/// and
/// a clock moved by hand.
final class StoryShop implements AutoCloseable {
    private static final Duration BEAT = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    static final String PASSWORD = "lanterne brioche glacier 42";

    final ManualClock clock;
    final Letterbox letterbox;
    final Prevenance program;
    final Listener console;
    private final ScriptedCarriers carriers;
    private final Chromium chromium = Chromium.start();
    private final Path folder;
    private final List<ScriptedParcel> parcels;
    private int imports;

    /// @param more further lines of configuration
    StoryShop(Path folder, String start, String more, List<ScriptedParcel> parcels) throws IOException {
        this.folder = folder;
        this.parcels = parcels;
        clock = new ManualClock(at(start).toInstant());
        letterbox = new Letterbox(clock, "nobody@example.org");
        carriers = new ScriptedCarriers(parcels, clock);
        Path config = folder.resolve("prevenance.yaml");
        Files.writeString(config, """
            shop:
              name: Maison Exemple
              sender: service@example.org
              locale: fr
              country: FR
              phones: { default: "+33 1 99 00 10 10" }
            mail: { host: 127.0.0.1, port: %d, security: none }
            polling: { cadence: { every: 50m } }
            carriers:
              laposte: { base-url: "%s", credentials: { key: test }, limits: [{ requests: 1000000, per: 1s }] }
              chronopost: { base-url: "%s", limits: [{ requests: 1000000, per: 1s }] }
            %s
            """.formatted(letterbox.port(), carriers.address(), carriers.address(), more));
        program = Main.open(config, Path.of("").toAbsolutePath(), Map.of(), Database.Use.DAEMON, clock);
        console = program.openConsole(ListenerSettings.local());
    }

    /// Brings in what the shop ships, and lets time go on hour by hour.
    void until(String moment) throws IOException {
        while (clock.instant().isBefore(at(moment).toInstant())) {
            importShipped();
            program.beat(clock.instant(), PATIENCE);
            clock.advance(BEAT);
        }
        program.beat(clock.instant(), PATIENCE);
    }

    /// Everything that is due now.
    void beat() {
        program.beat(clock.instant(), PATIENCE);
        program.beat(clock.advance(Duration.ofMinutes(1)), PATIENCE);
    }

    /// Somebody of the staff at his screen, signed in.
    Page staff(Role role, Locale locale) {
        String login = role.name().toLowerCase(Locale.ROOT);
        String link = program.database().write(tx -> {
            StaffMember member = new StaffStore()
                    .add(tx, login, "Camille " + login, login + "@example.org", role, locale, clock.instant())
                    .orElseThrow();
            return new InvitationStore().invite(tx, member.id(), clock.instant());
        });
        Page page = visitor(Chromium.Screen.DESKTOP, locale).newPage();
        page.navigate(consoleUrl("/welcome/" + link));
        page.fill("#password", PASSWORD);
        page.fill("#again", PASSWORD);
        page.click("button.first");
        return page;
    }

    BrowserContext visitor(Chromium.Screen screen, Locale locale) {
        return chromium.visitor(screen, ColorScheme.LIGHT, locale.getLanguage());
    }

    String consoleUrl(String path) {
        return "http://127.0.0.1:" + console.port() + path;
    }

    /// What somebody got, in order.
    List<Letterbox.Mail> mailsTo(String address) {
        return letterbox.mails().stream()
                .filter(mail -> mail.recipient().equals(address))
                .toList();
    }

    private void importShipped() throws IOException {
        String rows = parcels.stream()
                .filter(parcel ->
                        parcel.shippedAt != null && parcel.shippedAt.toInstant().equals(clock.instant()))
                .map(parcel -> String.join(
                        ",",
                        parcel.order,
                        parcel.carrier,
                        parcel.number,
                        String.valueOf(clock.instant()),
                        parcel.promised,
                        "\"" + parcel.customer + "\"",
                        parcel.address,
                        parcel.language,
                        "FR",
                        "69001",
                        "49.90",
                        "Une lampe"))
                .collect(Collectors.joining("\n"));
        if (rows.isEmpty()) {
            return;
        }
        Path file = folder.resolve("orders-" + ++imports + ".csv");
        Files.writeString(
                file,
                "order,carrier,tracking_number,shipped_at,promised_date,customer_name,email,locale,country,postcode,"
                        + "value,items\n" + rows + "\n");
        if (!program.imports()
                .read(ImportKind.ORDERS, ImportSource.file(file), clock.instant(), ImportProgress.NONE)
                .isClean()) {
            throw new IllegalStateException("the story's orders are not clean");
        }
    }

    @Override
    public void close() {
        try (chromium;
                letterbox;
                program;
                console) {
            carriers.close();
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new UncheckedIOException(new IOException(failed));
        }
    }
}
