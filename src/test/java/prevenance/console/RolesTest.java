package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.router.JavalinDefaultRoutingApi;
import io.javalin.security.RouteRole;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cases.CaseKind;
import prevenance.console.access.Role;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;
import prevenance.web.ListenerSettings;

/// Every route of the console with every role, and with none: what is not in the table does not exist, and what is
/// opens for its role and those above.
class RolesTest {
    /// Each route and whom it is open to.
    private static final Map<String, String> EXPECTED = table("""
        GET / VIEWER
        GET /account VIEWER
        GET /account/factor VIEWER
        GET /assets/{digest}/{name} TO_ALL
        GET /carriers VIEWER
        GET /carriers/{code} VIEWER
        GET /cases VIEWER
        GET /cases/{id} VIEWER
        GET /cases/{id}/claim.txt VIEWER
        GET /cases/{id}/files/{file} VIEWER
        GET /coverage VIEWER
        GET /coverage.csv VIEWER
        GET /incidents VIEWER
        GET /incidents/{id} VIEWER
        GET /incidents/{id}/members.csv VIEWER
        GET /incidents/{id}/preview VIEWER
        GET /insight VIEWER
        GET /insight/{key}.csv VIEWER
        GET /login TO_ALL
        GET /login/factor TO_ALL
        GET /messages VIEWER
        GET /messages/{id} VIEWER
        GET /messages/{id}/mail.eml VIEWER
        GET /messages/{id}/mail.html VIEWER
        GET /messages/{id}/preview VIEWER
        GET /parcels VIEWER
        GET /parcels.csv VIEWER
        GET /parcels/{id} VIEWER
        GET /parcels/{id}/reply VIEWER
        GET /people ADMIN
        GET /people/audit ADMIN
        GET /people/person/{id} ADMIN
        GET /people/privacy ADMIN
        GET /people/privacy/erasures/{id} ADMIN
        GET /people/programs ADMIN
        GET /rules VIEWER
        GET /rules/shadow VIEWER
        GET /rules/what-if LEAD
        GET /rules/what-if/{id} LEAD
        GET /welcome/{token} TO_ALL
        POST /account/factor/codes VIEWER
        POST /account/factor/confirm VIEWER
        POST /account/factor/new VIEWER
        POST /account/factor/off VIEWER
        POST /account/password VIEWER
        POST /account/settings VIEWER
        POST /cases/bulk LEAD
        POST /cases/{id}/assign AGENT
        POST /cases/{id}/call AGENT
        POST /cases/{id}/called AGENT
        POST /cases/{id}/cause AGENT
        POST /cases/{id}/claim AGENT
        POST /cases/{id}/claim/answer AGENT
        POST /cases/{id}/claim/drop AGENT
        POST /cases/{id}/claim/mark AGENT
        POST /cases/{id}/claim/sent AGENT
        POST /cases/{id}/close AGENT
        POST /cases/{id}/exchange/cancel LEAD
        POST /cases/{id}/goodwill LEAD
        POST /cases/{id}/inquiry AGENT
        POST /cases/{id}/inquiry-answered AGENT
        POST /cases/{id}/note AGENT
        POST /cases/{id}/refund LEAD
        POST /cases/{id}/refund/cancel LEAD
        POST /cases/{id}/refund/confirm LEAD
        POST /cases/{id}/reopen AGENT
        POST /cases/{id}/reship AGENT
        POST /cases/{id}/swap AGENT
        POST /cases/{id}/take AGENT
        POST /cases/{id}/unswap AGENT
        POST /cases/{id}/wait AGENT
        POST /incidents/{id}/approve LEAD
        POST /incidents/{id}/close LEAD
        POST /incidents/{id}/pause LEAD
        POST /incidents/{id}/preview AGENT
        POST /incidents/{id}/quiet LEAD
        POST /incidents/{id}/resume LEAD
        POST /login TO_ALL
        POST /login/factor TO_ALL
        POST /logout VIEWER
        POST /messages/approve LEAD
        POST /messages/pause LEAD
        POST /messages/resume LEAD
        GET /messages/suppressed AGENT
        POST /messages/suppressed/add LEAD
        POST /messages/suppressed/lift LEAD
        POST /messages/{id}/approve LEAD
        POST /messages/{id}/called AGENT
        POST /messages/{id}/edit AGENT
        POST /messages/{id}/hold AGENT
        POST /messages/{id}/preview AGENT
        POST /messages/{id}/reject LEAD
        POST /messages/{id}/release AGENT
        POST /messages/{id}/requeue AGENT
        POST /parcels/bulk LEAD
        POST /parcels/{id}/ask AGENT
        POST /parcels/{id}/case AGENT
        POST /parcels/{id}/replaced AGENT
        POST /parcels/{id}/status AGENT
        POST /people/add ADMIN
        POST /people/person/{id} ADMIN
        POST /people/person/{id}/factor ADMIN
        POST /people/person/{id}/invite ADMIN
        POST /people/privacy/erase ADMIN
        POST /people/privacy/export ADMIN
        POST /people/privacy/look ADMIN
        POST /people/programs/tokens ADMIN
        POST /people/programs/tokens/{id}/revoke ADMIN
        POST /people/programs/webhooks ADMIN
        POST /people/programs/webhooks/{id}/disable ADMIN
        POST /people/programs/webhooks/{id}/enable ADMIN
        POST /people/programs/webhooks/{id}/remove ADMIN
        POST /people/programs/webhooks/{id}/test ADMIN
        POST /rules/what-if LEAD
        POST /views VIEWER
        POST /views/{id}/forget VIEWER
        POST /welcome/{token} TO_ALL
        """);

