package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.console.LeadScene.EVIL;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.console.access.Role;
import prevenance.console.access.StaffMember;
import prevenance.console.access.StaffStore;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;

/// Naming people, their roles and links, and reading who did what.
class PeopleTest {
    private ConsoleRig rig;

    @BeforeEach
    void open(@TempDir Path folder) {
        rig = new ConsoleRig(folder);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private StaffMember member(String login) {
        return rig.database.read(tx -> new StaffStore().find(tx, login)).orElseThrow();
    }

    private static Map<String, String> person(String login, String name, String role) {
        return new LinkedHashMap<>(Map.of("login", login, "name", name, "email", "", "role", role, "locale", "fr"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void whoIsAddedGetsALinkThatIsShownOnceAndLetsHimIn(String language) {
        try (Browser admin = rig.signedIn(Role.ADMIN, Locale.of(language));
                Browser fresh = rig.browser()) {
            Visit shown = admin.submit(admin.get("/people"), "/people/add", person("Noah", "Noah " + EVIL, "AGENT"));
            String link = shown.page().select("#one-time-link").text();
            assertThat(link).matches("http://127\\.0\\.0\\.1:\\d+/welcome/[A-Za-z0-9_-]+");
            Visit list = admin.get("/people");
            assertThat(list.response().body()).doesNotContain("/welcome/");
            assertThat(list.page().select("main script, main img")).isEmpty();
            assertThat(list.text()).contains("noah").contains(EVIL);
            String path = link.replaceFirst("http://[^/]+", "");
            Visit in = fresh.submit(
                    fresh.get(path), "", Map.of("password", ConsoleRig.PASSWORD, "again", ConsoleRig.PASSWORD));
            assertThat(in.response().uri().getPath()).isEqualTo("/");
            assertThat(fresh.get("/people").status())
                    .as("an agent names nobody")
                    .isEqualTo(403);
        }
    }

    @Test
    void aLoginThatIsTakenOrUnfitIsRefusedAndWhatWasTypedStays() {
        try (Browser admin = rig.signedIn(Role.ADMIN, Locale.ENGLISH)) {
            Visit page = admin.get("/people");
            Visit taken = admin.submit(page, "/people/add", person("admin-en", "Zoé", "LEAD"));
            assertThat(taken.status()).isEqualTo(422);
            assertThat(taken.text()).contains("This login is taken");
            assertThat(taken.page().select("#name").attr("value")).isEqualTo("Zoé");
            assertThat(taken.page().select("input[name=role][checked]").attr("value"))
                    .isEqualTo("LEAD");
            for (String unfit : List.of("x", "a b", "<b>", "é", "a".repeat(41))) {
                assertThat(admin.submit(page, "/people/add", person(unfit, "Zoé", "LEAD"))
                                .status())
                        .as(unfit)
                        .isEqualTo(422);
            }
            Map<String, String> mail = person("zoe", "Zoé", "LEAD");
            mail.put("email", "no address");
            assertThat(admin.submit(page, "/people/add", mail).text()).contains("no e-mail address");
            assertThat(admin.submit(page, "/people/add", person("zoe", "Zoé", "GOD"))
                            .status())
                    .isEqualTo(400);
        }
        assertThat(rig.database.<List<StaffMember>>read(tx -> new StaffStore().all(tx)))
                .hasSize(1);
    }

    @Test
    void nobodyTakesHisOwnRightsAndTheLastAdministratorStays() {
        try (Browser admin = rig.signedIn(Role.ADMIN, Locale.ENGLISH)) {
            long own = member("admin-en").id();
            Visit page = admin.get("/people/person/" + own);
            Map<String, String> lesser = person("", "Camille", "LEAD");
            lesser.put("active", "yes");
            assertThat(admin.submit(page, "/people/person/" + own, lesser).status())
                    .isEqualTo(422);
            assertThat(admin.submit(page, "/people/person/" + own, person("", "Camille", "ADMIN"))
                            .text())
                    .contains("Nobody takes his own rights");
            assertThat(member("admin-en").active()).isTrue();

            Map<String, String> renamed = person("", "Camille Nouvelle", "ADMIN");
            renamed.put("active", "yes");
            admin.submit(page, "/people/person/" + own, renamed);
            assertThat(member("admin-en").name()).isEqualTo("Camille Nouvelle");
        }
    }

    @Test
    void whoIsSwitchedOffIsOutAtOnceAndGetsNoLink() {
        try (Browser admin = rig.signedIn(Role.ADMIN, Locale.ENGLISH);
                Browser agent = rig.signedIn(Role.AGENT, Locale.ENGLISH)) {
            assertThat(agent.look("/account").status()).isEqualTo(200);
            long id = member("agent-en").id();
            Visit before = admin.get("/people/person/" + id);
            admin.submit(before, "/people/person/" + id, person("", "Camille", "AGENT"));
            assertThat(agent.look("/account").status()).isEqualTo(302);
            Visit refused = admin.submit(admin.get("/people/person/" + id), "/invite", Map.of());
            assertThat(refused.status()).isEqualTo(422);
            Visit stale = admin.submit(before, "/people/person/" + id, person("", "Camille", "AGENT"));
            assertThat(stale.status()).as("somebody was faster").isEqualTo(409);
            Visit audit = admin.get("/people/audit?q=user.");
            assertThat(audit.page().select("tbody tr")).hasSize(1);
            assertThat(audit.text()).contains("switched a person off").contains("user:agent-en");
        }
    }

    @Test
    void theAuditIsReadPageByPage() {
        rig.database.execute(tx -> {
            for (int i = 0; i < 150; i++) {
                new prevenance.console.access.AuditStore()
                        .write(tx, "token:" + EVIL, "case.close", "case:" + i, EVIL, rig.clock.instant());
            }
        });
        try (Browser admin = rig.signedIn(Role.ADMIN, Locale.FRENCH)) {
            Visit first = admin.get("/people/audit");
            assertThat(first.page().select("tbody tr")).hasSize(100);
            assertThat(first.page().select("main script, main img")).isEmpty();
            Visit second = admin.get(first.page().select(".pager a").attr("href"));
            assertThat(second.page().select("tbody tr")).hasSize(52);
            assertThat(admin.get("/people/audit?q=case:149").page().select("tbody a[href=/cases/149]"))
                    .hasSize(1);
        }
    }

    @Test
    void everybodySetsHisOwnLanguageAndAddress() {
        try (Browser viewer = rig.signedIn(Role.VIEWER, Locale.ENGLISH)) {
            Visit page = viewer.get("/account");
            Visit set = viewer.submit(page, "/account/settings", Map.of("locale", "fr", "email", "lea@example.org"));
            assertThat(set.text()).contains("Vos réglages sont enregistrés");
            assertThat(member("viewer-en").email()).isEqualTo("lea@example.org");
            assertThat(member("viewer-en").role()).isEqualTo(Role.VIEWER);
            Visit unfit =
                    viewer.submit(set, "/account/settings", Map.of("locale", "fr", "email", "x", "role", "ADMIN"));
            assertThat(unfit.status()).isEqualTo(422);
            assertThat(viewer.get("/people").status()).isEqualTo(403);
            assertThat(viewer.get("/people/audit").status()).isEqualTo(403);
        }
    }
}
