package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.assess.FlagKind;
import prevenance.cases.CaseKind;
import prevenance.console.access.Role;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;
import prevenance.tracking.TrackingStatus;

/// Finding parcels, keeping views, acting on many, taking the list away.
class ParcelListTest {
    private ConsoleRig rig;
    private DeskData data;
    private List<Long> parcels;

    @BeforeEach
    void open(@TempDir Path folder) {
        rig = new ConsoleRig(folder);
        data = new DeskData(rig.database, rig.clock.instant());
        parcels = data.morning();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void openFlagsComeFirstAndTheEarliestPromiseAtTheTop() {
        data.flag(parcels.get(4), FlagKind.LATE, true, Duration.ofDays(2), "closed.no-longer", Map.of());
        data.flag(parcels.get(1), FlagKind.STALLED, false, Duration.ofDays(3), "closed.no-longer", Map.of());
        long ended = data.flag(parcels.get(2), FlagKind.LATE, true, Duration.ofDays(2), "closed.no-longer", Map.of());
        data.endFlag(ended, rig.clock.instant());
        try (Browser browser = rig.signedIn(Role.VIEWER, Locale.ENGLISH)) {
            Visit page = browser.get("/parcels");
            assertThat(rows(page)).containsExactly(number(1), number(4));
            assertThat(page.text()).contains("2 parcels");
            assertThat(page.page().expectFirst("tbody tr").text()).contains("Stalled", "Mondial Relay", "Hélène Dupré");
        }
    }

    /// What each filter finds is compared with all parcels that a plain query finds.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "flag=LATE; f.kind = 'LATE'",
                "flag=LATE&open=1; f.kind = 'LATE' and f.state = 'OPEN'",
                "open=1&flagged=3; f.state = 'OPEN' and f.raised_at <= 1763370000000 - 3 * 86400000",
                "carrier=ups; p.carrier = 'ups'",
                "milestone=DELIVERED; p.milestone = 'DELIVERED'",
                "country=be; o.country = 'BE'",
                "order=W-4713; o.number = 'W-4713'",
                "value=300; p.value_minor >= 30000",
                "silent=6; p.last_event_at <= 1763370000000 - 6 * 86400000 and p.milestone <> 'DELIVERED'",
                "age=9; p.imported_at <= 1763370000000 - 9 * 86400000",
                "owner=-; c.id is not null and c.owner is null",
                "owner=sam; c.owner = 'sam'",
                "carrier=dhl&milestone=DELIVERED&value=10; p.carrier = 'dhl' and p.milestone = 'DELIVERED'",
                "q=helene; o.customer_name = 'Hélène Dupré'",
                "q=dupre+H%C3%A9l; o.customer_name = 'Hélène Dupré'",
                "q=oskar%40example; o.email = 'oskar@example.org'",
                "q=6a19+99.1; p.tracking_number like '6A19991%'",
                "q=w-4720; o.number = 'W-4720'",
                "q=100%25; 1 = 0",
            })
    void filtersFindAllAndNothingElse(String query, String condition) {
        rig.clock.set("2025-11-17T09:00:00Z");
        data = new DeskData(rig.database, rig.clock.instant());
        data.run("update parcel set imported_at = 1763370000000 - id * 86400000 / 2,"
                + " last_event_at = 1763370000000 - id * 86400000 / 3");
        for (int i = 0; i < parcels.size(); i += 2) {
            FlagKind kind = i % 3 == 0 ? FlagKind.LATE : FlagKind.STALLED;
            long flag = data.flag(parcels.get(i), kind, true, Duration.ofDays(i % 5), "closed.no-longer", Map.of());
            if (i % 4 == 0) {
                data.endFlag(flag, rig.clock.instant());
            }
            data.openCase(i + 1, parcels.get(i), CaseKind.LATE, 3, Duration.ofHours(1), i % 3 == 0 ? "sam" : null);
        }
        List<String> expected = data.all(
                "select distinct p.tracking_number from parcel p join customer_order o on o.id = p.order_id"
                        + " left join flag f on f.parcel_id = p.id"
                        + " left join service_case c on c.parcel_id = p.id where " + condition,
                String.class);
        try (Browser browser = rig.signedIn(Role.VIEWER, Locale.ENGLISH)) {
            for (ParcelWanted.Sort sort : ParcelWanted.Sort.values()) {
                assertThat(rows(browser.get("/parcels?" + query + "&sort=" + sort)))
                        .as("sorted by " + sort)
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NEWEST", "SILENT", "PROMISE", "VALUE"})
    void pagesContinueBehindTheLastRowAndMissNone(String sort) {
        data.run("insert into parcel (order_id, carrier, tracking_number, leg, imported_at, updated_at, value_minor,"
                + " currency) with recursive n(i) as (select 1 union all select i + 1 from n where i < 120)"
                + " select 1, 'ups', 'N' || i, 'OUTBOUND', i % 7, 0, i % 5, 'EUR' from n");
        List<String> all = new ArrayList<>();
        try (Browser browser = rig.signedIn(Role.VIEWER, Locale.ENGLISH)) {
            Visit page = browser.get("/parcels?sort=" + sort);
            all.addAll(rows(page));
            while (!page.page().select("a[rel=next]").isEmpty()) {
                page = browser.get(page.page().expectFirst("a[rel=next]").attr("href"));
                all.addAll(rows(page));
            }
        }
        assertThat(all).hasSize(144).doesNotHaveDuplicates();
        String order = Map.of(
                        "NEWEST", "id desc",
                        "SILENT", "coalesce(last_event_at, imported_at), id",
                        "PROMISE", "coalesce(promise_date, '9999-12-31'), id",
                        "VALUE", "coalesce(value_minor, 0) desc, id desc")
                .get(sort);
        assertThat(all).isEqualTo(data.all("select tracking_number from parcel order by " + order, String.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"flag=NONE", "age=-1", "value=x", "sort=id;drop", "sort=NEWEST&after=1", "age=99999999999"})
    void aFilterThatCannotBeIsRefusedInsteadOfBeingLeftOut(String query) {
        try (Browser browser = rig.signedIn(Role.VIEWER, Locale.ENGLISH)) {
            assertThat(browser.get("/parcels?" + query).status()).isEqualTo(400);
        }
    }

    @Test
    void theExportIsWholeSaysWhatItIsAndNoCellIsAFormula() {
        data.run("update customer_order set customer_name = '=HYPERLINK(\"https://evil.example\")' where id = 1");
        data.run("update customer_order set customer_name = '@SUM(1)' where id = 2");
        data.run("update customer_order set customer_name = '-2+3\", x' where id = 3");
        data.run("update customer_order set customer_name = '\t=1' where id = 4");
        data.run("insert into parcel (order_id, carrier, tracking_number, leg, imported_at, updated_at)"
                + " with recursive n(i) as (select 1 union all select i + 1 from n where i < 4500)"
                + " select 5, 'ups', 'N' || i, 'OUTBOUND', 0, 0 from n");
        try (Browser browser = rig.signedIn(Role.VIEWER, Locale.FRENCH)) {
            Visit csv = browser.get("/parcels.csv?sort=NEWEST&heading=1&bom=1");
            String body = csv.response().body();
            assertThat(csv.header("Content-Type")).isEqualTo("text/csv; charset=utf-8");
            assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"parcels-2026-11-17.csv\"");
            assertThat(csv.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(body).startsWith("\uFEFFPrevenance : 4524 colis (Tous les colis)\r\norder,tracking_number,");
            assertThat(body.split("\r\n")).hasSize(4526);
            assertThat(body)
                    .contains(",\"'=HYPERLINK(\"\"https://evil.example\"\")\",")
                    .contains(",'@SUM(1),")
                    .contains(",\"'-2+3\"\", x\",")
                    .contains(",\"'\t=1\",");
            String plain = browser.get("/parcels.csv?sort=NEWEST&carrier=fedex")
                    .response()
                    .body();
            assertThat(plain).startsWith("order,tracking_number,");
            assertThat(plain.split("\r\n")).hasSize(5);
            assertThat(plain.getBytes(StandardCharsets.UTF_8)[0]).isEqualTo((byte) 'o');
        }
        assertThat(data.all("select detail from audit_entry where action = 'parcels.export' order by id", String.class))
                .containsExactly("", "carrier");
    }

    @Test
    void aLeadActsOnManyAndReadsWhatBecameOfEach() {
        long order = 1;
        long mine = data.openCase(order, parcels.get(0), CaseKind.LATE, 3, Duration.ofHours(1), null);
        data.openCase(2, parcels.get(1), CaseKind.LATE, 3, Duration.ofHours(1), "sam");
        try (Browser browser = rig.signedIn(Role.LEAD, Locale.ENGLISH)) {
            Visit list = browser.get("/parcels?sort=NEWEST");
            String ids = "&id=" + parcels.get(0) + "&id=" + parcels.get(1) + "&id=" + parcels.get(2) + "&id=999";
            Visit result = browser.post("/parcels/bulk", token(list) + "&act=assign&owner=lead-en" + ids);
            assertThat(result.page().select("tbody tr").eachText())
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith(number(0)).endsWith("Done Done."),
                            line -> assertThat(line).contains("Not done", "The case is with sam"),
                            line -> assertThat(line).endsWith("Not done There is no open case."),
                            line -> assertThat(line).isEqualTo("#999 Not done There is no such parcel."));
            assertThat(result.text()).contains("1 of 4 done.");
            assertThat(data.all("select owner from service_case where id = " + mine, String.class))
                    .containsExactly("lead-en");

            result =
                    browser.post("/parcels/bulk", token(list) + "&act=close&reason=CUSTOMER_CONTACTED&note=rang" + ids);
            assertThat(result.text()).contains("2 of 4 done.");
            assertThat(data.all("select close_reason from service_case order by id", String.class))
                    .containsExactly("CUSTOMER_CONTACTED", "CUSTOMER_CONTACTED");

            result = browser.post("/parcels/bulk", token(list) + "&act=ask" + ids);
            assertThat(result.text()).contains("3 of 4 done.", "The carrier is asked with the next beat.");
            assertThat(data.all(
                            "select id from parcel where next_poll_at <= "
                                    + rig.clock.instant().toEpochMilli(),
                            Long.class))
                    .containsExactlyInAnyOrderElementsOf(parcels.subList(0, 3));
        }
        assertThat(data.all(
                        "select action || ' ' || subject from audit_entry where actor = 'lead-en' and action like"
                                + " '%.%' and action not like 'password%' order by id",
                        String.class))
                .containsExactly(
                        "case.assign case:" + mine,
                        "case.close case:" + mine,
                        "case.close case:" + (mine + 1),
                        "parcel.ask parcel:" + parcels.get(0),
                        "parcel.ask parcel:" + parcels.get(1),
                        "parcel.ask parcel:" + parcels.get(2));
        try (Browser agent = rig.signedIn(Role.AGENT, Locale.ENGLISH)) {
            Visit list = agent.get("/parcels?sort=NEWEST");
            assertThat(list.page().select("input[name=id]")).isEmpty();
            assertThat(agent.post("/parcels/bulk", token(list) + "&act=ask&id=" + parcels.get(5))
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void aViewIsKeptSharedAndForgotten() {
        try (Browser agent = rig.signedIn(Role.AGENT, Locale.ENGLISH);
                Browser viewer = rig.signedIn(Role.VIEWER, Locale.FRENCH)) {
            Visit list = agent.get("/parcels?carrier=ups&open=1");
            Visit kept = agent.submit(list, "/views", Map.of("name", "UPS <b>now</b>", "shared", "1"));
            assertThat(kept.text()).contains("The view is kept.");
            assertThat(kept.page().select(".tabs a[aria-current]").eachText()).containsExactly("UPS <b>now</b>");
            assertThat(viewer.get("/parcels").page().select(".tabs a").eachText())
                    .contains("UPS <b>now</b> Camille AGENT");
            Visit own =
                    viewer.submit(viewer.get("/parcels?carrier=dhl"), "/views", Map.of("name", "DHL", "shared", "1"));
            assertThat(own.text()).contains("La vue est gardée.");
            assertThat(agent.get("/parcels").text())
                    .as("a viewer shares nothing")
                    .doesNotContain("DHL Camille");
            Visit forgotten = agent.submit(agent.get("/parcels"), "/forget", Map.of());
            assertThat(forgotten.text()).contains("The view is forgotten.");
            assertThat(viewer.get("/parcels").text()).doesNotContain("UPS <b>");
        }
    }

    @Test
    void whatCustomersAndCarriersWriteIsOnlyEverText() {
        String evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'{{7*7}}";
        data.run("update customer_order set customer_name = '" + evil.replace("'", "''") + "', search_text = 'evil'");
        data.says(parcels.get(0), TrackingStatus.TRANSIT_MOVING, evil, evil, evil, "2026-11-16T10:00:00", null);
        data.run("update customer_order set number = '" + evil.replace("'", "''") + "' where id = 1");
        for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
            try (Browser browser = rig.signedIn(Role.LEAD, language)) {
                Visit page = browser.get("/parcels?sort=NEWEST&q=evil");
                assertThat(page.page().select("script:not([src]), img:not([src$=icon.svg]), [onerror]"))
                        .isEmpty();
                assertThat(page.text()).contains(evil).doesNotContain("49'");
                assertThat(page.page().select("tbody tr")).hasSize(24);
            }
        }
    }

    static List<String> rows(Visit page) {
        assertThat(page.status()).isEqualTo(200);
        return page.page().select("tbody a[data-row]").eachText();
    }

    static String token(Visit page) {
        return "form-token=" + page.page().expectFirst("input[name=form-token]").attr("value");
    }

    private String number(int parcel) {
        return "6A1999" + (1000000 + parcel * 7919);
    }
}
