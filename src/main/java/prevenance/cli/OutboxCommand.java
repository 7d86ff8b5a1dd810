package prevenance.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import prevenance.message.Afterlife;
import prevenance.message.OutboxEpoch;
import prevenance.message.OutboxMessage;
import prevenance.message.Pause;

/// Whether anything leaves, and what waits after a restore.
@Command(
        name = "outbox",
        description = "Says whether mails leave, and what waits after a restore. Exit code 1 when they do not.",
        sortOptions = false)
final class OutboxCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    @ParentCommand
    private RootCommand root;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "One JSON object on standard output, nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        try (Workbench bench = root.open()) {
            OutboxEpoch outbox = new OutboxEpoch(bench.database());
            Optional<Pause> pause = bench.database().read(tx -> bench.outbox().pause(tx));
            Optional<Afterlife> held = outbox.find().filter(Afterlife::isUndecided);
            Optional<Afterlife.Waiting> waiting = held.map(outbox::waiting);
            if (json) {
                root.terminal().json(json(pause.orElse(null), held.orElse(null), waiting.orElse(null)));
            } else if (held.isPresent() && waiting.isPresent()) {
                tell(held.get(), waiting.get(), bench);
            } else {
                root.terminal()
                        .line(pause.map(it -> "Paused since " + Times.minute(it.since(), bench.zone()) + " by "
                                        + it.by() + ": " + it.why())
                                .orElse("Mails leave."));
            }
            return pause.isPresent() || held.isPresent() ? ExitCode.NOTHING : ExitCode.OK;
        }
    }

    @Command(
            name = "resume",
            description = "After a restore: what was due until that time is taken for said, the rest leaves.",
            mixinStandardHelpOptions = true)
    int resume(
            @Option(names = "--after", required = true, paramLabel = "TIME", description = Moments.DESCRIPTION)
                    String after) {
        return at(after, (bench, at, now) -> {
            Optional<OutboxEpoch.Decided> done =
                    new OutboxEpoch(bench.database()).decide(at, System.getProperty("user.name", "operator"), now);
            if (done.isEmpty()) {
                root.terminal()
                        .note("prevenance: nothing is to be decided: the database was not restored, or somebody"
                                + " has decided.");
                return ExitCode.NOTHING;
            }
            root.terminal().line(words(done.get(), Times.minute(at, bench.zone())));
            return ExitCode.OK;
        });
    }

    @Command(
            name = "restored",
            description = "After a restore by other means (pg_restore, a disk image): holds what may have left before.",
            mixinStandardHelpOptions = true)
    int restored(
            @Option(names = "--backup-of", required = true, paramLabel = "TIME", description = Moments.DESCRIPTION)
                    String backupOf) {
        return at(backupOf, (bench, at, now) -> {
            new OutboxEpoch(bench.database()).mark(at, bench.locale(), now);
            root.terminal().line("Nothing leaves for customers until: prevenance outbox resume --after TIME");
            return ExitCode.OK;
        });
    }

    /// What a verb does about a moment; gives its exit code.
    private interface Act {
        int on(Workbench bench, Instant at, Instant now);
    }

    private int at(String moment, Act act) {
        try (Workbench bench = root.open()) {
            Instant now = bench.time().instant();
            return act.on(bench, Moments.parse(spec, moment, bench.zone(), now), now);
        }
    }

    static String words(OutboxEpoch.Decided decided, String after) {
        return decided.takenForSaid() + " messages due until " + after + " are taken for said (prevenance messages"
                + " --state SUPPRESSED); " + decided.leaving() + " leave when it is their time. What comes up about"
                + " something earlier is taken for said too.";
    }

    private void tell(Afterlife held, Afterlife.Waiting waiting, Workbench bench) {
        Terminal terminal = root.terminal();
        terminal.line("Nothing leaves for customers: the database was restored from a backup of "
                + Times.minute(held.backedUpAt(), bench.zone()) + ".");
        terminal.line("  " + waiting.pending().size() + " messages were to leave then, "
                + waiting.arisen().size() + " have come up since.");
        List<OutboxMessage> all = Stream.concat(waiting.pending().stream(), waiting.arisen().stream())
                .limit(SHOWN)
                .toList();
        if (!all.isEmpty()) {
            terminal.table(
                    List.of("Id", "Kind", "Order", "Queued", "Due"),
                    all.stream()
                            .map(message -> List.of(
                                    Long.toString(message.id()),
                                    message.kind().name(),
                                    message.orderNumber() == null ? "" : message.orderNumber(),
                                    Times.minute(message.createdAt(), bench.zone()),
                                    Times.minute(message.nextAttemptAt(), bench.zone())))
                            .toList());
        }
        terminal.line("Say until when the former database was sending (the last 'message sent' of its log, or when it"
                + " broke): prevenance outbox resume --after TIME");
    }

    private static Map<String, @Nullable Object> json(
            @Nullable Pause pause, @Nullable Afterlife held, Afterlife.@Nullable Waiting waiting) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("leaves", pause == null && held == null);
        json.put("pausedAt", pause == null ? null : Times.iso(pause.since()));
        json.put("pausedBy", pause == null ? null : pause.by());
        json.put("why", pause == null ? null : pause.why());
        json.put("backupOf", held == null ? null : Times.iso(held.backedUpAt()));
        json.put("waitingBefore", waiting == null ? null : waiting.pending().size());
        json.put("waitingSince", waiting == null ? null : waiting.arisen().size());
        return json;
    }

    /// Moments as a person types them.
    static final class Moments {
        static final String DESCRIPTION =
                "2026-11-22T10:15 on the shop's clock, or with an offset: 2026-11-22T09:15Z. Not in the future.";

        private Moments() {}

        static Instant parse(CommandSpec spec, String text, java.time.ZoneId zone, Instant now) {
            Instant at;
            try {
                at = text.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})")
                        ? java.time.OffsetDateTime.parse(text).toInstant()
                        : java.time.LocalDateTime.parse(text).atZone(zone).toInstant();
            } catch (java.time.format.DateTimeParseException noMoment) {
                throw new ParameterException(
                        spec.commandLine(), "'" + text + "' is not a moment; write " + DESCRIPTION, noMoment);
            }
            if (at.isAfter(now)) {
                throw new ParameterException(spec.commandLine(), "'" + text + "' lies in the future");
            }
            return at;
        }
    }
}
