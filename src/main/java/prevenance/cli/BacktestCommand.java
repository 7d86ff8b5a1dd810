package prevenance.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import prevenance.backtest.Backtest.Book;
import prevenance.backtest.BacktestReport;
import prevenance.backtest.Period;
import prevenance.backtest.RuleFile;
import prevenance.backtest.WhatIf;
import prevenance.config.Problems;

/// What the rules would have done with parcels that are over.
@Command(
        name = "backtest",
        description = "Replays closed parcels through the rules: flags that were right, wrong and missing, how early,"
                + " and the cases and mails that would have gone. Reads only.",
        footer = {
            "",
            "With --rules the rules in force stand beside those of the file; with --rules twice, the two files.",
            "A file holds a section 'rules:' written as in prevenance.yaml."
        },
        sortOptions = false)
final class BacktestCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Spec
    private CommandSpec spec;

    @Option(names = "--rules", paramLabel = "FILE", arity = "1", description = "Rules to try; may be given twice.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "Only parcels handed over on that day or later, such as 2026-05-01.")
    private @Nullable LocalDate since;

    @Option(names = "--until", paramLabel = "DATE", description = "Only parcels handed over before that day.")
    private @Nullable LocalDate until;

    @Option(names = "--carrier", paramLabel = "CODE", description = "Only this carrier's parcels.")
    private @Nullable String carrier;

    @Option(names = "--json", description = "One JSON array on standard output, nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        if (files.size() > 2) {
            throw new ParameterException(spec.commandLine(), "name at most two files with --rules");
        }
        try (Workbench bench = root.open()) {
            WhatIf whatIf = bench.whatIf();
            Problems problems = new Problems();
            List<Book> proposals = files.stream()
                    .map(file -> new Book(file.toString(), RuleFile.read(file, whatIf.country(), problems)))
                    .toList();
            problems.throwIfAny();
            Period period = new Period(
                    since == null ? null : since.atStartOfDay(bench.zone()).toInstant(),
                    until == null ? null : until.atStartOfDay(bench.zone()).toInstant(),
                    carrier);
            List<BacktestReport> reports = whatIf.backtest()
                    .run(
                            whatIf.beside(proposals),
                            period,
                            bench.time().instant(),
                            (done, total) -> root.terminal().progress(done + " of " + total + " parcels"));
            root.terminal().progress("");
            if (json) {
                root.terminal().json(reports.stream().map(BacktestReport::facts).toList());
                return ExitCode.OK;
            }
            if (reports.getFirst().parcels() == 0) {
                root.terminal().note("No closed parcels in that period.");
                return ExitCode.NOTHING;
            }
            BacktestTable table = new BacktestTable(root.terminal());
            table.facts(reports.getFirst(), describe());
            reports.forEach(table::report);
            if (reports.size() == 2) {
                table.difference(reports.getFirst(), reports.getLast());
            }
        }
        return ExitCode.OK;
    }

    private String describe() {
        Map<String, Object> parts = new LinkedHashMap<>();
        if (since != null) {
            parts.put("since", since);
        }
        if (until != null) {
            parts.put("until", until);
        }
        if (carrier != null) {
            parts.put("carrier", carrier);
        }
        StringBuilder words = new StringBuilder();
        parts.forEach(
                (name, value) -> words.append(", ").append(name).append(' ').append(value));
        return words.toString();
    }
}
