package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prevenance.config.Problems;
import prevenance.config.Secret;
import prevenance.tracking.TrackingNumber;

/// Who is meant when several carriers answer to one name, or take one number.
class NamesTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void threeCarriers() throws IOException {
        // The post delivers parcels of the parcel company, and of the express company too.
        carrier("post", "The Post", "[Parcels, Express]");
        carrier("parcels", "Parcels", "[Post Parcels]");
        carrier("express-post", "Express", "[Parcels]");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, Parcels, parcels",
                "-, PARCELS, parcels",
                "-, Express, express-post",
                "-, the post, post",
                "post, Parcels, post",
                "post, parcels, post",
                "post, Express, post",
                "post, Post Parcels, parcels",
                "express-post, Parcels, express-post",
                "parcels, Parcels, parcels",
                "post parcels, Parcels, parcels",
                "post express-post, Parcels, express-post",
                "post parcels express-post, Express, express-post",
                "post, Nobody, -"
            })
    void aNameGoesToACarrierThatIsSwitchedOnThenToTheOneWhoseOwnItIs(String on, String name, String code) {
        assertThat(directory(on == null ? List.of() : List.of(on.split(" "))).findCode(name))
                .isEqualTo(Optional.ofNullable(code));
    }

    @ParameterizedTest
    @CsvSource({
        "laposte, Colissimo, laposte",
        "colissimo, Colissimo, colissimo",
        "laposte colissimo, Colissimo, colissimo",
        "laposte colissimo, La Poste, laposte",
        "dpd-fr, DPD, dpd-fr",
        "dpd, DPD France, dpd-fr",
        "dpd dpd-fr, DPD, dpd"
    })
    void aShopMeansTheContractThatItHas(String on, String name, String code) {
        assertThat(shipped(on).findCode(name)).contains(code);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, credentials.login credentials.password",
                "login, credentials.password",
                "login password, -",
                "key, -",
                "key login, -"
            })
    void aKeyCanStandForLoginAndPassword(String given, String missing) throws IOException {
        Path own = folder.resolve("post/carrier.yaml");
        Files.writeString(
                own,
                Files.readString(own)
                        .replace(
                                "{ key: { description: A key } }",
                                "{ login: { description: L }, password: { description: P }, key: { description: K,"
                                        + " required: false, instead-of: [login, password] } }"));
        Problems problems = new Problems();
        CarrierDefinition definition = CarrierCatalog.load(folder, problems).definition("post");
        Map<String, Secret> secrets = new HashMap<>();
        for (String name : given == null ? new String[0] : given.split(" ")) {
            secrets.put(name, Secret.of("a secret"));
        }
        CarrierSettings standard = CarrierSettings.defaults(definition);
        assertThat(standard.enabled()).isFalse();
        assertThat(String.join(
                        " ", standard.with(Optional.empty(), secrets, Map.of()).missing(definition)))
                .isEqualTo(missing == null ? "" : missing);
    }

    @Test
    void whatAKeyStandsForMustBeThere() throws IOException {
        Path own = folder.resolve("post/carrier.yaml");
        Files.writeString(own, Files.readString(own).replace("A key }", "A key, instead-of: [logn] }"));
        Problems problems = new Problems();
        CarrierCatalog.load(folder, problems);
        assertThat(problems.list())
                .extracting(Object::toString)
                .singleElement()
                .asString()
                .contains("instead-of names 'logn', which is no credential");
    }

    @ParameterizedTest
    @CsvSource({
        "laposte, 6A12345678901, laposte",
        "colissimo, 6A12345678901, colissimo",
        "laposte colissimo, 6A12345678901, colissimo laposte",
        "dpd-fr, 09980000020033, dpd-fr",
        "dpd, 09980000020033, dpd",
        "laposte, 250123123456789012, dpd-fr"
    })
    void aNumberIsFirstTakenForOneOfTheShopsOwnCarriers(String on, String number, String codes) {
        assertThat(String.join(" ", shipped(on).identify(new TrackingNumber(number))))
                .isEqualTo(codes);
    }

    private static CarrierDirectory shipped(String on) {
        CarrierCatalog catalog = CarrierCatalog.load(Path.of("carriers"), new Problems());
        return configured(catalog, List.of(on.split(" ")));
    }

    private CarrierDirectory directory(List<String> on) {
        Problems problems = new Problems();
        CarrierCatalog catalog = CarrierCatalog.load(folder, problems);
        assertThat(problems.list()).isEmpty();
        return configured(catalog, on);
    }

    private static CarrierDirectory configured(CarrierCatalog catalog, List<String> on) {
        Map<String, CarrierSettings> settings = new HashMap<>();
        for (String code : catalog.codes()) {
            CarrierSettings standard = CarrierSettings.defaults(catalog.definition(code));
            settings.put(
                    code,
                    on.contains(code)
                            ? standard.with(Optional.empty(), Map.of("key", Secret.of("a key")), Map.of())
                            : standard);
        }
        return catalog.configured(settings);
    }

    private void carrier(String code, String name, String otherNames) throws IOException {
        Path own = Files.createDirectories(folder.resolve(code));
        Files.writeString(own.resolve("statuses.csv"), "key,status,flags,meaning\nD,delivered.recipient,,Delivered\n");
        Files.writeString(own.resolve("carrier.yaml"), """
            code: %s
            name: %s
            other-names: %s
            zone: Europe/Paris
            facts: { checked: 2026-11-22, sources: ["the test"] }
            numbers: [{ name: ten digits, pattern: '\\d{10}', valid: ["0123456789"] }]
            credentials: { key: { description: A key } }
            environments: { production: https://api.example.org }
            request: { path: "/{number}", headers: { X-Key: "{credentials.key}" } }
            limits: [{ requests: 1, per: 1s, unconfirmed: the test }]
            reply:
              format: json
              items: $
              events: events
              event: { code: code, text: text, time: [{ value: date, patterns: [iso] }] }
              status: { tables: [statuses.csv] }
            """.formatted(code, name, otherNames));
    }
}
