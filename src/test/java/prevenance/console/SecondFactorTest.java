package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.console.ConsoleRig.PASSWORD;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.console.access.AuditStore;
import prevenance.console.access.Authenticator;
import prevenance.console.access.FactorSettings;
import prevenance.console.access.Role;
import prevenance.console.access.StaffMember;
import prevenance.console.access.StaffStore;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;
import prevenance.web.ListenerSettings;

/// A second factor: set up, asked for, lost, demanded.
class SecondFactorTest {
    @TempDir
    Path folder;

    private ConsoleRig rig;

    /// Somebody with a second factor, and what he keeps.
    private record Equipped(Browser browser, Authenticator phone, List<String> codes) {}

    @BeforeEach
    void open() {
        rig = new ConsoleRig(folder, ListenerSettings.local(), FactorSettings.defaults());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aCodeOpensTheDoorOnceAndThePasswordAloneNoLonger() {
        Equipped agent = equipped();
        Visit asked = login();
        assertThat(asked.response().uri().getPath()).isEqualTo("/login/factor");
        try (Browser halfway = rig.browser()) {
            login(halfway);
            assertThat(halfway.look("/account").status())
                    .as("halfway opens nothing")
                    .isEqualTo(302);
            rig.clock.advance(Duration.ofSeconds(30));
            String code = agent.phone.code(rig.clock.instant());
            Visit in =
                    halfway.submit(halfway.get("/login/factor?next=/account"), "/login/factor", Map.of("code", code));
            assertThat(in.response().uri().getPath()).isEqualTo("/account");
            assertThat(in.status()).isEqualTo(200);
            try (Browser second = rig.browser()) {
                Visit again = second.submit(login(second), "/login/factor", Map.of("code", code));
                assertThat(again.status()).as("the same code again").isEqualTo(422);
                assertThat(second.look("/account").status()).isEqualTo(302);
            }
        }
        agent.browser.close();
    }

    @Test
    void aRecoveryCodeServesOnceAndIsKeptOnlyAsAHash() {
        Equipped agent = equipped();
        assertThat(agent.codes)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("([a-z2-7]{4}-){5}[a-z2-7]{4}"));
        String kept = rig.database
                .<List<String>>read(tx -> tx.handle()
                        .createQuery("select code_hash from staff_recovery_code")
                        .mapTo(String.class)
                        .list())
                .toString();
        assertThat(agent.codes).noneMatch(kept::contains);
        String first = agent.codes.getFirst();
        try (Browser one = rig.browser();
                Browser two = rig.browser()) {
            Visit in = one.submit(login(one), "/login/factor", Map.of("code", first.toUpperCase(Locale.ROOT)));
            assertThat(in.response().uri().getPath()).isEqualTo("/");
            assertThat(one.get("/account/factor").text()).contains("9 recovery codes are left");
            assertThat(two.submit(login(two), "/login/factor", Map.of("code", first))
                            .status())
                    .isEqualTo(422);
            Visit renewed = one.submit(one.get("/account/factor"), "/factor/codes", Map.of("current", PASSWORD));
            List<String> fresh = renewed.page().select("#recovery-codes code").eachText();
            assertThat(fresh).hasSize(10).doesNotContainAnyElementsOf(agent.codes);
            assertThat(two.submit(two.get("/login/factor"), "/login/factor", Map.of("code", agent.codes.get(1)))
                            .status())
                    .as("a former one")
                    .isEqualTo(422);
            assertThat(two.submit(two.get("/login/factor"), "/login/factor", Map.of("code", fresh.getFirst()))
                            .response()
                            .uri()
                            .getPath())
                    .isEqualTo("/");
        }
        agent.browser.close();
    }

