package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.config.Problems;
import prevenance.config.References;
import prevenance.config.Secret;
import prevenance.config.YamlFile;
import prevenance.config.YamlSection;
import prevenance.tracking.TrackingNumber;

/// Who is asked about whose parcels, with the folders as they are.
class CarrierRouteTest {
    @TempDir
    Path folder;

    private final CarrierCatalog catalog = CarrierCatalog.load(Path.of("carriers"), new Problems());

    @Test
    void aCarrierWithoutFolderGoesByTheAggregatorThatListsIt() {
        assertThat(routes(on("17track"), "YUN_EXPRESS", "yunexpress", "Cainiao", "Delivengo"))
                .containsExactly(
                        new CarrierRoute("17track", "Yun Express"),
                        new CarrierRoute("17track", "Yun Express"),
                        new CarrierRoute("17track", "Cainiao"),
                        new CarrierRoute("17track", "La Poste"));
    }

    @Test
    void aCarrierThatIsSwitchedOnIsAskedItselfAndOneThatIsNotGoesByTheAggregator() {
        Map<String, CarrierSettings> settings = on("17track", "laposte");
        assertThat(routes(settings, "La Poste", "Colissimo", "UPS"))
                .containsExactly(
                        new CarrierRoute("laposte", null),
                        new CarrierRoute("laposte", null),
                        new CarrierRoute("17track", "UPS"));
    }

    @Test
    void withoutAggregatorEverythingIsAsItWas() {
        assertThat(routes(on(), "UPS", "Yun Express")).containsExactly(new CarrierRoute("ups", null), null);
        assertThat(catalog.configured(on()).behindAggregators()).isEmpty();
    }

    @Test
    void aCarrierThatNobodyKnowsStaysUnknown() {
        assertThat(routes(on("17track", "aftership"), "Pigeon Voyageur")).containsExactly((CarrierRoute) null);
    }

    @Test
    void ofTwoAggregatorsTheLowerRankGoesFirstAndTheOtherForWhatOnlyItLists() throws IOException {
        Map<String, CarrierSettings> settings = on("17track", "aftership");
        assertThat(routes(settings, "Yun Express")).containsExactly(new CarrierRoute("17track", "Yun Express"));
        settings.put("aftership", read("aftership", "{ credentials: { key: k }, rank: 1 }"));
        assertThat(routes(settings, "Yun Express", "Cainiao"))
                .containsExactly(new CarrierRoute("aftership", "Yun Express"), new CarrierRoute("17track", "Cainiao"));
    }

    @Test
    void aShopNamesCarriersThatGoByTheAggregatorThoughTheyAreSwitchedOn() throws IOException {
        Map<String, CarrierSettings> settings = on("laposte", "chronopost");
        settings.put("17track", read("17track", "{ credentials: { key: k }, for: [laposte] }"));
        assertThat(routes(settings, "Colissimo", "Chronopost"))
                .containsExactly(new CarrierRoute("17track", "La Poste"), new CarrierRoute("chronopost", null));
    }

    @Test
    void aNameThatTheAggregatorDoesNotListIsAProblemOfItsLine() throws IOException {
        Problems problems = new Problems();
        Files.writeString(folder.resolve("p.yaml"), "credentials: { key: k }\nfor: [pigeon]\nrank: 200\n");
        YamlSection section = YamlFile.read(folder.resolve("p.yaml"), "p.yaml", References.none(), problems);
        CarrierSettings.read(section, catalog.definition("17track"));
        assertThat(problems.list())
                .extracting(problem -> problem.line() + " " + problem.message())
                .contains("2 'pigeon' is none of the carriers of 17TRACK")
                .hasSize(2);
    }

    @Test
    void anAggregatorTakesNoNumberForItsOwn() {
        assertThat(catalog.identify(new TrackingNumber("YT2600000000000001"))).doesNotContain("17track", "aftership");
        assertThat(catalog.hasNumbers("17track")).isFalse();
        assertThat(catalog.hasNumbers("laposte")).isTrue();
    }

    @Test
    void thePageOfTheRealCarrierIsGivenWhereItHasAFolder() {
        TrackingNumber number = new TrackingNumber("6A12345678901");
        assertThat(catalog.customerPage("17track", new TrackingQuery(number, null, null, null, null, "6051"), "fr"))
                .isEqualTo("https://www.laposte.fr/outils/suivre-vos-envois?code=6A12345678901");
        assertThat(catalog.customerPage("17track", new TrackingQuery(number, null, null, null, null, "190008"), "fr"))
                .isNull();
        assertThat(catalog.customerPage("17track", new TrackingQuery(number, null, null, null), "fr"))
                .isNull();
    }

    @Test
    void mistakesInTheListOfCarriersAreNamedWithTheirLine() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("some")).resolve("carriers.csv"), """
            # a remark
            code,name,other-names
            1,Yun Express,YunExpress
            2,Other,yun-express
            3
            """);
        Problems problems = new Problems();
        CarrierList table = CarrierList.read(folder.resolve("some"), problems);
        assertThat(table.find("YUNEXPRESS").map(CarrierList.Row::code)).contains("1");
        assertThat(problems.list())
                .extracting(problem -> problem.line() + " " + problem.message())
                .containsExactly("4 is said of Yun Express already", "5 has not code, name and other names");
    }

    /// Settings under which exactly these are switched on.
    private Map<String, CarrierSettings> on(String... codes) {
        Map<String, CarrierSettings> settings = new LinkedHashMap<>();
        for (String code : catalog.codes()) {
            settings.put(code, switchedOff(code));
        }
        for (String code : codes) {
            Map<String, Secret> secrets = new HashMap<>();
            catalog.definition(code).credentials().keySet().forEach(name -> secrets.put(name, Secret.of("s")));
            settings.put(
                    code, CarrierSettings.defaults(catalog.definition(code)).with(Optional.empty(), secrets, Map.of()));
        }
        return settings;
    }

    private CarrierSettings switchedOff(String code) {
        try {
            return read(code, "{ enabled: false }");
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private CarrierSettings read(String code, String yaml) throws IOException {
        Problems problems = new Problems();
        Files.writeString(folder.resolve("own.yaml"), "own: " + yaml + "\n");
        YamlSection file = YamlFile.read(folder.resolve("own.yaml"), "own.yaml", References.none(), problems);
        CarrierSettings own = CarrierSettings.read(file.section("own"), catalog.definition(code));
        assertThat(problems.list()).isEmpty();
        return own;
    }

    private List<@Nullable CarrierRoute> routes(Map<String, CarrierSettings> settings, String... names) {
        CarrierDirectory directory = catalog.configured(settings);
        List<@Nullable CarrierRoute> routes = new ArrayList<>();
        for (String name : names) {
            routes.add(directory.route(name).orElse(null));
        }
        return routes;
    }
}
