package prevenance.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.aftersales.RepeatClaimStore;
import prevenance.cases.CaseKind;
import prevenance.console.access.Role;
import prevenance.testing.Browser;

/// That a customer has claimed before is told to the staff and to nobody else.
class RepeatClaimTest {
    @TempDir
    Path folder;

    private ConsoleRig rig;
    private DeskData data;

    @BeforeEach
    void open() {
        rig = new ConsoleRig(folder);
        data = new DeskData(rig.database, rig.clock.instant());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private long claimed(String order, String email, CaseKind kind, Duration ago) {
        long id = data.order(order, "Camille Exemple", email, "FR");
        long about = data.openCase(id, null, kind, 2, Duration.ofHours(1), null);
        data.run("update service_case set opened_at = "
                + rig.clock.instant().minus(ago).toEpochMilli() + " where id = " + about);
        return about;
    }

    @Test
    void theCasePageCountsTheCustomersOwnReportsOfTheLastYear() {
        long now = claimed("A-4", "camille@example.org", CaseKind.NOT_RECEIVED, Duration.ofHours(1));
        claimed("A-1", "Camille@Example.org", CaseKind.NOT_RECEIVED, Duration.ofDays(30));
        try (Browser browser = rig.signedIn(Role.AGENT, Locale.ENGLISH)) {
            assertThat(browser.get("/cases/" + now).text()).doesNotContain("For you alone");
            claimed("A-2", "camille@example.org", CaseKind.DAMAGED_REPORTED, Duration.ofDays(300));
            claimed("A-3", "camille@example.org", CaseKind.NOT_RECEIVED, Duration.ofDays(400));
            claimed("A-5", "camille@example.org", CaseKind.LATE, Duration.ofDays(5));
            claimed("A-6", "jules@example.org", CaseKind.NOT_RECEIVED, Duration.ofDays(5));
            assertThat(browser.get("/cases/" + now).text())
                    .contains("For you alone, never for the customer: this customer reported 2 other parcels");
        }
        try (Browser viewer = rig.signedIn(Role.VIEWER, Locale.FRENCH)) {
            assertThat(viewer.get("/cases/" + now).text()).doesNotContain("Pour vous seul");
        }
    }

    @Test
    void nothingButTheCasePageAsksForIt() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(CaseDecisionPage|RepeatClaimStore|Test)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(RepeatClaimStore.class)
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("prevenance"));
    }
}
