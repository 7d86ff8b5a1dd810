package prevenance.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import prevenance.watch.EventFile;
import prevenance.watch.EventHistory;
import prevenance.watch.EventHistoryStore;
import prevenance.watch.PollSettings;
import prevenance.watch.PollSimulation;
import prevenance.watch.PollSimulation.Delay;
import prevenance.watch.PollSimulation.Line;

/// When parcels are looked at.
@Command(name = "polling", description = "Measures how parcels are looked at.")
final class PollingCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: simulate");
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "simulate",
            sortOptions = false,
            description = {
                "Replays a history of events and prints what ways of looking would have cost, and how late they would"
                        + " have seen what happened: fixed intervals, the adaptive plan with as many calls as each of"
                        + " them, round robin and the adaptive plan under a quota, and an oracle.",
                "The adaptive plan is the one the service follows. It learns from what was said until a day before each"
                        + " moment, and from nothing later. A parcel is watched from its first event until its end has"
                        + " been seen, at most 60 days; its first event counts in no delay."
            })
    int simulate(
            @Option(
                            names = "--history",
                            paramLabel = "FILE",
                            description = "Columns parcel,carrier,occurred_at,status; ISO times; statuses such as"
                                    + " transit.moving, others count as unknown.unmapped (default: the own database).")
                    @Nullable
                    Path file,
            @Option(
                            names = "--budget",
                            paramLabel = "CALLS",
                            description = "Calls per parcel and day under the quota (default: as many as every 4 h"
                                    + " needs).")
                    @Nullable
                    Double budget,
            @Option(
                            names = "--per-hour",
                            paramLabel = "CALLS",
                            description = "The quota as calls per hour for all parcels together, instead of --budget.")
                    @Nullable
                    Double perHour,
            @Option(
                            names = "--stall",
                            paramLabel = "HOURS",
                            defaultValue = "72",
                            description = "A silence worth knowing of (default: ${DEFAULT-VALUE}).")
                    int stall,
            @Option(
                            names = "--zone",
                            paramLabel = "ZONE",
                            description = "For times without an offset, hours and weekdays (default: the shop's; UTC"
                                    + " with --history).")
                    @Nullable
                    ZoneId zone,
            @Option(names = "--json", description = "One JSON array on standard output, nothing else.") boolean json) {
        if ((budget != null && !(budget > 0)) || (perHour != null && !(perHour > 0)) || stall < 1) {
            throw new ParameterException(spec.commandLine(), "--budget, --per-hour and --stall must be above 0");
        }
        ZoneId own = zone == null ? ZoneId.of("UTC") : zone;
        EventHistory history;
        if (file == null) {
            try (Workbench bench = root.open()) {
                own = zone == null ? bench.zone() : zone;
                history = bench.database()
                        .read(tx -> new EventHistoryStore()
                                .since(
                                        tx,
                                        Instant.EPOCH,
                                        read -> root.terminal().progress(read + " events read")));
            }
        } else {
            history = read(file, own);
        }
        if (history.parcels() == 0) {
            root.terminal().note("There is no event to replay.");
            return ExitCode.NOTHING;
        }
        PollSimulation simulation = new PollSimulation(
                history,
                PollSettings.defaults(),
                own,
                Duration.ofHours(stall),
                doing -> root.terminal().progress(doing + " ..."));
        List<Line> lines = lines(simulation, budget, perHour);
        root.terminal().progress("");
        if (!json) {
            root.terminal().line(history.parcels() + " parcels, " + history.events() + " events");
        }
        root.show(
                json,
                lines,
                PollingCommand::json,
                List.of(
                        "Way",
                        "Calls",
                        "/parcel",
                        "/event",
                        "/day",
                        "Delivered",
                        "Attempt",
                        "Any event",
                        "Stall",
                        "Weighted"),
                line -> List.of(
                        name(line),
                        Long.toString(line.calls()),
                        number(line.callsPerParcel()),
                        number(line.callsPerEvent()),
                        number(line.callsPerParcelDay()),
                        words(line.delivered()),
                        words(line.attempt()),
                        words(line.any()),
                        words(line.stall()),
                        number(line.weighted())));
        if (!json) {
            root.terminal()
                    .line("Delays in hours: mean / 95th percentile. /day: calls per parcel and day under way. Weighted:"
                            + " mean, ends, missed deliveries and trouble counting up to four times.");
        }
        return ExitCode.OK;
    }

    private static List<Line> lines(PollSimulation simulation, @Nullable Double budget, @Nullable Double perHour) {
        List<Line> lines = new ArrayList<>();
        double four = 6;
        for (double hours : new double[] {2, 4, 6, 12, 24}) {
            Line fixed = simulation.fixed(hours);
            lines.add(fixed);
            lines.add(simulation.adaptive(fixed));
            four = hours == 4 ? fixed.callsPerParcelDay() : four;
        }
        double quota = perHour != null ? simulation.perParcelAndDay(perHour) : budget != null ? budget : four;
        lines.add(simulation.roundRobin(quota));
        lines.add(simulation.adaptiveUnderQuota(quota));
        lines.add(simulation.oracle());
        return lines;
    }

    private EventHistory read(Path file, ZoneId zone) {
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(spec.commandLine(), "there is no file " + file);
        }
        try {
            EventFile.Read read =
                    EventFile.read(file, zone, lines -> root.terminal().progress(lines + " lines read"));
            read.problems().forEach(problem -> root.terminal().note(file + ", " + problem + "; skipped"));
            if (read.skipped() > 0) {
                root.terminal().note(read.skipped() + " rows were skipped.");
            }
            if (read.unmapped() > 0) {
                root.terminal()
                        .note(read.unmapped() + " rows have a status that is not known and count as"
                                + " unknown.unmapped.");
            }
            return read.history();
        } catch (IOException unreadable) {
            throw new ParameterException(spec.commandLine(), String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    private static String name(Line line) {
        String hours = number(line.hours()).replaceFirst("\\.00$", "") + " h";
        return switch (line.way()) {
            case "fixed" -> "every " + hours;
            case "adaptive" -> "adaptive, calls of " + hours;
            case "round-robin" -> "round robin, quota";
            case "adaptive-quota" -> "adaptive, quota";
            default -> line.way();
        };
    }

    private static String words(Delay delay) {
        return delay.count() == 0 ? "-" : number(delay.mean()) + " / " + number(delay.p95());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static Map<String, @Nullable Object> json(Line line) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("way", line.way());
        json.put("hours", line.hours() == 0 ? null : line.hours());
        json.put("calls", line.calls());
        json.put("callsPerParcel", line.callsPerParcel());
        json.put("callsPerEvent", line.callsPerEvent());
        json.put("callsPerParcelDay", line.callsPerParcelDay());
        json.put("weightedHours", line.weighted());
        json.put("delivered", json(line.delivered()));
        json.put("attempt", json(line.attempt()));
        json.put("any", json(line.any()));
        json.put("stall", json(line.stall()));
        return json;
    }

    private static Map<String, @Nullable Object> json(Delay delay) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("count", delay.count());
        json.put("meanHours", delay.count() == 0 ? null : delay.mean());
        json.put("p95Hours", delay.count() == 0 ? null : delay.p95());
        return json;
    }
}
