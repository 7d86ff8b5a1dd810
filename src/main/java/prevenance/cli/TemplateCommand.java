package prevenance.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import prevenance.message.Composer;
import prevenance.message.MailPreview;
import prevenance.message.MessageKind;
import prevenance.message.MessageSamples;
import prevenance.message.TemplateFinding;

/// The words of the mails: how they look, and what is wrong with the shop's own.
@Command(name = "template", description = "Shows the mails with invented facts, or checks the shop's own templates.")
final class TemplateCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: preview, gallery or check");
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "preview",
            description = "One mail, with invented facts.",
            sortOptions = false)
    int preview(
            @Parameters(paramLabel = "KIND", description = "Such as delay-known.") String kind,
            @Option(names = "--locale", defaultValue = "fr", description = "Default: ${DEFAULT-VALUE}.") String locale,
            @Option(names = "--shop", paramLabel = "CODE", description = "A further shop of the configuration.")
                    @Nullable
                    String shop,
            @Option(names = "--country", description = "Where the order goes, ISO 3166-1 (FR).") @Nullable
                    String country,
            @Option(names = "--out", paramLabel = "FILE", description = "Writes the HTML part there.") @Nullable
                    Path out,
            @Option(names = "--text", description = "Prints the plain text part alone.") boolean text) {
        Composer composer = composer(null);
        if (shop != null && !composer.shops().codes().contains(shop)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no shop '" + shop + "'; configured: "
                            + String.join(", ", composer.shops().codes()));
        }
        Locale language = language(composer, locale);
        MessageKind wanted = kind(kind);
        Map<String, @Nullable Object> facts = MessageSamples.of(wanted, language);
        return switch (composer.preview(
                wanted, language, shop, country == null ? null : country.toUpperCase(Locale.ROOT), facts)) {
            case MailPreview.Failed failed -> {
                root.terminal().note("prevenance: " + failed.reason());
                yield ExitCode.CONFIGURATION;
            }
            case MailPreview.Written mail -> {
                if (out != null) {
                    write(out, mail.html());
                    root.terminal().line(out.toString());
                } else if (text) {
                    root.terminal().line(mail.text());
                } else {
                    root.terminal().line("From: " + mail.fromName() + " <" + mail.fromAddress() + ">");
                    root.terminal().line("Subject: " + mail.subject());
                    root.terminal().line("");
                    root.terminal().line(mail.text());
                }
                yield ExitCode.OK;
            }
        };
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "gallery",
            description = "All mails in all languages, as pages to look at in a browser.")
    int gallery(
            @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where to write them.")
                    Path out,
            @Option(names = "--shop", paramLabel = "CODE", description = "A further shop of the configuration.")
                    @Nullable
                    String shop) {
        int written;
        try {
            written = new TemplateGallery(composer(null), shop).write(out);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        root.terminal().line(written + " mails: " + out.resolve("index.html"));
        return ExitCode.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "check",
            description = "Reads the shop's own templates as a careful colleague would, and says what is wrong.")
    int check(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "FOLDER",
                            description = "Default: messages.templates of the configuration.")
                    @Nullable
                    Path folder) {
        if (folder != null && !Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "there is no folder " + folder);
        }
        List<TemplateFinding> findings = composer(folder).refused();
        int i = 0;
        for (TemplateFinding finding : findings) {
            root.terminal().note("  " + ++i + ") " + (finding.isError() ? "" : "warning: ") + finding);
        }
        if (findings.stream().anyMatch(TemplateFinding::isError)) {
            return ExitCode.CONFIGURATION;
        }
        root.terminal().line("The templates are fine.");
        return ExitCode.OK;
    }

    private Composer composer(@Nullable Path own) {
        return root.program().composer(root.findConfig().orElse(null), own);
    }

    private Locale language(Composer composer, String locale) {
        Locale language = Locale.forLanguageTag(locale);
        if (!composer.languages().contains(language.getLanguage())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there are no words in '" + locale + "'; there are: " + String.join(", ", composer.languages()));
        }
        return language;
    }

    private MessageKind kind(String word) {
        for (MessageKind kind : MessageKind.values()) {
            if (kind.wireName().equals(word.toLowerCase(Locale.ROOT).replace('_', '-'))) {
                return kind;
            }
        }
        List<String> names = List.of(MessageKind.values()).stream()
                .map(MessageKind::wireName)
                .toList();
        throw new ParameterException(
                spec.commandLine(),
                "there is no kind of message '" + word + "'"
                        + prevenance.config.Suggestions.nearest(word, names)
                                .map(near -> ", did you mean '" + near + "'?")
                                .orElse("; there are: " + String.join(", ", names)));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
