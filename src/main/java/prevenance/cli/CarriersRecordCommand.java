package prevenance.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.CarrierSettings;
import prevenance.carrier.CarrierTrial;
import prevenance.carrier.SampleRecording;

/// A reply becomes a sample that may be given to others.
@Command(
        name = "record",
        description = {
            "Saves a carrier's reply as a sample, with personal data replaced by invented data, and beside it what is"
                    + " read from it now, to be checked by hand.",
            "With --reply it takes a reply that was kept, without network and account."
        },
        sortOptions = false)
final class CarriersRecordCommand implements Callable<Integer> {
    @ParentCommand
    private CarriersCommand carriers;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CarrierQuestion question;

    @Option(names = "--as", paramLabel = "NAME", description = "What the sample shows: missed-then-collected.")
    private @Nullable String name;

    @Override
    public Integer call() {
        CarrierCatalog catalog = question.catalog(carriers);
        String code = question.code();
        CarrierSettings settings = question.settings(carriers.root(), catalog);
        CarrierTrial trial = question.trial(carriers, catalog);
        Terminal terminal = carriers.root().terminal();
        if (trial.reply().isEmpty()) {
            terminal.note("prevenance: no reply came, so there is nothing to record; 'prevenance carriers try " + code
                    + " " + question.query(catalog).number() + "' tells why");
            return CarriersTryCommand.exitCode(trial.outcome());
        }
        SampleRecording recording = SampleRecording.of(
                catalog,
                code,
                settings,
                question.query(catalog),
                trial,
                carriers.root().program().time().instant());
        String stem = name == null ? recording.standardName() : name;
        if (!stem.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new ParameterException(
                    spec.commandLine(), "--as takes lower-case words with dashes, such as missed-then-collected");
        }
        Path folder = carriers.folder().resolve(code).resolve("samples");
        Path reply = folder.resolve(stem + "." + recording.format());
        Path expected = folder.resolve(stem + ".expected.yaml");
        for (Path file : java.util.List.of(reply, expected)) {
            if (Files.exists(file)) {
                terminal.note("prevenance: " + file + " exists already and stays as it is: name another with --as,"
                        + " or delete it first");
                return ExitCode.USAGE;
            }
        }
        write(reply, recording.reply());
        write(expected, recording.expected());
        report(terminal, recording, reply, expected);
        return ExitCode.OK;
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void report(Terminal terminal, SampleRecording recording, Path reply, Path expected) {
        terminal.line(reply.toString());
        terminal.line(expected.toString());
        terminal.line("");
        terminal.line("Replaced:");
        recording.replaced().forEach(line -> terminal.wrapped("  ", "    ", line));
        terminal.line("");
        if (!recording.same()) {
            terminal.wrapped(
                    "",
                    "",
                    "Attention: with what was replaced the reply is read otherwise than before. A field that matters"
                            + " for the reading was taken for personal: compare both files with the reply.");
        }
        terminal.wrapped(
                "",
                "",
                "Read the reply once more before you give it to anybody: what stands in free words and in no field of"
                    + " its own is found by its form only. Then check every line of the expected result by hand, and"
                    + " run");
        terminal.line("  prevenance carriers check " + question.code());
    }
}
