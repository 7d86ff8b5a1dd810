package prevenance.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import prevenance.privacy.Certificate;
import prevenance.privacy.ErasureOutcome;
import prevenance.privacy.ErasurePlan;
import prevenance.privacy.PastErasure;
import prevenance.privacy.Person;
import prevenance.privacy.Privacy;
import prevenance.privacy.PrivacyTexts;
import prevenance.privacy.Proof;
import prevenance.privacy.RegisterText;
import prevenance.store.PrivateFiles;

/// What is kept of people, and what one of them may ask for.
@Command(
        name = "privacy",
        description = "What is kept of people and how long; a person's export, erasure and the proof of it.",
        sortOptions = false)
final class PrivacyCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Spec
    private CommandSpec spec;

    private static final int MOST = 500;

    /// Whom it is about.
    static final class Whom {
        @Option(
                names = "--email",
                paramLabel = "ADDRESS",
                description = "Everybody with this address.",
                required = true)
        private @Nullable String email;

        @Option(
                names = "--order",
                paramLabel = "NUMBER",
                description = "Whoever stands behind this order, and this order alone.",
                required = true)
        private @Nullable String order;

        Person person() {
            return email != null ? Person.withEmail(email) : Person.ofOrder(Objects.requireNonNull(order));
        }
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: register, export, erase, prove or list");
    }

    @Command(
            name = "register",
            description = "Prints what is kept, why, how long and what becomes of it (GDPR, article 30).",
            mixinStandardHelpOptions = true)
    int register(
            @Option(names = "--json", description = "Both languages and all columns, as one JSON array.") boolean json,
            @Option(names = "--locale", paramLabel = "fr|en", description = "Default: the shop's.") @Nullable
                    String locale) {
        try (Workbench bench = root.open()) {
            var settings = bench.privacy().settings();
            if (json) {
                root.terminal().json(RegisterText.json(settings));
                return ExitCode.OK;
            }
            Locale read = locale == null ? bench.locale() : Locale.of(locale);
            root.terminal().line(text(read, "register.title"));
            root.terminal().wrapped("", "", text(read, "register.intro"));
            for (RegisterText.Entry entry : RegisterText.entries(settings, read)) {
                root.terminal().line("");
                root.terminal().line(entry.name());
                told(read, "register.what", entry.what());
                told(read, "register.why", entry.why());
                told(read, "register.kept", entry.kept());
                told(read, "register.end", entry.end());
            }
            return ExitCode.OK;
        }
    }

    private void told(Locale locale, String key, String words) {
        String first = "  " + text(locale, key) + ": ";
        root.terminal().wrapped(first, "    ", words);
    }

    private static String text(Locale locale, String key) {
        return PrivacyTexts.all().text(prevenance.web.Texts.language(locale), key);
    }

    @Command(
            name = "export",
            description = "Writes a zip with all that is stored about a person, to read and for programs.",
            mixinStandardHelpOptions = true)
    int export(
            @ArgGroup(multiplicity = "1") Whom whom,
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            required = true,
                            description = "The zip; must not exist. Only you can read it.")
                    Path out,
            @Option(names = "--locale", paramLabel = "fr|en", description = "Default: the customer's.") @Nullable
                    String locale)
            throws IOException {
        if (Files.exists(out)) {
            throw new ParameterException(spec.commandLine(), out + " is already there; name another file");
        }
        try (Workbench bench = root.open()) {
            PrivateFiles.file(out);
            boolean written = false;
            try (OutputStream file = Files.newOutputStream(out)) {
                written = bench.privacy()
                        .export(
                                whom.person(),
                                locale == null ? null : Locale.of(locale),
                                file,
                                Privacy.TERMINAL,
                                bench.time().instant());
            } finally {
                if (!written) {
                    Files.deleteIfExists(out);
                }
            }
            if (!written) {
                return nothing();
            }
            root.terminal().line(out.toString());
            return ExitCode.OK;
        }
    }

    @Command(
            name = "erase",
            description = "Shows what an erasure would do; with --yes does it, and searches for the person afterwards.",
            mixinStandardHelpOptions = true)
    int erase(
            @ArgGroup(multiplicity = "1") Whom whom,
            @Option(names = "--yes", description = "Really; nothing brings it back.") boolean sure,
            @Option(
                            names = "--force",
                            description = "Also while a parcel, case, refund or claim goes on, which then ends here.")
                    boolean force,
            @Option(names = "--json", description = "The certificate, or the plan, as one JSON object.") boolean json) {
        try (Workbench bench = root.open()) {
            if (!sure) {
                ErasurePlan plan = bench.privacy().plan(whom.person());
                if (json) {
                    root.terminal().json(PrivacyWords.json(plan));
                } else {
                    say(plan, bench.locale(), force);
                }
                return plan.isEmpty() ? ExitCode.NOTHING : ExitCode.OK;
            }
            return switch (bench.privacy()
                    .erase(whom.person(), Privacy.TERMINAL, force, bench.time().instant())) {
                case ErasureOutcome.Done(Certificate certificate) -> {
                    if (json) {
                        root.terminal().json(certificate.toJson());
                    } else {
                        PrivacyWords.lines(certificate).forEach(root.terminal()::line);
                    }
                    yield certificate.proof().isClean() ? ExitCode.OK : ExitCode.NOTHING;
                }
                case ErasureOutcome.Nothing _ -> nothing();
                case ErasureOutcome.Held(ErasurePlan plan) -> {
                    root.terminal()
                            .note("prevenance: not erased, because something goes on for which the data is"
                                    + " needed; wait for its end, or insist with --force");
                    plan.obstacles()
                            .forEach(matter ->
                                    root.terminal().note("  " + text(bench.locale(), "matter." + matter.key())));
                    yield ExitCode.NOTHING;
                }
                case ErasureOutcome.Busy _ -> {
                    root.terminal()
                            .note("prevenance: a mail is leaving or a carrier is being asked this very moment;"
                                    + " try again in a minute");
                    yield ExitCode.LATER;
                }
            };
        }
    }

    private void say(ErasurePlan plan, Locale locale, boolean force) {
        if (plan.isEmpty()) {
            nothing();
            return;
        }
        Terminal terminal = root.terminal();
        terminal.line("This would go; nothing was done yet. Say it again with --yes.");
        plan.orders().forEach(order -> {
            terminal.line("  order " + order.number());
            order.matters().forEach(matter -> terminal.line("    " + text(locale, "matter." + matter.key())));
        });
        PrivacyWords.counts("rows changed or deleted", plan.rows()).forEach(terminal::line);
        PrivacyWords.counts("places in which he stands", plan.texts()).forEach(terminal::line);
        plan.files().forEach(file -> terminal.line("  rows in the taken file " + file));
        plan.waiting().forEach(file -> terminal.line("  not touched, because it was not taken yet: " + file));
        terminal.line("This stays: carrier, country, postcode area, days, statuses and amounts, in which nothing names"
                + " anybody"
                + (plan.suppressed() ? "; that his address gets no mail, as a hash" : "")
                + (plan.staff() ? "; his account at the desk, which 'users disable' ends" : ""));
        if (!plan.obstacles().isEmpty() && !force) {
            terminal.line("It would be refused without --force, because of what goes on.");
        }
    }

    @Command(
            name = "prove",
            description = "Searches rows, pages, log and files for a person; exit code 1 when he is found.",
            mixinStandardHelpOptions = true)
    int prove(
            @ArgGroup(multiplicity = "1") Whom whom,
            @Option(
                            names = "--text",
                            paramLabel = "TEXT",
                            description = "A further text of his: name, phone, street. May be repeated.")
                    @Nullable
                    List<String> texts,
            @Option(
                            names = "--in",
                            paramLabel = "PATH",
                            description = "A further file or folder: logs, exports. May be repeated.")
                    @Nullable
                    List<Path> also,
            @Option(names = "--json", description = "As one JSON object.") boolean json) {
        try (Workbench bench = root.open()) {
            Proof proof = bench.privacy()
                    .prove(whom.person(), texts == null ? List.of() : texts, also == null ? List.of() : also);
            if (json) {
                root.terminal().json(proof.toJson());
            } else {
                PrivacyWords.lines(proof).forEach(root.terminal()::line);
            }
            return proof.isClean() ? ExitCode.OK : ExitCode.NOTHING;
        }
    }

    @Command(
            name = "list",
            description = "Lists past erasures, or prints the certificate of one.",
            mixinStandardHelpOptions = true)
    int list(
            @Parameters(paramLabel = "ID", arity = "0..1", description = "Of the erasure.") @Nullable Long id,
            @Option(names = "--json", description = "As one JSON array.") boolean json) {
        try (Workbench bench = root.open()) {
            if (id != null) {
                return bench.privacy()
                        .erasure(id)
                        .map(past -> {
                            root.terminal().line(past.certificate());
                            return ExitCode.OK;
                        })
                        .orElseGet(this::nothing);
            }
            root.show(
                    json,
                    bench.privacy().erasures(MOST),
                    PrivacyCommand::json,
                    List.of("ID", "WHEN", "BY", "ORDERS", "SUBJECT"),
                    past -> List.of(
                            Long.toString(past.id()),
                            Times.minute(past.at(), bench.zone()),
                            past.actor(),
                            Integer.toString(past.orders()),
                            past.subjectHash()));
            return ExitCode.OK;
        }
    }

    private static Map<String, @Nullable Object> json(PastErasure past) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", past.id());
        json.put("at", Times.iso(past.at()));
        json.put("by", past.actor());
        json.put("orders", past.orders());
        json.put("subject", past.subjectHash());
        return json;
    }

    private int nothing() {
        root.terminal().note("prevenance: nothing is known of that person");
        return ExitCode.NOTHING;
    }
}
