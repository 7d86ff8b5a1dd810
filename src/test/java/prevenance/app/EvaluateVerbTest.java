package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cli.ExitCode;
import prevenance.cli.RootCommand;
import prevenance.testing.GeneratedHistory;

/// Measuring predictions on a file, as a person types it and as files of others are.
class EvaluateVerbTest {
    private static final Path HOME = Path.of("").toAbsolutePath();

    @TempDir
    @SuppressWarnings("NullAway.Init")
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

    private Path file(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private List<String> written() throws IOException {
        return Files.readAllLines(folder.resolve("out.csv"));
    }

    private String outFile() {
        return folder.resolve("out.csv").toString();
    }

    @Test
    void everyParcelUnderWayIsAskedOneTwoThreeFiveAndSevenDaysBeforeItsPromise() throws IOException {
        Path history = GeneratedHistory.of(4, 1_500).writeJourneys(folder.resolve("history.csv"), Instant.MAX);
        assertThat(type("evaluate", "--history", history.toString(), "--out", outFile()))
                .isEqualTo(ExitCode.OK);
        assertThat(out)
                .startsWith("1,500 parcels, ")
                .contains(
                        "learned, all",
                        "older than the lane's p90",
                        "base rate of the day",
                        "80 to 90 %",
                        "median lead")
                .containsPattern("Of those delivered, [\\d.]+ % came within the 80 % range");
        List<String> rows = written();
        assertThat(rows.getFirst()).isEqualTo("parcel,days_before,probability_late,predicted_at,low,high");
        assertThat(rows.subList(1, rows.size()))
                .hasSizeGreaterThan(2_000)
                .allMatch(row ->
                        row.matches("P\\d{7},[12357],0\\.\\d{4}(,\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d){3}"));
    }

    @Test
    void foreignFilesAreReadAsTheyComeAndWhatCannotBeReadIsTold() throws IOException {
        Path history = file(
                "history.csv",
                "destination;parcel;note;service;delivered_at;handed_over_at;promised_at;ordered_at",
                "\"SAO PAULO; SP\";A1;x;;2025-01-09 10:00:00;2025-01-06 10:00:00;2025-01-10;2025-01-05 10:00:00",
                ";A2;;;;2025-01-06T10:00:00.5;2025-01-10;",
                ";A3;;;;;2025-01-10;2025-01-05",
                ";A4;;;gestern;2025-01-06T10:00;2025-01-10;",
                ";;;;;2025-01-06T10:00;2025-01-10;",
                ";A6;;;NaT;2025-01-06T10:00;;",
                "\"broken");
        assertThat(type("evaluate", "--history", history.toString(), "--out", outFile()))
                .isEqualTo(ExitCode.OK);
        assertThat(err.lines())
                .containsExactly(
                        history + ": skipped 1 row, first in line 5: delivered_at is no date or time",
                        history + ": skipped 1 row, first in line 6: parcel is empty",
                        history + ": skipped 1 row, first in line 8: its quotes do not match");
        assertThat(written().stream().map(row -> row.replaceFirst(",[^,]*(,[^,]*){3}$", "")))
                .containsExactly(
                        "parcel,days_before", "A1,2", "A1,3", "A2,1", "A2,2", "A2,3", "A3,1", "A3,2", "A3,3", "A3,5");

        assertThat(type("evaluate", "--history", file("x.csv", "a,b").toString(), "--out", outFile()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("x.csv, line 1: the header lacks parcel, delivered_at; begin the file with parcel,");
        assertThat(type(
                        "evaluate",
                        "--history",
                        file("y.csv", "parcel,delivered_at").toString(),
                        "--out",
                        outFile()))
                .isEqualTo(ExitCode.NOTHING);
    }

    @Test
    void alarmsAtGivenMomentsAreCountedOnTheParcelsAskedAboutAlone() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "parcel,carrier,service,origin,destination,ordered_at,handed_over_at,promised_at,delivered_at"));
        for (int i = 1; i <= 40; i++) {
            String handedOver = i == 1 || i == 3 ? "2025-01-09T09:00" : "2025-01-06T10:00";
            lines.add("A" + i + ",,,FR 69007,FR 75011,2025-01-05T10:00," + handedOver + ",2025-01-10,2025-01-1"
                    + (1 + i % 9) + "T10:00");
        }
        Path history = file("history.csv", lines.toArray(String[]::new));
        Path at = file("at.csv", "parcel,decision_time", "A1,2025-01-09T10:00", "A2,2025-01-09T10:00");
        assertThat(type("evaluate", "--history", history.toString(), "--at", at.toString(), "--out", outFile()))
                .isEqualTo(ExitCode.OK);
        assertThat(out)
                .contains("Alarms on the 2 parcels asked about, at the moments given:")
                .containsPattern("not handed over 2 d before\\s+50\\.0\\s+100\\.0 %\\s+50\\.0 %");
    }

    @Test
    void everyQuestionGetsItsAnswerInItsPlace() throws IOException {
        Path history = file(
                "history.csv",
                "parcel,carrier,service,origin,destination,ordered_at,handed_over_at,promised_at,delivered_at",
                "A1,,,FR 69007,FR"
                    + " 75011,2025-01-05T10:00:00+01:00,2025-01-06T10:00:00+01:00,2025-01-10,2025-01-09T10:00:00+01:00",
                "A2,,,FR 69007,FR 75011,,2025-01-06T09:00:00Z,,");
        Path at = file(
                "at.csv",
                "decision_time,parcel",
                "2025-01-11T10:00,A1",
                "2025-01-02T10:00:00Z,A1",
                "soon,A1",
                "2025-01-08,A2",
                "2025-01-08,nobody's");
        assertThat(type("evaluate", "--history", history.toString(), "--at", at.toString(), "--out", outFile()))
                .isEqualTo(ExitCode.OK);
        List<String> rows = written();
        assertThat(rows.get(0)).isEqualTo("parcel,decision_time,probability_late,predicted_at,low,high");
        // Delivered by then, and in time.
        assertThat(rows.get(1))
                .isEqualTo("A1,2025-01-11T10:00,0.0000,2025-01-09T10:00:00+01:00,2025-01-09T10:00:00+01:00,"
                        + "2025-01-09T10:00:00+01:00");
        assertThat(rows.get(2)).matches("A1,2025-01-02T10:00:00Z,0\\.\\d{4},2025-01-.*");
        assertThat(rows.get(3)).isEqualTo("A1,soon,,,,");
        // No promise: a date and no chance.
        assertThat(rows.get(4)).matches("A2,2025-01-08,,2025-01-.*");
        assertThat(rows.get(5)).isEqualTo("nobody's,2025-01-08,,,,");
        assertThat(err).contains("1 without a time that can be read are left without a prediction");
    }
}
