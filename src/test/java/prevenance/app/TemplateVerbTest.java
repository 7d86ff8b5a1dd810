package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cli.ExitCode;
import prevenance.cli.RootCommand;
import prevenance.message.MessageKind;

/// Looking at the mails and at what is wrong with the shop's own words, as a person types it.
class TemplateVerbTest {
    private static final Path HOME = Path.of("").toAbsolutePath();

    @TempDir
    Path folder;

    private String out = "";
    private String err = "";

    private int type(String... words) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        int code = RootCommand.execute(
                new Main(HOME, Map.of()), Map.of(), new PrintWriter(output), new PrintWriter(errors), words);
        out = output.toString();
        err = errors.toString();
        return code;
    }

    private String config() throws IOException {
        Path file = folder.resolve("prevenance.yaml");
        Files.writeString(file, """
            shop: {name: Maison Exemple, sender: service@example.org}
            shops:
              maison-lin: {name: Maison Lin, sender: lin@example.org}
            """);
        return file.toString();
    }

    @Test
    void aKindIsShownAsItWillBeReadBeforeThereIsAConfiguration() {
        assertThat(type("template", "preview", "LOST", "--locale", "en")).isEqualTo(ExitCode.OK);
        assertThat(out)
                .startsWith("From: L’Atelier d’Exemple <bonjour@boutique.example>\nSubject: Your parcel is lost")
                .contains("\nHello Camille Exemple,\n", "\n- a new parcel\n");
        assertThat(type("template", "preview", "delay-unknown", "--text")).isEqualTo(ExitCode.OK);
        assertThat(out).startsWith("Bonjour Camille Exemple,\n");
    }

    @Test
    void theHtmlPartIsWrittenInTheNameOfTheShopThatIsAsked() throws IOException {
        Path file = folder.resolve("lost.html");
        assertThat(type(
                        "-c",
                        config(),
                        "template",
                        "preview",
                        "lost",
                        "--shop",
                        "maison-lin",
                        "--out",
                        file.toString()))
                .isEqualTo(ExitCode.OK);
        assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>").contains("Maison Lin", "lin@example.org");
        assertThat(type("-c", config(), "template", "preview", "lost", "--shop", "elsewhere"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("there is no shop 'elsewhere'; configured: maison-lin");
        assertThat(type("template", "preview", "delayknown")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("did you mean 'delay-known'?");
        assertThat(type("template", "preview", "lost", "--locale", "de")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("there are no words in 'de'; there are: en, fr");
    }

    @Test
    void theGalleryHoldsEveryMailInEveryLanguageAndLoadsNothingFromElsewhere() throws IOException {
        Path gallery = folder.resolve("gallery");
        assertThat(type("template", "gallery", "--out", gallery.toString())).isEqualTo(ExitCode.OK);
        int kinds = MessageKind.values().length;
        assertThat(out).startsWith(2 * kinds + " mails: ");
        try (Stream<Path> files = Files.walk(gallery)) {
            List<Path> pages = files.filter(Files::isRegularFile).toList();
            assertThat(pages).hasSize(1 + 2 * kinds * 3);
        }
        assertThat(Files.readString(gallery.resolve("index.html")))
                .contains("fr/lost.light.html", "en/staff-digest.dark.html")
                .doesNotContain("src=\"http", "href=\"http", "<!-- mails -->");
        assertThat(Files.readString(gallery.resolve("fr/lost.dark.html"))).contains("@media all {");
    }

    @Test
    void ownTemplatesAreReadAndEachMistakeIsNamedWithItsLine() throws IOException {
        String config = config();
        Path own = Files.createDirectories(folder.resolve("templates/fr"));
        assertThat(type("-c", config, "template", "check")).isEqualTo(ExitCode.OK);
        assertThat(out).startsWith("The templates are fine.");
        Files.writeString(own.resolve("lost.subject.txt"), "Votre colis est perdu\nProfitez de nos soldes\n");
        assertThat(type("-c", config, "template", "check")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err).contains("1) " + own.resolve("lost.subject.txt") + ":2: advertises: 'Profitez' -> take it out");
        assertThat(type("-c", config, "check")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err).contains("lost.subject.txt:2: advertises: 'Profitez'");
        assertThat(type("-c", config, "parcels")).isEqualTo(ExitCode.OK);
        assertThat(type("template", "check", folder.resolve("templates").toString()))
                .isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err).contains("advertises");
    }
}