    @Test
    void codesCannotBeGuessedAndTheOwnerStillComesInByARecoveryCode() {
        Equipped agent = equipped();
        int looked = 0;
        for (int round = 0; round < 10; round++) {
            try (Browser thief = rig.browser()) {
                Visit page = login(thief);
                for (int i = 0; i < 10 && page.page().selectFirst("#code") != null; i++) {
                    page = thief.submit(page, "/login/factor", Map.of("code", "00000" + i));
                    looked += page.status() == 422 ? 1 : 0;
                }
            }
        }
        assertThat(looked).as("codes looked at").isBetween(5, 12);
        try (Browser owner = rig.browser()) {
            Visit page = login(owner);
            rig.clock.advance(Duration.ofSeconds(1));
            String code = agent.phone.code(rig.clock.instant());
            assertThat(owner.submit(page, "/login/factor", Map.of("code", code)).status())
                    .isEqualTo(429);
            assertThat(owner.submit(page, "/login/factor", Map.of("code", agent.codes.getFirst()))
                            .response()
                            .uri()
                            .getPath())
                    .isEqualTo("/");
        }
        agent.browser.close();
    }

    @Test
    void whoOwesHisCodeForTenMinutesStartsAgainAndSoDoesWhoWasSwitchedOff() {
        Equipped agent = equipped();
        try (Browser late = rig.browser();
                Browser off = rig.browser()) {
            login(late);
            rig.clock.advance(Duration.ofMinutes(11));
            assertThat(late.get("/login/factor").response().uri().getPath()).isEqualTo("/login");
            login(off);
            StaffMember member = member();
            rig.database.execute(tx -> new StaffStore()
                    .change(tx, member, "Camille", null, Role.AGENT, Locale.ENGLISH, false, rig.clock.instant()));
            assertThat(off.get("/login/factor").response().uri().getPath()).isEqualTo("/login");
        }
        agent.browser.close();
    }

    @Test
    void itIsSetUpChangedAndLaidDownWithThePasswordOnly() {
        Equipped agent = equipped();
        Browser browser = agent.browser;
        for (String act : List.of("new", "codes", "off")) {
            Visit refused = browser.submit(browser.get("/account/factor"), "/factor/" + act, Map.of("current", "x"));
            assertThat(refused.status()).as(act).isEqualTo(422);
        }
        assertThat(browser.get("/account/factor").text()).contains("10 recovery codes are left");
        Visit second = browser.submit(browser.get("/account/factor"), "/factor/new", Map.of("current", PASSWORD));
        assertThat(second.page().select("#factor-key").text()).matches("([A-Z2-7]{4} ){7}[A-Z2-7]{4}");
        rig.clock.advance(Duration.ofSeconds(30));
        try (Browser other = rig.browser()) {
            String code = agent.phone.code(rig.clock.instant());
            assertThat(other.submit(login(other), "/login/factor", Map.of("code", code))
                            .response()
                            .uri()
                            .getPath())
                    .as("the first phone serves until the second is proven")
                    .isEqualTo("/");
            Visit off = browser.submit(browser.get("/account/factor"), "/factor/off", Map.of("current", PASSWORD));
            assertThat(off.text()).contains("The second factor is off");
            assertThat(other.look("/account").status()).as("signed out").isEqualTo(302);
        }
        assertThat(login().response().uri().getPath()).isEqualTo("/");
        assertThat(audit()).containsExactly("login", "factor.off", "login", "factor.on", "login", "password.chosen");
        browser.close();
    }