    /// Things of a name that nobody has.
    private static final String NONE = "987654321";

    @Test
    void theTableHasEveryRouteAndNoOther(@TempDir Path folder) {
        try (ConsoleRig rig = new ConsoleRig(folder)) {
            assertThat(routes(rig)).containsExactlyInAnyOrderEntriesOf(EXPECTED);
        }
    }

    @Test
    void eachRouteOpensForItsRoleAndThoseAboveAndWhatIsNotThereIsNotFound(@TempDir Path folder) {
        try (ConsoleRig rig = new ConsoleRig(folder)) {
            for (Role role : Role.values()) {
                try (Browser browser = rig.signedIn(role, Locale.ENGLISH)) {
                    String token = ParcelListTest.token(browser.get("/account"));
                    EXPECTED.forEach((route, open) -> {
                        Optional<Role> needed = role(open);
                        if (needed.isEmpty() || route.equals("POST /logout")) {
                            return;
                        }
                        Visit visit = visit(browser, route, token);
                        assertThat(visit.status() == 403)
                                .as("%s: %s answers %d", role, route, visit.status())
                                .isEqualTo(!role.includes(needed.get()));
                        if (role.includes(needed.get()) && route.startsWith("GET") && route.contains("{id}")) {
                            assertThat(visit.status()).as("%s: %s", role, route).isEqualTo(404);
                        }
                        assertThat(visit.status()).as("%s: %s", role, route).isNotIn(401, 500);
                    });
                }
            }
        }
    }

    @Test
    void nobodySeesOrDoesAnythingWithoutComingIn(@TempDir Path folder) {
        try (ConsoleRig rig = new ConsoleRig(folder);
                Browser nobody = rig.browser()) {
            EXPECTED.forEach((route, open) -> {
                if (role(open).isEmpty()) {
                    return;
                }
                Visit visit = visit(nobody, route, "form-token=x");
                if (route.startsWith("GET")) {
                    assertThat(visit.header("Location")).as(route).startsWith("/login?next=");
                } else {
                    assertThat(visit.status()).as(route).isEqualTo(403);
                }
            });
        }
    }

