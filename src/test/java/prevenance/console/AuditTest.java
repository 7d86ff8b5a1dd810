package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cases.CaseKind;
import prevenance.console.access.AuditStore;
import prevenance.console.access.Role;
import prevenance.testing.Browser;

/// An act and the record of it are one thing.
class AuditTest {
    private static final List<String> TABLES = List.of(
            "service_case",
            "case_entry",
            "parcel",
            "outbox_message",
            "outbox_pause",
            "staff_user",
            "saved_view",
            "deadline");

    /// Acts on case 1 and message 1, and what their forms say, in an order in which each can be done.
    private static final Map<String, String> ACTS = acts();

    private static Map<String, String> acts() {
        Map<String, String> acts = new LinkedHashMap<>();
        acts.put("/cases/1/note", "text=seen");
        acts.put("/cases/1/take", "");
        acts.put("/cases/bulk", "id=1&act=note&text=both");
        acts.put("/parcels/2/case", "text=asked+by+phone");
        acts.put("/parcels/bulk", "id=1&act=assign&owner=admin-en");
        acts.put("/parcels/1/ask", "");
        acts.put("/messages/1/hold", "why=doubt");
        acts.put("/messages/pause", "why=doubt");
        acts.put("/messages/resume", "");
        acts.put("/views", "page=cases&name=mine&query=");
        acts.put("/people/add", "login=noah&name=Noah&email=&role=AGENT&locale=fr");
        acts.put("/people/programs/webhooks", "url=https%3A%2F%2Fexample.org%2F&type=flag.*");
        acts.put("/cases/1/close", "reason=CUSTOMER_CONTACTED&note=");
        return acts;
    }

    @Test
    void whatCannotBeRecordedIsNotDoneAndWhatIsDoneIsRecorded(@TempDir Path folder) {
        try (ConsoleRig rig = new ConsoleRig(folder)) {
            DeskData data = new DeskData(rig.database, rig.clock.instant());
            long parcel = data.morning().getFirst();
            data.openCase(1, parcel, CaseKind.LATE, 3, Duration.ofHours(1), null);
            new LeadScene(rig).message(1, "A-1", "Camille Exemple", "camille@example.org");
            try (Browser admin = rig.signedIn(Role.ADMIN, Locale.ENGLISH)) {
                String token = ParcelListTest.token(admin.get("/account"));
                ACTS.forEach((path, fields) -> {
                    Map<String, Integer> before = state(data);
                    data.run("alter table audit_entry rename to audit_away");
                    assertThat(send(data, admin, path, fields, token))
                            .as("without a record: " + path)
                            .isEqualTo(500);
                    assertThat(state(data)).as("without a record: " + path).isEqualTo(before);
                    data.run("alter table audit_away rename to audit_entry");
                    long entries = entries(rig);
                    assertThat(send(data, admin, path, fields, token)).as(path).isIn(200, 303);
                    assertThat(entries(rig)).as(path).isGreaterThan(entries);
                });
            }
        }
    }

    private static int send(DeskData data, Browser admin, String path, String fields, String token) {
        String thing = path.startsWith("/messages/1") ? "outbox_message" : "service_case";
        int version = data.all("select version from " + thing + " where id = 1", Integer.class)
                .getFirst();
        return admin.post(path, fields + "&" + token + "&version=" + version).status();
    }

    private static long entries(ConsoleRig rig) {
        return rig.database
                .<List<AuditStore.Entry>>read(tx -> new AuditStore().list(tx, null, null, 1000))
                .size();
    }

    private static Map<String, Integer> state(DeskData data) {
        Map<String, Integer> state = new LinkedHashMap<>();
        TABLES.forEach(table -> state.put(table, data.rows(table).toString().hashCode()));
        return state;
    }
}
