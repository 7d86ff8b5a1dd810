package prevenance.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import prevenance.intake.CsvRows.CsvRow;
import prevenance.transit.PastJourney;

/// Journeys of foreign parcels, and questions about them, as files. A row that cannot be understood is skipped and
/// told.
///
/// @param parcels of the rows that were understood, in their order
/// @param skipped why rows were skipped, with how many and the first line of each
/// @param offset  of the file's clock, as its first time with an offset says; null when its times are local
public record JourneyFile(
        List<PastJourney> parcels,
        List<Skipped> skipped,
        @Nullable ZoneOffset offset) {
    /// The columns of a history.
    public static final List<String> COLUMNS = List.of(
            "parcel",
            "carrier",
            "service",
            "origin",
            "destination",
            "ordered_at",
            "handed_over_at",
            "promised_at",
            "delivered_at");

    private static final List<String> QUESTION_COLUMNS = List.of("parcel", "decision_time");
    private static final int PROGRESS_ROWS = 20_000;

    /// Rows skipped for one reason.
    ///
    /// @param line the first of them, one-based
    public record Skipped(String reason, int rows, long line) {}

    /// What reading came to.
    public sealed interface Reading {}

    /// It was read.
    public record Read(JourneyFile file) implements Reading {}

    /// The questions were read, all of them: each wants its answer in its place.
    public record Questions(List<Question> questions) implements Reading {}

    /// A question as it is written.
    ///
    /// @param time as the file writes it
    /// @param at   the same on the history's clock; null when it is no time
    public record Question(
            String parcel, String time, @Nullable LocalDateTime at) {}

    /// The file as a whole cannot be used.
    public record Unusable(String message, String remedy) implements Reading {}

    /// Reads a history.
    ///
    /// @param progress is told the rows now and then
    /// @throws IOException when the file cannot be read
    public static Reading history(Path path, LongConsumer progress) throws IOException {
        return switch (CsvRows.open(path, COLUMNS, List.of("parcel", "delivered_at"))) {
            case CsvRows.Refused(String message, String remedy) -> new Unusable(message, remedy);
            case CsvRows.Ready(CsvRows rows) -> {
                try (rows) {
                    yield new Read(new Draft(null).journeys(rows, progress));
                }
            }
        };
    }

    /// Reads questions, whose times are on the clock of a history.
    ///
    /// @throws IOException when the file cannot be read
    public static Reading questions(Path path, @Nullable ZoneOffset offset) throws IOException {
        return switch (CsvRows.open(path, QUESTION_COLUMNS, QUESTION_COLUMNS)) {
            case CsvRows.Refused(String message, String remedy) -> new Unusable(message, remedy);
            case CsvRows.Ready(CsvRows rows) -> {
                try (rows) {
                    yield new Questions(new Draft(offset).questions(rows));
                }
            }
        };
    }

    /// What is read so far.
    private static final class Draft {
        private final Map<String, Skipped> skipped = new HashMap<>();
        private final Map<String, String> texts = new HashMap<>();
        private @Nullable ZoneOffset offset;

        Draft(@Nullable ZoneOffset offset) {
            this.offset = offset;
        }

        List<Skipped> skipped() {
            return skipped.values().stream()
                    .sorted(java.util.Comparator.comparingLong(Skipped::line))
                    .toList();
        }

        private void skip(String reason, long line) {
            skipped.merge(reason, new Skipped(reason, 1, line), (a, b) -> new Skipped(reason, a.rows() + 1, a.line()));
        }

        JourneyFile journeys(CsvRows rows, LongConsumer progress) throws IOException {
            List<PastJourney> parcels = new ArrayList<>();
            long read = 0;
            for (CsvRow row = rows.next(); row != null; row = rows.next()) {
                try {
                    PastJourney parcel = journey(row);
                    if (parcel != null) {
                        parcels.add(parcel);
                    }
                } catch (NoTimeException noTime) {
                    skip(noTime.column + " is no date or time", row.line());
                }
                if (++read % PROGRESS_ROWS == 0) {
                    progress.accept(read);
                }
            }
            return new JourneyFile(parcels, skipped(), offset);
        }

        private @Nullable PastJourney journey(CsvRow row) throws NoTimeException {
            String problem = row.problem();
            String parcel = row.get("parcel");
            if (problem != null || parcel == null) {
                skip(problem == null ? "parcel is empty" : problem, row.line());
                return null;
            }
            LocalDateTime ordered = time(row, "ordered_at", LocalTime.MIDNIGHT);
            LocalDateTime handedOver = time(row, "handed_over_at", LocalTime.MIDNIGHT);
            LocalDateTime promised = time(row, "promised_at", LocalTime.of(23, 59, 59));
            LocalDateTime delivered = time(row, "delivered_at", LocalTime.NOON);
            LocalDateTime start = handedOver == null ? ordered : handedOver;
            if (start == null) {
                skip("neither handed_over_at nor ordered_at is given", row.line());
                return null;
            }
            return new PastJourney(
                    parcel,
                    FreePlaces.lane(
                            kept(row, "carrier"), kept(row, "service"), kept(row, "origin"), kept(row, "destination")),
                    ordered,
                    start,
                    promised,
                    delivered,
                    List.of());
        }

        List<Question> questions(CsvRows rows) throws IOException {
            List<Question> questions = new ArrayList<>();
            for (CsvRow row = rows.next(); row != null; row = rows.next()) {
                LocalDateTime at = null;
                try {
                    at = time(row, "decision_time", LocalTime.MIDNIGHT);
                } catch (NoTimeException noTime) {
                    // It gets an answer without a prediction.
                }
                questions.add(new Question(
                        row.values().getOrDefault("parcel", ""), row.values().getOrDefault("decision_time", ""), at));
            }
            return questions;
        }

        /// One string for all equal ones.
        private @Nullable String kept(CsvRow row, String column) {
            String value = row.get(column);
            return value == null ? null : texts.computeIfAbsent(value, key -> key);
        }

        private @Nullable LocalDateTime time(CsvRow row, String column, LocalTime ofDay) throws NoTimeException {
            String text = row.get(column);
            if (text == null) {
                return null;
            }
            try {
                if (text.length() <= 10) {
                    return LocalDate.parse(text).atTime(ofDay);
                }
                String iso = text.charAt(10) == ' ' ? text.substring(0, 10) + "T" + text.substring(11) : text;
                if (iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10) {
                    OffsetDateTime at = OffsetDateTime.parse(iso.replace(" ", ""), WITH_OFFSET);
                    if (offset == null) {
                        offset = at.getOffset();
                    }
                    return at.withOffsetSameInstant(offset).toLocalDateTime();
                }
                return LocalDateTime.parse(iso);
            } catch (DateTimeException notIso) {
                throw new NoTimeException(column);
            }
        }
    }

    private static final DateTimeFormatter WITH_OFFSET =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm[:ss[.SSSSSSSSS][.SSSSSS][.SSS]][XXX][XX][X]");

    /// A cell that should hold a time and does not.
    private static final class NoTimeException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String column;

        NoTimeException(String column) {
            super(column, null, false, false);
            this.column = column;
        }
    }
}