    @Test
    void aFormFromElsewhereIsRefusedOnEveryRoute(@TempDir Path folder) {
        try (ConsoleRig rig = new ConsoleRig(folder);
                Browser admin = rig.signedIn(Role.ADMIN, Locale.ENGLISH)) {
            String token =
                    admin.get("/account").page().select("[name=form-token]").attr("value");
            EXPECTED.keySet().stream().filter(route -> route.startsWith("POST")).forEach(route -> {
                String path = path(route);
                Map<String, String> form = Map.of("form-token", token, "version", "1");
                for (String site : List.of("cross-site", "same-site", "none")) {
                    assertThat(admin.post(path, form, Map.of("Sec-Fetch-Site", site))
                                    .status())
                            .as("%s from %s", route, site)
                            .isEqualTo(403);
                }
                assertThat(admin.post(path, form, Map.of("Origin", "https://evil.example"))
                                .status())
                        .as(route)
                        .isEqualTo(403);
                assertThat(admin.post(path, form, Map.of()).status())
                        .as("%s from who knows where", route)
                        .isEqualTo(403);
                assertThat(admin.post(path, Map.of("form-token", "x"), Map.of("Sec-Fetch-Site", "same-origin"))
                                .status())
                        .as("%s with another token", route)
                        .isEqualTo(403);
            });
        }
    }

    @Test
    void lookingChangesNothing(@TempDir Path folder) {
        try (ConsoleRig rig = new ConsoleRig(folder);
                Browser admin = rig.signedIn(Role.ADMIN, Locale.ENGLISH)) {
            DeskData data = new DeskData(rig.database, rig.clock.instant());
            data.openCase(1, data.morning().getFirst(), CaseKind.LATE, 3, Duration.ofHours(1), null);
            new LeadScene(rig).message(1, "A-1", "Camille Exemple", "camille@example.org");
            List<String> tables = data.tables();
            assertThat(tables)
                    .contains("parcel", "service_case", "outbox_message", "staff_user")
                    .hasSizeGreaterThan(30);
            Map<String, Integer> before = state(data, tables);
            EXPECTED.keySet().stream().filter(route -> route.startsWith("GET")).forEach(route -> {
                String path = path(route).replace(NONE, "1");
                assertThat(admin.look(path).status()).as(path).isNotEqualTo(500);
                assertThat(state(data, tables)).as(path).isEqualTo(before);
            });
        }
    }

    /// What is there, but for the record of who has exported what.
    private static Map<String, Integer> state(DeskData data, List<String> tables) {
        Map<String, Integer> state = new TreeMap<>();
        tables.stream()
                .filter(table -> !table.equals("audit_entry"))
                .forEach(table -> state.put(
                        table,
                        data.rows(table).stream()
                                .map(row -> row.values().stream()
                                        .map(value -> value instanceof byte[] bytes ? Arrays.hashCode(bytes) : value)
                                        .toList()
                                        .hashCode())
                                .toList()
                                .hashCode()));
        return state;
    }

    private static String path(String route) {
        return route.substring(route.indexOf(' ') + 1)
                .replaceAll("\\{id}|\\{case}|\\{number}", NONE)
                .replaceAll("\\{[a-z]+}", "none");
    }

    private static Visit visit(Browser browser, String route, String token) {
        String path = path(route);
        return route.startsWith("GET") ? browser.look(path) : browser.post(path, token + "&version=99&own-version=99");
    }

    private static Optional<Role> role(String open) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equals(open))
                .findFirst();
    }

    private static Map<String, String> table(String text) {
        Map<String, String> table = new TreeMap<>();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int last = line.lastIndexOf(' ');
            table.put(line.substring(0, last), line.substring(last + 1));
        });
        return table;
    }

    /// What the console adds when it is asked for its routes.
    private static Map<String, String> routes(ConsoleRig rig) {
        Map<String, String> routes = new TreeMap<>();
        JavalinDefaultRoutingApi recorder = (JavalinDefaultRoutingApi) Proxy.newProxyInstance(
                RolesTest.class.getClassLoader(),
                new Class<?>[] {JavalinDefaultRoutingApi.class},
                (proxy, method, arguments) -> {
                    @Nullable Object[] given = Objects.requireNonNullElse(arguments, new Object[0]);
                    if (!method.getName().equals("beforeMatched")) {
                        RouteRole[] roles =
                                given.length == 3 && given[2] instanceof RouteRole[] all ? all : new RouteRole[0];
                        routes.put(
                                method.getName().toUpperCase(Locale.ROOT) + " " + given[0],
                                String.join(
                                        "+",
                                        Arrays.stream(roles)
                                                .map(Object::toString)
                                                .toList()));
                    }
                    return proxy;
                });
        Console.site(rig.parts, ListenerSettings.local(), List.of(), _ -> List.of())
                .addTo(recorder);
        return routes;
    }
}
