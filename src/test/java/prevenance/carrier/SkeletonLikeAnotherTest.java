package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A new folder that takes over from a carrier whose API is alike.
class SkeletonLikeAnotherTest {
    @TempDir
    private Path carriers;

    @BeforeEach
    void anotherStands() throws Exception {
        Path folder = Files.createDirectories(carriers.resolve("north"));
        Files.writeString(folder.resolve("carrier.yaml"), """
            # North, as an example.
            code: north
            name: North
            zone: Europe/Oslo
            credentials:
              id: { description: An id }
            settings:
              account: { description: An account }
            language: en
            languages: [en, no]
            environments: { production: "https://north.example.org" }
            request:
              path: /t/{number}
            batch: { size: 5, join: "," }
            # The token lives an hour.
            auth: { kind: oauth2, url: /token }
            limits:
              - { requests: 1, per: 1s, unconfirmed: invented }
            in-flight: 2
            timeout: 30s
            reply:
              format: xml
            """);
    }

    @Test
    void whatIsTakenOverStandsInItsPlaceAndFactsAreNotTakenOver() throws Exception {
        assertThat(written("north").stream().filter(line -> line.matches("[a-z-]+:.*")))
                .containsExactly(
                        "code: south",
                        "name:",
                        "other-names: []",
                        "zone:",
                        "facts:",
                        "numbers:",
                        "credentials:",
                        "settings:",
                        "language: en",
                        "languages: [en, no]",
                        "environments:",
                        "request:",
                        "batch: { size: 5, join: \",\" }",
                        "auth: { kind: oauth2, url: /token }",
                        "limits:",
                        "in-flight: 2",
                        "timeout: 30s",
                        "reply:");
    }

    @Test
    void eachPartThatWasTakenOverSaysSoAndKeepsItsRemark() throws Exception {
        assertThat(String.join("\n", written("north"))).contains("""
            # TODO Taken over from north: change what differs.
            # The token lives an hour.
            auth: { kind: oauth2, url: /token }\
            """);
    }

    @Test
    void howToWriteAPartIsExplainedOnlyWhereNoneWasTakenOver() throws Exception {
        assertThat(String.join("\n", written("north"))).doesNotContain("TODO How the carrier learns who asks");
        assertThat(String.join(
                        "\n",
                        CarrierSkeleton.write(carriers, "west", null).stream()
                                .filter(file -> file.endsWith("carrier.yaml"))
                                .map(SkeletonLikeAnotherTest::text)
                                .toList()))
                .contains("TODO How the carrier learns who asks", "TODO When several numbers go into one request");
    }

    @Test
    void likeAnAggregatorItHasNoNumbersOfItsOwnAndAListOfCarriersToBeFilled() throws Exception {
        Files.writeString(carriers.resolve("north/carriers.csv"), "code,name,other-names\n7,Far Post,\n");
        List<Path> files = CarrierSkeleton.write(carriers, "south", "north");
        assertThat(files.stream().map(file -> file.getFileName().toString()))
                .containsExactly("carrier.yaml", "carriers.csv", "statuses.csv", "published-codes.txt", "samples");
        assertThat(text(files.getFirst())).doesNotContain("\nnumbers:");
        assertThat(text(files.get(1)))
                .startsWith("# The carriers behind south: ")
                .contains("# TODO ")
                .endsWith("\ncode,name,other-names\n")
                .doesNotContain("Far Post");
    }

    private List<String> written(String like) throws Exception {
        return text(CarrierSkeleton.write(carriers, "south", like).getFirst())
                .lines()
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
