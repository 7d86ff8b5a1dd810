package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.console.ConsoleRig.PASSWORD;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.console.access.AuditStore;
import prevenance.console.access.Role;
import prevenance.console.access.SignIn;
import prevenance.console.access.StaffMember;
import prevenance.console.access.StaffStore;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;
import prevenance.web.ListenerSettings;

/// Getting in, and keeping others out.
class AccessTest {
    private static final Map<String, String> OWN = Map.of("Sec-Fetch-Site", "same-origin");

    private ConsoleRig rig;

    @BeforeEach
    void open(@TempDir Path folder) {
        rig = new ConsoleRig(folder);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aFreshInstallationLetsNobodyInButByItsOneTimeLink() {
        String link = rig.firstLink();
        try (Browser browser = rig.browser()) {
            assertThat(login(browser, "admin", "admin").status()).isEqualTo(422);
            Visit welcome = browser.get(link);
            Visit in = browser.submit(welcome, "", Map.of("password", PASSWORD, "again", PASSWORD));
            assertThat(in.response().uri().getPath()).isEqualTo("/");
            assertThat(in.text()).contains("Votre mot de passe est choisi");
        }
        try (Browser later = rig.browser()) {
            assertThat(later.get(link).status()).as("used up").isEqualTo(404);
            assertThat(login(later, "admin", PASSWORD).status()).isEqualTo(200);
        }
        assertThat(SignIn.firstInvitation(rig.database, Locale.FRENCH, rig.clock.instant()))
                .as("no second one")
                .isEmpty();
    }

    @Test
    void aOneTimeLinkEndsAfterADay() {
        String link = rig.firstLink();
        rig.clock.advance(Duration.ofHours(25));
        try (Browser browser = rig.browser()) {
            assertThat(browser.get(link).status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "password123", "prevenance2026", "aaaaaaaaaaaaaaaa"})
    void aPasswordThatIsEasyToGuessIsRefused(String weak) {
        String link = rig.firstLink();
        try (Browser browser = rig.browser()) {
            Visit refused = browser.submit(browser.get(link), "", Map.of("password", weak, "again", weak));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(browser.get(link).status()).as("the link still works").isEqualTo(200);
        }
    }

    @Test
    void guessingIsSlowedDownAndTheOwnerStillComesInFromElsewhere() {
        rig.signedIn(Role.AGENT, Locale.ENGLISH).close();
        int evaluated = 0;
        try (Browser attacker = rig.browser()) {
            for (int i = 0; i < 60; i++) {
                evaluated += login(attacker, "agent-en", "guess " + i).status() == 422 ? 1 : 0;
                rig.clock.advance(Duration.ofSeconds(1));
            }
            assertThat(evaluated).as("looked at within a minute").isLessThanOrEqualTo(20);
            assertThat(login(attacker, "agent-en", PASSWORD).status())
                    .as("even the right one has to wait")
                    .isEqualTo(429);
        }
    }

    @Test
    void aSessionEndsByLogoutByIdlenessByAgeAndWhenThePersonIsSwitchedOff() {
        try (Browser browser = rig.signedIn(Role.AGENT, Locale.ENGLISH)) {
            Visit account = browser.get("/account");
            Map<String, String> stolen = Map.copyOf(browser.cookies());
            browser.submit(account, "/logout", Map.of());
            browser.cookies().putAll(stolen);
            assertThat(browser.look("/account").status())
                    .as("replayed after logout")
                    .isEqualTo(302);

            login(browser, "agent-en", PASSWORD);
            rig.clock.advance(Duration.ofMinutes(29));
            assertThat(browser.look("/account").status()).isEqualTo(200);
            rig.clock.advance(Duration.ofMinutes(31));
            assertThat(browser.look("/account").status()).as("idle").isEqualTo(302);

            login(browser, "agent-en", PASSWORD);
            for (int i = 0; i < 36; i++) {
                rig.clock.advance(Duration.ofMinutes(20));
                browser.look("/account");
            }
            rig.clock.advance(Duration.ofMinutes(1));
            assertThat(browser.look("/account").status()).as("twelve hours old").isEqualTo(302);

            login(browser, "agent-en", PASSWORD);
            assertThat(browser.look("/account").status()).isEqualTo(200);
            rig.database.execute(tx -> {
                StaffStore staff = new StaffStore();
                StaffMember agent = staff.find(tx, "agent-en").orElseThrow();
                staff.change(tx, agent, "Camille", null, Role.AGENT, Locale.ENGLISH, false, rig.clock.instant());
            });
            assertThat(browser.look("/account").status()).as("switched off").isEqualTo(302);
            assertThat(login(browser, "agent-en", PASSWORD).status()).isEqualTo(422);
        }
    }

    @Test
    void aFormFromElsewhereOrWithoutItsTokenChangesNothing() {
        try (Browser browser = rig.signedIn(Role.AGENT, Locale.ENGLISH)) {
            Visit account = browser.get("/account");
            String token = account.page().expectFirst("input[name=form-token]").attr("value");
            String other = PASSWORD + " other";
            Map<String, String> change =
                    Map.of("current", PASSWORD, "password", other, "again", other, "form-token", token);
            assertThat(browser.post("/account/password", change, Map.of("Sec-Fetch-Site", "cross-site"))
                            .status())
                    .isEqualTo(403);
            assertThat(browser.post("/account/password", change, Map.of("Origin", "https://evil.example"))
                            .status())
                    .isEqualTo(403);
            assertThat(browser.post("/account/password", change, Map.of("Origin", "null"))
                            .status())
                    .isEqualTo(403);
            assertThat(browser.post("/account/password", change, Map.of()).status())
                    .isEqualTo(403);
            Map<String, String> without = Map.of("current", PASSWORD, "password", other, "again", other);
            assertThat(browser.post("/account/password", without, OWN).status()).isEqualTo(403);
            assertThat(browser.get("/account").status())
                    .as("still signed in, nothing changed")
                    .isEqualTo(200);
            assertThat(browser.post("/account/password", change, OWN).status()).isEqualTo(303);
        }
    }

    @Test
    void everyAnswerCarriesTheSecurityHeadersErrorsIncluded() {
        try (Browser browser = rig.browser()) {
            for (String path : List.of("/login", "/nothing", "/welcome/invented", "/assets/x/y.css")) {
                Visit visit = browser.look(path);
                assertThat(visit.header("Content-Security-Policy"))
                        .as(path)
                        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
                        .doesNotContain("unsafe");
                assertThat(visit.header("X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(visit.header("Cache-Control")).isEqualTo("no-store");
                assertThat(visit.header("Server")).isEmpty();
                assertThat(visit.page().select("script:not([src]), [style], style, [onclick]"))
                        .isEmpty();
            }
        }
    }

    @Test
    void whoIsNotSignedInIsLedToTheLoginAndBackToOurOwnPagesOnly() {
        rig.signedIn(Role.AGENT, Locale.ENGLISH).close();
        try (Browser browser = rig.browser()) {
            Visit login = browser.get("/account?x=1");
            assertThat(login.response().uri().toString()).endsWith("/login?next=%2Faccount%3Fx%3D1");
            Visit in = browser.submit(login, "/login", Map.of("login", "agent-en", "password", PASSWORD));
            assertThat(in.response().uri().getPath()).isEqualTo("/account");
        }
        try (Browser browser = rig.browser()) {
            for (String away : List.of(
                    "https://evil.example", "//evil.example", "/\\evil.example", "javascript:1", "/\t/evil.example")) {
                Visit answer =
                        browser.post("/login", Map.of("login", "agent-en", "password", PASSWORD, "next", away), OWN);
                assertThat(answer.header("Location")).as(away).isEqualTo("/");
                browser.cookies().clear();
            }
        }
    }

    @Test
    void aForeignHostNameIsNotOurs() throws IOException {
        try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), rig.listener.port())) {
            socket.getOutputStream()
                    .write("GET /login HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 421");
        }
    }

    @Test
    void whatPeopleDoIsWrittenDown() {
        try (Browser browser = rig.signedIn(Role.AGENT, Locale.ENGLISH)) {
            browser.submit(browser.get("/account"), "/logout", Map.of());
            login(browser, "agent-en", "wrong");
        }
        assertThat(rig.database.<List<AuditStore.Entry>>read(tx -> new AuditStore().list(tx, null, null, 10)))
                .extracting(AuditStore.Entry::actor, AuditStore.Entry::action)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("agent-en", "login.failed"),
                        org.assertj.core.groups.Tuple.tuple("agent-en", "logout"),
                        org.assertj.core.groups.Tuple.tuple("agent-en", "login"),
                        org.assertj.core.groups.Tuple.tuple("agent-en", "password.chosen"));
    }

