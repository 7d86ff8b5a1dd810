package prevenance.cli;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import prevenance.assess.FlagKind;
import prevenance.assess.Reasons;
import prevenance.backtest.ShadowReport;
import prevenance.message.MessageKind;

/// What is only computed.
@Command(
        name = "shadow",
        description = "Shows what would have gone out, were it not in shadow.",
        subcommands = ShadowCommand.Report.class)
final class ShadowCommand {
    @ParentCommand
    private RootCommand root;

    /// One day's report.
    @Command(
            name = "report",
            description = "Mails that would have left on a day, and flags that rules on trial raised.",
            sortOptions = false)
    static final class Report implements java.util.concurrent.Callable<Integer> {
        @ParentCommand
        private ShadowCommand shadow;

        @Option(names = "--day", paramLabel = "DATE", description = "The day on the shop's clock (default: today).")
        private @Nullable LocalDate day;

        @Option(names = "--json", description = "One JSON object on standard output, nothing else.")
        private boolean json;

        @Override
        public Integer call() {
            Terminal terminal = shadow.root.terminal();
            try (Workbench bench = shadow.root.open()) {
                ZoneId zone = bench.zone();
                LocalDate of = day == null ? bench.time().instant().atZone(zone).toLocalDate() : day;
                ShadowReport report = bench.database().read(tx -> ShadowReport.of(tx, of, zone));
                if (json) {
                    terminal.json(json(report));
                    return ExitCode.OK;
                }
                if (report.isEmpty()) {
                    terminal.note("Nothing was in shadow on " + of + ".");
                    return ExitCode.NOTHING;
                }
                terminal.line(String.format(
                        Locale.ROOT,
                        "On %s %d mails would have left and %d were taken back in time; rules on trial raised %d flags."
                                + " %d mails wait for their time.",
                        of,
                        report.mailCount(),
                        report.dropped(),
                        report.flagCount(),
                        report.waiting()));
                List<List<String>> rows = new ArrayList<>();
                report.mails().forEach(line -> rows.add(row("mail", mail(line.kind()), line, zone)));
                report.flags().forEach(line -> rows.add(row("flag", flag(line.kind()), line, zone)));
                terminal.table(List.of("What", "Kind", "Count", "For instance"), rows);
            }
            return ExitCode.OK;
        }

        private static List<String> row(String what, String kind, ShadowReport.Line line, ZoneId zone) {
            return List.of(
                    what,
                    kind,
                    Integer.toString(line.count()),
                    line.samples().stream()
                            .limit(3)
                            .map(sample -> sample.order() + " at "
                                    + Times.minute(sample.at(), zone).substring(11))
                            .collect(Collectors.joining(", ")));
        }

        private static String mail(String kind) {
            return Stream.of(MessageKind.values())
                    .filter(one -> one.name().equals(kind))
                    .findFirst()
                    .map(MessageKind::wireName)
                    .orElse(kind);
        }

        private static String flag(String kind) {
            return Stream.of(FlagKind.values())
                    .filter(one -> one.name().equals(kind))
                    .findFirst()
                    .map(one -> Reasons.name(one, Locale.ENGLISH))
                    .orElse(kind);
        }

        private static Map<String, @Nullable Object> json(ShadowReport report) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("day", report.day().toString());
            json.put("mails", lines(report.mails()));
            json.put("takenBack", report.dropped());
            json.put("flags", lines(report.flags()));
            json.put("waiting", report.waiting());
            return json;
        }

        private static List<Map<String, Object>> lines(List<ShadowReport.Line> lines) {
            return lines.stream()
                    .map(line -> Map.<String, Object>of(
                            "kind",
                            line.kind(),
                            "count",
                            line.count(),
                            "samples",
                            line.samples().stream()
                                    .map(sample -> Map.of(
                                            "messageId",
                                            sample.messageId(),
                                            "parcelId",
                                            sample.parcelId(),
                                            "order",
                                            sample.order(),
                                            "at",
                                            sample.at().toString()))
                                    .toList()))
                    .toList();
        }
    }
}
