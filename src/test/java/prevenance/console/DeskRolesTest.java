package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cases.CaseKind;
import prevenance.console.access.Role;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;

/// Who may do what on the agents' pages: every route with every role, and with none.
class DeskRolesTest {
    private static final List<String> LOOKING =
            List.of("/", "/parcels", "/parcels.csv", "/parcels/1", "/cases", "/cases/1", "/cases?tab=CLOSED");

    /// What each address asks of whoever sends it a form.
    private static final Map<String, Role> ACTING = Map.ofEntries(
            Map.entry("/views", Role.VIEWER),
            Map.entry("/views/1/forget", Role.VIEWER),
            Map.entry("/parcels/bulk", Role.LEAD),
            Map.entry("/parcels/1/ask", Role.AGENT),
            Map.entry("/parcels/1/status", Role.AGENT),
            Map.entry("/parcels/1/case", Role.AGENT),
            Map.entry("/cases/bulk", Role.LEAD),
            Map.entry("/cases/1/take", Role.AGENT),
            Map.entry("/cases/1/assign", Role.AGENT),
            Map.entry("/cases/1/note", Role.AGENT),
            Map.entry("/cases/1/close", Role.AGENT),
            Map.entry("/cases/1/reopen", Role.AGENT),
            Map.entry("/cases/1/call", Role.AGENT),
            Map.entry("/cases/1/called", Role.AGENT),
            Map.entry("/cases/1/cause", Role.AGENT),
            Map.entry("/cases/1/reship", Role.AGENT),
            Map.entry("/cases/1/refund", Role.LEAD),
            Map.entry("/cases/1/wait", Role.AGENT),
            Map.entry("/cases/1/inquiry", Role.AGENT),
            Map.entry("/cases/1/inquiry-answered", Role.AGENT),
            Map.entry("/cases/1/claim", Role.AGENT),
            Map.entry("/cases/1/goodwill", Role.LEAD),
            Map.entry("/cases/1/claim/mark", Role.AGENT),
            Map.entry("/cases/1/claim/sent", Role.AGENT),
            Map.entry("/cases/1/claim/answer", Role.AGENT),
            Map.entry("/cases/1/claim/drop", Role.AGENT),
            Map.entry("/cases/1/refund/confirm", Role.LEAD),
            Map.entry("/cases/1/refund/cancel", Role.LEAD),
            Map.entry("/cases/1/exchange/cancel", Role.LEAD),
            Map.entry("/cases/1/swap", Role.AGENT),
            Map.entry("/cases/1/unswap", Role.AGENT));

    @Test
    void everyRouteIsOpenToItsRoleAndTheOnesAboveAndClosedToTheRest(@TempDir Path folder) {
        try (ConsoleRig rig = new ConsoleRig(folder)) {
            DeskData data = new DeskData(rig.database, rig.clock.instant());
            long parcel = data.morning().get(0);
            data.openCase(1, parcel, CaseKind.LATE, 3, Duration.ofHours(1), null);
            List<String> before = state(data);
            for (Role role : Role.values()) {
                try (Browser browser = rig.signedIn(role, Locale.ENGLISH)) {
                    LOOKING.forEach(path -> assertThat(browser.look(path).status())
                            .as(role + " " + path)
                            .isEqualTo(200));
                    Visit account = browser.get("/account");
                    String token = ParcelListTest.token(account);
                    // Nothing but the token: who may act is told what is missing, who may not is turned away before.
                    ACTING.forEach((path, needed) -> assertThat(browser.post(path, token + "&version=99&own-version=99")
                                            .status()
                                    == 403)
                            .as(role + " " + path)
                            .isEqualTo(!role.includes(needed)));
                    ACTING.keySet()
                            .forEach(path -> assertThat(
                                            browser.post(path, "version=1").status())
                                    .as(role + " without a token " + path)
                                    .isEqualTo(403));
                }
                if (role == Role.VIEWER) {
                    assertThat(state(data)).as("a viewer changed nothing").isEqualTo(before);
                }
            }
            try (Browser nobody = rig.browser()) {
                LOOKING.forEach(path -> assertThat(nobody.look(path).header("Location"))
                        .as(path)
                        .startsWith("/login?next="));
                ACTING.keySet()
                        .forEach(path -> assertThat(
                                        nobody.post(path, "version=1").status())
                                .as(path)
                                .isEqualTo(403));
            }
        }
    }

    private static List<String> state(DeskData data) {
        return data.all(
                "select state || version || coalesce(owner, '') from service_case union all"
                        + " select next_poll_at || status from parcel union all select 'message' from outbox_message",
                String.class);
    }
}
