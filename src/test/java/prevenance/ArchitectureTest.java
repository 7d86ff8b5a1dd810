package prevenance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.GeneralCodingRules.OLD_DATE_AND_TIME_CLASSES_SHOULD_NOT_BE_USED;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// Layers, doors, time, names and size: what no compiler holds for a Java project.
class ArchitectureTest {
    /// A package imports only packages below it in this list.
    private static final List<String> TOP_TO_BOTTOM = List.of(
            "app",
            "demo",
            "cli",
            "doctor",
            "console",
            "page",
            "privacy",
            "health",
            "web",
            "webhook",
            "intake",
            "aftersales",
            "backtest",
            "cases",
            "assess",
            "transit",
            "watch",
            "carrier",
            "tracking",
            "bounce",
            "message",
            "link",
            "calendar",
            "node",
            "store",
            "config");

    private static final int MAX_LINES = 400;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("prevenance");

    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("prevenance");

    @Test
    void importsPointDownwards() {
        for (int i = 1; i < TOP_TO_BOTTOM.size(); i++) {
            String[] above = TOP_TO_BOTTOM.subList(0, i).stream()
                    .map(p -> "prevenance." + p + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("prevenance." + TOP_TO_BOTTOM.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void everyPackageStandsInTheList() {
        Set<String> unlisted = CLASSES.stream()
                .map(c -> c.getPackageName().replaceFirst("^prevenance\\.?", "").replaceFirst("\\..*", ""))
                .filter(p -> !p.isEmpty() && !TOP_TO_BOTTOM.contains(p))
                .collect(Collectors.toSet());
        assertThat(unlisted).isEmpty();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("prevenance.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void timeComesInThroughTheConstructor() {
        DescribedPredicate<JavaCall<?>> readsTheWallClock = DescribedPredicate.describe("read the wall clock", call -> {
            String owner = call.getTargetOwner().getName();
            return call.getTarget().getRawParameterTypes().isEmpty()
                            && owner.startsWith("java.time.")
                            && call.getName().equals("now")
                    || owner.equals("java.lang.System") && call.getName().equals("currentTimeMillis");
        });
        noClasses()
                .that()
                .resideOutsideOfPackages("prevenance.app..")
                .should()
                .callMethodWhere(readsTheWallClock)
                .check(CLASSES);
        OLD_DATE_AND_TIME_CLASSES_SHOULD_NOT_BE_USED.check(CLASSES);
    }

    @Test
    void everyPackageDeclaresNullness() {
        classes().should(resideInANullMarkedPackage()).check(CLASSES);
    }

    @Test
    void eachLibraryHasOneDoor() {
        Map<String, String[]> doors = Map.ofEntries(
                Map.entry("okhttp3..", new String[] {"prevenance.carrier..", "prevenance.webhook.."}),
                Map.entry("com.dashjoin..", new String[] {"prevenance.carrier.."}),
                Map.entry("org.simplejavamail..", new String[] {"prevenance.message.mail.."}),
                Map.entry("jakarta.mail..", new String[] {"prevenance.message.mail..", "prevenance.demo.."}),
                Map.entry("org.quartz..", new String[] {"prevenance.app.."}),
                Map.entry("picocli..", new String[] {"prevenance.cli..", "prevenance.app.."}),
                Map.entry("io.pebbletemplates..", new String[] {"prevenance.message..", "prevenance.web.."}),
                Map.entry("org.snakeyaml..", new String[] {"prevenance.config.."}),
                Map.entry("org.subethamail..", new String[] {"prevenance.demo.."}),
                Map.entry("de.focus_shift..", new String[] {"prevenance.calendar.."}),
                Map.entry("io.javalin..", new String[] {
                    "prevenance.web..", "prevenance.console..", "prevenance.page..", "prevenance.health.."
                }),
                Map.entry("ch.qos.logback..", new String[] {"prevenance.health.."}),
                Map.entry("io.micrometer..", new String[] {"prevenance.health.."}),
                Map.entry("io.prometheus..", new String[] {"prevenance.health.."}),
                Map.entry("io.nayuki..", new String[] {"prevenance.console.access.."}),
                Map.entry("org.bouncycastle..", new String[] {"prevenance.console.access.."}));
        doors.forEach((library, homes) -> noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true)
                .check(CLASSES));
        noClasses()
                .that()
                .resideOutsideOfPackage("prevenance.store..")
                .and()
                .haveNameNotMatching(".*(Store|WatchList|Outbox|QuotaLedger)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jdbi..")
                .check(CLASSES);
    }

    @Test
    void rulesArePure() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Rule")
                .and()
                .resideInAPackage("prevenance.assess..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j..", "prevenance.store..", "org.jdbi..", "java.io..", "java.nio.file..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.InstantSource")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(".*(Store|Dao)")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineSpeaksToTheTerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackages("prevenance.cli..", "prevenance.app..", "prevenance.demo..")
                .should(com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(CLASSES);
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .that()
                .areTopLevelClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Base|Data|Info)")
                .orShould()
                .haveNameMatching(".*\\.(Abstract\\w*|I[A-Z][A-Z]?[a-z]\\w*Interface)")
                .check(CLASSES);
        classes()
                .that()
                .haveSimpleNameEndingWith("Settings")
                .should()
                .beRecords()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void testsUseRealThings() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.mockito..", "org.easymock..", "org.powermock..")
                .allowEmptyShould(true)
                .check(TESTS);
    }

    @Test
    void filesStayShort() throws IOException {
        try (Stream<Path> tree = Files.walk(Path.of("src/main/java"))) {
            List<String> tooLong = tree.filter(Files::isRegularFile)
                    .filter(file -> lines(file) > MAX_LINES)
                    .map(file -> file + " " + lines(file))
                    .toList();
            assertThat(tooLong).isEmpty();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a @NullMarked package") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                JavaPackage home = item.getPackage();
                boolean marked = home.isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(item, marked, item.getName() + " in " + home.getName()));
            }
        };
    }

    @Test
    void theListOfPackagesIsTheOneTheRootPackageDescribes() throws IOException {
        String described = Files.readString(Path.of("src/main/java/prevenance/package-info.java"))
                .replace("\n/// ", " ");
        assertThat(described).contains(String.join(", ", TOP_TO_BOTTOM));
    }
}
