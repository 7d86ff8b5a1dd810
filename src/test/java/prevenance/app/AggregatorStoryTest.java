package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.console.access.InvitationStore;
import prevenance.console.access.Role;
import prevenance.console.access.StaffMember;
import prevenance.console.access.StaffStore;
import prevenance.intake.ImportKind;
import prevenance.intake.ImportProgress;
import prevenance.intake.ImportReport;
import prevenance.intake.ImportSource;
import prevenance.store.Database;
import prevenance.testing.AggregatorServer;
import prevenance.testing.AggregatorServer.Said;
import prevenance.testing.Browser;
import prevenance.testing.ManualClock;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;

/// A shop whose parcels go with carriers that have no folder: from its order file to the mail, by way of an aggregator
/// of whom the customer never hears.
class AggregatorStoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HEADER =
            "order,carrier,tracking_number,shipped_at,customer_name,email,locale,country," + "postcode,items\n";

    @TempDir
    Path folder;

    private final ManualClock clock = ManualClock.at("2026-11-17T09:00:00Z");
    private AggregatorServer aggregator;
    private Letterbox letterbox;
    private Prevenance program;
    private int files;

    @BeforeEach
    void open() throws IOException {
        aggregator = new AggregatorServer();
        letterbox = new Letterbox(clock, "nobody@example.org");
        start("");
    }

    private void start(String more) throws IOException {
        Path config = folder.resolve("prevenance.yaml");
        Files.writeString(config, """
            shop:
              name: Maison Exemple
              sender: service@example.org
              locale: fr
              country: FR
              phones: { default: "+33 1 99 00 10 10" }
            mail: { host: 127.0.0.1, port: %d, security: none }
            carriers:
              17track: { base-url: "%s", credentials: { key: of-the-shop }, for: [chronopost] }
            %s
            """.formatted(letterbox.port(), aggregator.address(), more));
        program = Main.open(config, Path.of("").toAbsolutePath(), Map.of(), Database.Use.DAEMON, clock);
    }

    @AfterEach
    void close() {
        program.close();
        letterbox.close();
        aggregator.close();
    }

    @Test
    void theCustomerReadsTheNameOfWhoTakesHisParcel() throws IOException {
        ImportReport report = read("""
            A-1,Yun Express,YT2600000000000001,2026-11-16,Camille Exemple,camille@example.org,fr,FR,69001,Une lampe
            A-2,Chronopost,XY123456789FR,2026-11-16,Sacha Exemple,sacha@example.org,en,FR,69001,A chair
            """);
        assertThat(report.isClean()).isTrue();
        beats(3);
        assertThat(aggregator.registrations.stream().flatMap(List::stream))
                .containsExactly(new Said("YT2600000000000001", "190008"), new Said("XY123456789FR", "100273"));

        aggregator.event("YT2600000000000001", "2026-11-17T11:00:00+01:00", "DeliveryFailure_NoBody", "Absent");
        aggregator.event("XY123456789FR", "2026-11-17T11:00:00+01:00", "DeliveryFailure_NoBody", "Absent");
        clock.set("2026-11-17T11:00:00Z");
        beats(60);

        assertThat(letterbox.mails())
                .extracting(Letterbox.Mail::recipient)
                .containsExactlyInAnyOrder("camille@example.org", "sacha@example.org");
        for (Letterbox.Mail mail : letterbox.mails()) {
            String whole = mail.subject() + mail.text() + mail.html();
            assertThat(whole)
                    .contains(mail.recipient().startsWith("camille") ? "Yun Express" : "Chronopost")
                    .doesNotContainIgnoringCase("17track");
        }
        assertThat(column("select carrier || ' ' || real_carrier || ' ' || status from parcel order by id"))
                .containsExactly("17track Yun Express attempt.absent", "17track Chronopost attempt.absent");
        assertThat(aggregator.used.get()).isEqualTo(2);
    }

    @Test
    void theSameFileAfterTheCarrierWasSwitchedOnMakesNoSecondParcel() throws IOException {
        String row = "A-2,Chronopost,XY123456789FR,2026-11-16,Sacha Exemple,sacha@example.org,en,FR,69001,A chair\n";
        read(row);
        program.close();
        Files.delete(folder.resolve("prevenance.yaml"));
        Files.writeString(folder.resolve("prevenance.yaml"), """
            shop: { name: Maison Exemple, sender: service@example.org, locale: fr, country: FR, phones: { default: "+33 1 99 00 10 10" } }
            mail: { host: 127.0.0.1, port: %d, security: none }
            carriers: { 17track: { base-url: "%s", credentials: { key: of-the-shop } } }
            """.formatted(letterbox.port(), aggregator.address()));
        program = Main.open(
                folder.resolve("prevenance.yaml"), Path.of("").toAbsolutePath(), Map.of(), Database.Use.DAEMON, clock);
        ImportReport again = read(row + "\n");
        assertThat(again.isClean()).isTrue();
        assertThat(column("select carrier || ' ' || real_carrier from parcel")).containsExactly("17track Chronopost");
    }

    @Test
    void aNumberThatTheAggregatorRefusesIsFlaggedAsOneThatCannotBe() throws IOException {
        aggregator.impossible.add("YT26");
        read("A-1,yunexpress,YT26,2026-11-16,Camille Exemple,camille@example.org,fr,FR,69001,Une lampe\n");
        beats(3);
        assertThat(column("select kind || ' ' || reason_key from flag where state = 'OPEN'"))
                .containsExactly("NUMBER_UNKNOWN number.invalid");
        assertThat(column("select reason_args from flag").getFirst()).contains("Yun Express");
        assertThat(column("select last_detail from parcel")).containsExactly("The format of 'YT26' is invalid.");
    }

    @Test
    void theStaffReadWhoTakesAParcelAndWhyItIsNotRegisteredYet() throws IOException {
        aggregator.quota.set(1);
        read("""
            A-1,Yun Express,YT2600000000000001,2026-11-16,Camille Exemple,camille@example.org,fr,FR,69001,Une lampe
            A-2,4PX,4PX3000000000000001,2026-11-16,Sacha Exemple,sacha@example.org,en,FR,69001,A chair
            """);
        beats(3);
        for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
            boolean french = language.equals(Locale.FRENCH);
            try (Listener console = program.openConsole(ListenerSettings.local());
                    Browser staff = signedIn(console, language)) {
                assertThat(staff.get("/parcels?sort=PROMISE")
                                .page()
                                .expectFirst("main")
                                .text())
                        .contains("Yun Express · A-1", "4PX · A-2");
                assertThat(staff.get("/parcels/1").text())
                        .contains(french ? "Yun Express (suivi par 17TRACK)" : "Yun Express (by way of 17TRACK)");
                for (String page : List.of("/carriers", "/carriers/17track")) {
                    assertThat(staff.get(page).text())
                            .contains(french ? "numéros suivis : 1" : "numbers watched: 1")
                            .contains(french ? "colis en attente : 1" : "parcels that wait: 1")
                            .contains(french ? "Aucune inscription avant le" : "Nothing is registered until")
                            .contains("the quota of registrations is spent");
                }
                assertThat(staff.get("/carriers/17track").text())
                        .contains(french ? "transporteurs qu’il interroge" : "carriers that it asks");
                assertThat(staff.get("/coverage").text())
                        .contains(
                                french
                                        ? "attend d’être inscrit chez l’agrégateur"
                                        : "waits to be registered with the aggregator");
            }
        }
    }

    private Browser signedIn(Listener console, Locale language) {
        String login = "camille-" + language.getLanguage();
        String token = program.database().write(tx -> {
            StaffMember member = new StaffStore()
                    .add(tx, login, "Camille Exemple", null, Role.LEAD, language, clock.instant())
                    .orElseThrow();
            return new InvitationStore().invite(tx, member.id(), clock.instant());
        });
        Browser browser = new Browser(console.port());
        browser.submit(
                browser.get("/welcome/" + token),
                "",
                Map.of("password", StoryShop.PASSWORD, "again", StoryShop.PASSWORD));
        return browser;
    }

    @Test
    void aCarrierThatNobodyKnowsIsRejectedWithTheNearestNames() throws IOException {
        ImportReport report =
                read("A-1,Yun Exprez,YT2600000000000001,2026-11-16,Camille Exemple,,fr,FR,69001,Une lampe\n");
        assertThat(report.rejected()).isEqualTo(1);
        assertThat(report.problems().getFirst().message()).isEqualTo("is no known carrier");
        assertThat(report.problems().getFirst().remedy()).isEqualTo("did you mean 'Yun Express'?");
    }

    private ImportReport read(String rows) throws IOException {
        Path file = folder.resolve("orders-" + ++files + ".csv");
        Files.writeString(file, HEADER + rows);
        return program.imports().read(ImportKind.ORDERS, ImportSource.file(file), clock.instant(), ImportProgress.NONE);
    }

    private void beats(int times) {
        for (int i = 0; i < times; i++) {
            program.beat(clock.instant(), PATIENCE);
            clock.advance(Duration.ofMinutes(6));
        }
    }

    private List<String> column(String query) {
        return program.database()
                .<List<String>>read(
                        tx -> tx.handle().createQuery(query).mapTo(String.class).list());
    }
}