    @Test
    void whoseRoleDemandsItSetsItUpBeforeAnythingElseAndCannotLayItDown() throws IOException {
        try (ConsoleRig strict = new ConsoleRig(
                Files.createDirectory(folder.resolve("strict")),
                ListenerSettings.local(),
                new FactorSettings(Set.of(Role.AGENT)))) {
            try (Browser agent = strict.signedIn(Role.AGENT, Locale.FRENCH)) {
                assertThat(agent.look("/account").status()).isEqualTo(302);
                Visit must = agent.get("/login/factor");
                assertThat(must.text()).contains("Your role needs a second factor");
                Authenticator phone =
                        new Authenticator(must.page().select("#factor-key").text());
                assertThat(agent.submit(must, "/login/factor", Map.of("code", "000000"))
                                .status())
                        .isEqualTo(422);
                Visit codes = agent.submit(must, "/login/factor", Map.of("code", phone.code(strict.clock.instant())));
                assertThat(codes.page().select("#recovery-codes li")).hasSize(10);
                assertThat(agent.get("/account").status()).isEqualTo(200);
                assertThat(agent.get("/account/factor").page().select("form[action$=off]"))
                        .isEmpty();
                String token =
                        agent.get("/account").page().select("[name=form-token]").attr("value");
                assertThat(agent.post(
                                        "/account/factor/off",
                                        Map.of("current", PASSWORD, "form-token", token),
                                        Map.of("Sec-Fetch-Site", "same-origin"))
                                .status())
                        .isEqualTo(422);
            }
            try (Browser viewer = strict.signedIn(Role.VIEWER, Locale.FRENCH)) {
                assertThat(viewer.look("/account").status())
                        .as("of a viewer it is not demanded")
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void anAdministratorResetsALostOneButNotHisOwn() {
        Equipped agent = equipped();
        try (Browser admin = rig.signedIn(Role.ADMIN, Locale.ENGLISH)) {
            assertThat(admin.get("/people").text()).contains("second factor");
            Visit page = admin.get("/people/person/" + member().id());
            Visit reset = admin.submit(page, "/factor", Map.of());
            assertThat(reset.text()).contains("The second factor is reset").contains("None is set up");
            assertThat(agent.browser.look("/account").status()).as("signed out").isEqualTo(302);
            assertThat(login().response().uri().getPath()).isEqualTo("/");
            long own = rig.database.<Long>read(
                    tx -> new StaffStore().find(tx, "admin-en").orElseThrow().id());
            String token =
                    admin.get("/account").page().select("[name=form-token]").attr("value");
            assertThat(admin.post("/people/person/" + own + "/factor", "form-token=" + token)
                            .status())
                    .isEqualTo(422);
        }
        agent.browser.close();
    }

    @Test
    void aChangeOfRoleSignsOut() {
        try (Browser agent = rig.signedIn(Role.AGENT, Locale.ENGLISH)) {
            assertThat(agent.look("/account").status()).isEqualTo(200);
            StaffMember member = member();
            rig.database.execute(tx -> new StaffStore()
                    .change(tx, member, "Camille", null, Role.VIEWER, Locale.ENGLISH, true, rig.clock.instant()));
            assertThat(agent.look("/account").status()).isEqualTo(302);
        }
    }

    private StaffMember member() {
        return rig.database.read(tx -> new StaffStore().find(tx, "agent-en")).orElseThrow();
    }

    private List<String> audit() {
        return rig.database.<List<AuditStore.Entry>>read(tx -> new AuditStore().list(tx, null, null, 50)).stream()
                .map(AuditStore.Entry::action)
                .toList();
    }

    private Equipped equipped() {
        Browser browser = rig.signedIn(Role.AGENT, Locale.ENGLISH);
        Visit page = browser.submit(browser.get("/account/factor"), "/factor/new", Map.of("current", PASSWORD));
        assertThat(page.page().select(".qr path.qr-dots").attr("d")).startsWith("M4 4h1v1h-1z");
        Authenticator phone =
                new Authenticator(page.page().select("#factor-key").text());
        Visit codes = browser.submit(page, "/factor/confirm", Map.of("code", phone.code(rig.clock.instant())));
        assertThat(codes.status()).isEqualTo(200);
        assertThat(browser.get("/account/factor").text()).as("shown once").doesNotContain("Scan this");
        return new Equipped(
                browser, phone, codes.page().select("#recovery-codes code").eachText());
    }

    private Visit login() {
        try (Browser browser = rig.browser()) {
            return login(browser);
        }
    }

    private static Visit login(Browser browser) {
        return browser.submit(browser.get("/login"), "/login", Map.of("login", "agent-en", "password", PASSWORD));
    }
}