    @Test
    void behindTlsTheCookieIsBoundToThisHostAndToTls(@TempDir Path other) {
        ListenerSettings secure =
                new ListenerSettings(true, "127.0.0.1", 0, URI.create("https://desk.example.org"), true);
        try (ConsoleRig tls = new ConsoleRig(other, secure);
                Browser browser = tls.browser()) {
            String link = tls.firstLink();
            Visit set = browser.post(
                    link, Map.of("password", PASSWORD, "again", PASSWORD), Map.of("Sec-Fetch-Site", "same-origin"));
            assertThat(set.response().headers().allValues("Set-Cookie"))
                    .filteredOn(cookie -> cookie.startsWith("__Host-prevenance="))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .matches("__Host-prevenance=[A-Za-z0-9_-]{43};.*")
                    .contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax")
                    .doesNotContain("Domain", "Max-Age", "Expires");
            assertThat(set.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
            Visit out = browser.submit(browser.get("/account"), "/logout", Map.of());
            assertThat(out.status()).isEqualTo(200);
            assertThat(browser.cookies()).doesNotContainKey("__Host-prevenance");
        }
    }

    /// What stands before the last address was written by the visitor himself.
    @Test
    void behindAProxyNobodyGuessesOnUnderInventedAddresses(@TempDir Path other) {
        ListenerSettings proxied = new ListenerSettings(true, "127.0.0.1", 0, null, true);
        try (ConsoleRig behind = new ConsoleRig(other, proxied)) {
            behind.signedIn(Role.AGENT, Locale.ENGLISH).close();
            int evaluated = 0;
            try (Browser attacker = behind.browser()) {
                for (int i = 0; i < 40; i++) {
                    evaluated += guess(attacker, "10.0.0." + i + ", 2001:db8:1:2::" + i, "wrong") == 422 ? 1 : 0;
                }
                assertThat(evaluated).isBetween(5, 20);
                assertThat(guess(attacker, "203.0.113.9", PASSWORD))
                        .as("the owner from elsewhere")
                        .isEqualTo(303);
            }
        }
    }

    @Test
    void guessesOverManyNetworksAreSlowedDownAndTheOwnerComesInWhereHeHasBeenBefore(@TempDir Path other) {
        try (ConsoleRig behind = new ConsoleRig(other, new ListenerSettings(true, "127.0.0.1", 0, null, true));
                Browser owner = behind.signedIn(Role.AGENT, Locale.ENGLISH);
                Browser attacker = behind.browser();
                Browser elsewhere = behind.browser()) {
            Map<String, String> remembered =
                    Map.of("prevenance-browser", String.valueOf(owner.cookies().get("prevenance-browser")));
            int evaluated = 0;
            for (int i = 0; i < 90; i++) {
                evaluated += guess(attacker, "10.1." + i + ".1", "wrong") == 422 ? 1 : 0;
                behind.clock.advance(Duration.ofSeconds(1));
            }
            assertThat(evaluated).as("thirty, and then after 5, 10, 20 s").isEqualTo(33);
            assertThat(guess(elsewhere, "203.0.113.9", PASSWORD))
                    .as("in a new browser the owner waits")
                    .isEqualTo(429);
            behind.clock.advance(Duration.ofMinutes(1));
            assertThat(guess(elsewhere, "203.0.113.9", PASSWORD))
                    .as("no longer than a minute")
                    .isEqualTo(303);
            assertThat(guess(attacker, "10.2.1.1", "wrong")).isEqualTo(422);
            assertThat(guess(attacker, "10.2.2.1", "wrong"))
                    .as("that he came in frees nobody")
                    .isEqualTo(429);
            owner.cookies().clear();
            owner.cookies().putAll(remembered);
            assertThat(post(owner, "agent-en", "203.0.113.10", PASSWORD))
                    .as("where he has been before he does not wait")
                    .isEqualTo(303);
            for (int i = 0; i < 40; i++) {
                attacker.cookies().clear();
                attacker.cookies().putAll(remembered);
                evaluated += post(attacker, "agent-en", "10.3." + i + ".1", "wrong") == 422 ? 1 : 0;
            }
            assertThat(evaluated).as("one that was stolen has its own thirty").isEqualTo(63);
        }
    }

    @Test
    void whatABrowserRemembersIsOfOneLoginAndOnePassword(@TempDir Path other) {
        try (ConsoleRig behind = new ConsoleRig(other, new ListenerSettings(true, "127.0.0.1", 0, null, true));
                Browser owner = behind.signedIn(Role.AGENT, Locale.ENGLISH);
                Browser lead = behind.signedIn(Role.LEAD, Locale.ENGLISH);
                Browser attacker = behind.browser()) {
            for (int i = 0; i < 30; i++) {
                assertThat(guess(attacker, "10.1." + i + ".1", "wrong")).isEqualTo(422);
            }
            String ofLead = String.valueOf(lead.cookies().get("prevenance-browser"));
            String own = String.valueOf(owner.cookies().get("prevenance-browser"));
            for (String mark : List.of(ofLead, own.substring(0, own.length() - 1) + "!", "x", "")) {
                attacker.cookies().clear();
                attacker.cookies().put("prevenance-browser", mark);
                assertThat(post(attacker, "agent-en", "10.2.1.1", PASSWORD))
                        .as(mark)
                        .isEqualTo(429);
            }
            String fresh = PASSWORD + " other";
            owner.submit(
                    owner.get("/account"),
                    "/account/password",
                    Map.of("current", PASSWORD, "password", fresh, "again", fresh));
            attacker.cookies().clear();
            attacker.cookies().put("prevenance-browser", own);
            assertThat(post(attacker, "agent-en", "10.2.1.1", fresh)).isEqualTo(429);
            attacker.cookies()
                    .put("prevenance-browser", String.valueOf(owner.cookies().get("prevenance-browser")));
            assertThat(post(attacker, "agent-en", "10.2.1.1", fresh)).isEqualTo(303);
        }
    }

    private static int guess(Browser browser, String forwarded, String password) {
        browser.cookies().clear();
        return post(browser, "agent-en", forwarded, password);
    }

    private static int post(Browser browser, String login, String forwarded, String password) {
        return browser.post(
                        "/login",
                        Map.of("login", login, "password", password),
                        Map.of("Sec-Fetch-Site", "same-origin", "X-Forwarded-For", forwarded))
                .status();
    }

    /// The memory of the hash is counted, not the clock: without the hash of nobody's password an unknown login would
    /// be refused for almost nothing.
    @Test
    void refusingAnUnknownLoginIsAsMuchWorkAsRefusingAWrongPassword(@TempDir Path other) {
        try (ConsoleRig behind = new ConsoleRig(other, new ListenerSettings(true, "127.0.0.1", 0, null, true));
                Browser browser = behind.browser()) {
            behind.signedIn(Role.AGENT, Locale.ENGLISH).close();
            List<Long> known = new ArrayList<>();
            List<Long> unknown = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                String network = "10.1." + i + ".";
                known.add(allocatedBy(() -> post(browser, "agent-en", network + 1, "wrong")));
                unknown.add(allocatedBy(() -> post(browser, "nobody-at-all", network + 2, "wrong")));
            }
            assertThat(median(known)).as("bytes of an Argon2id with 19 MiB").isGreaterThan(19L << 20);
            assertThat((double) median(known) / median(unknown)).isBetween(0.9, 1.1);
        }
    }

    private static long allocatedBy(IntSupplier attempt) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getTotalThreadAllocatedBytes();
        assertThat(attempt.getAsInt()).isEqualTo(422);
        return threads.getTotalThreadAllocatedBytes() - before;
    }

    private static long median(List<Long> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }

    private static Visit login(Browser browser, String login, String password) {
        browser.cookies().clear();
        return browser.submit(browser.get("/login"), "/login", Map.of("login", login, "password", password));
    }
}
