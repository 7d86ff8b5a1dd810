package prevenance.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import prevenance.intake.JourneyFile;
import prevenance.transit.Answer;
import prevenance.transit.HistoryWalk;

/// Measures the learned transit times on a history.
@Command(
        name = "evaluate",
        description = {
            "Walks through a history of parcels as time went by, predicts at each moment from what was known then, and"
                    + " measures how right that was.",
            "The history is a CSV with the columns parcel,carrier,service,origin,destination,ordered_at,"
                    + "handed_over_at,promised_at,delivered_at; times are ISO, an empty delivered_at never came, a"
                    + " promised_at that is a date means the end of that day."
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    /// No parcel of any file has this number.
    private static final String UNREADABLE = "\u0000";

    @ParentCommand
    private RootCommand root;

    @Spec
    private CommandSpec spec;

    @Option(names = "--history", required = true, paramLabel = "FILE.csv", description = "The parcels.")
    private Path history;

    @Option(names = "--out", required = true, paramLabel = "OUT.csv", description = "Where the predictions go.")
    private Path out;

    @Option(
            names = "--at",
            paramLabel = "FILE.csv",
            description = "Asks at given moments instead of before the promises: columns parcel,decision_time.")
    private @Nullable Path at;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = root.terminal();
        JourneyFile file = switch (JourneyFile.history(
                readable(history), rows -> terminal.progress("read %,d rows".formatted(rows)))) {
            case JourneyFile.Unusable(String message, String remedy) -> throw wrong(message, remedy);
            case JourneyFile.Questions _ -> throw new IllegalStateException("a history is no list of questions");
            case JourneyFile.Read(JourneyFile read) -> read;
        };
        terminal.progress("");
        tell(terminal, history, file.skipped());
        if (file.parcels().isEmpty()) {
            terminal.note("prevenance: " + history + " holds no parcel that can be used");
            return ExitCode.NOTHING;
        }
        BiConsumer<Integer, Integer> progress = (day, days) -> {
            if (day % 20 == 0) {
                terminal.progress("day %,d of %,d".formatted(day, days));
            }
        };
        List<JourneyFile.Question> questions = at == null ? null : questions(at, file);
        List<Answer> answers = questions == null
                ? HistoryWalk.beforePromises(file.parcels(), progress)
                : answers(questions, file, progress);
        terminal.progress("");
        write(answers, questions, file.offset());
        new EvaluationText(terminal, file.parcels(), answers, questions == null).print();
        return ExitCode.OK;
    }

    private List<JourneyFile.Question> questions(Path path, JourneyFile file) throws IOException {
        return switch (JourneyFile.questions(readable(path), file.offset())) {
            case JourneyFile.Unusable(String message, String remedy) -> throw wrong(message, remedy);
            case JourneyFile.Read _ -> throw new IllegalStateException("a list of questions is no history");
            case JourneyFile.Questions(var questions) -> questions;
        };
    }

    /// A question whose time cannot be read is answered without a prediction, in its place.
    private List<Answer> answers(
            List<JourneyFile.Question> questions, JourneyFile file, BiConsumer<Integer, Integer> progress) {
        List<HistoryWalk.Asked> asked = new ArrayList<>();
        for (JourneyFile.Question question : questions) {
            LocalDateTime time = question.at();
            asked.add(new HistoryWalk.Asked(
                    time == null ? UNREADABLE : question.parcel(), time == null ? LocalDateTime.MIN : time));
        }
        long unreadable =
                questions.stream().filter(question -> question.at() == null).count();
        if (unreadable > 0) {
            root.terminal()
                    .note("%s: %,d without a time that can be read are left without a prediction"
                            .formatted(at, unreadable));
        }
        return HistoryWalk.at(file.parcels(), asked, progress);
    }

    private static void tell(Terminal terminal, Path file, List<JourneyFile.Skipped> skipped) {
        for (JourneyFile.Skipped each : skipped) {
            terminal.note("%s: skipped %,d %s, first in line %d: %s"
                    .formatted(file, each.rows(), each.rows() == 1 ? "row" : "rows", each.line(), each.reason()));
        }
    }

    private Path readable(Path path) {
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new ParameterException(spec.commandLine(), "cannot read the file " + path);
        }
        return path;
    }

    private ParameterException wrong(String message, String remedy) {
        return new ParameterException(spec.commandLine(), message + "; " + remedy);
    }

    private void write(
            List<Answer> answers, @Nullable List<JourneyFile.Question> questions, @Nullable ZoneOffset offset)
            throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(out, StandardCharsets.UTF_8)) {
            writer.write(
                    questions != null
                            ? "parcel,decision_time,probability_late,predicted_at,low,high\n"
                            : "parcel,days_before,probability_late,predicted_at,low,high\n");
            for (int i = 0; i < answers.size(); i++) {
                Answer answer = answers.get(i);
                Double late = answer.late();
                writer.write(String.join(
                                ",",
                                quoted(
                                        questions == null
                                                ? answer.number()
                                                : questions.get(i).parcel()),
                                questions == null
                                        ? Integer.toString(answer.daysBefore())
                                        : quoted(questions.get(i).time()),
                                late == null ? "" : String.format(Locale.ROOT, "%.4f", late),
                                time(answer.predictedAt(), offset),
                                time(answer.low(), offset),
                                time(answer.high(), offset))
                        + "\n");
            }
        }
    }

    private static String quoted(String value) {
        return value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n')
                ? '"' + value.replace("\"", "\"\"") + '"'
                : value;
    }

    private static String time(@Nullable LocalDateTime time, @Nullable ZoneOffset offset) {
        return time == null ? "" : TIME.format(time) + (offset == null ? "" : offset.getId());
    }
}
