package prevenance.intake;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A row and what is found wrong while its cells are understood.
final class Row {
    private final long line;
    private final List<String> values;
    private final Map<Column, Integer> places;
    private boolean rejected;

    Row(long line, List<String> values, Map<Column, Integer> places) {
        this.line = line;
        this.values = values;
        this.places = places;
    }

    long line() {
        return line;
    }

    boolean isRejected() {
        return rejected;
    }

    /// The cell, cleaned; null when it is empty or there is no such column.
    @Nullable
    String text(Column column) {
        Integer place = places.get(column);
        if (place == null || place >= values.size()) {
            return null;
        }
        String text = Words.clean(values.get(place));
        return text.isEmpty() ? null : text;
    }

    /// A cell without which the row cannot come in.
    <T> @Nullable T required(Column column, ReportDraft report, Function<String, Parsed<T>> meaning) {
        if (text(column) == null) {
            reject(column, report, "is empty", "fill it in");
            return null;
        }
        return essential(column, report, meaning);
    }

    /// A cell that may be empty; when it is not understood, the row does not come in.
    <T> @Nullable T essential(Column column, ReportDraft report, Function<String, Parsed<T>> meaning) {
        return switch (parse(column, meaning)) {
            case null -> null;
            case Parsed.Good<T>(T value) -> value;
            case Parsed.Bad<T>(String message, String remedy) -> {
                reject(column, report, message, remedy);
                yield null;
            }
        };
    }

    /// A cell that may be empty; when it is not understood, the row comes in without it.
    <T> @Nullable T optional(Column column, ReportDraft report, Function<String, Parsed<T>> meaning) {
        return switch (parse(column, meaning)) {
            case null -> null;
            case Parsed.Good<T>(T value) -> value;
            case Parsed.Bad<T>(String message, String remedy) -> {
                warn(column, report, message + "; the row comes in without it", remedy);
                yield null;
            }
        };
    }

    /// A text that may be empty and is cut when too long.
    @Nullable
    String words(Column column, ReportDraft report) {
        String text = text(column);
        if (text == null || text.length() <= column.max()) {
            return text;
        }
        warn(column, report, "is longer than " + column.max() + " characters and is cut", "shorten it");
        return Words.cut(text, column.max());
    }

    void reject(Column column, ReportDraft report, String message, String remedy) {
        rejected = true;
        report.reject(problem(column, message, remedy));
    }

    void warn(Column column, ReportDraft report, String message, String remedy) {
        report.warn(problem(column, message, remedy));
    }

    private RowProblem problem(Column column, String message, String remedy) {
        String text = text(column);
        return new RowProblem(line, column.name(), text == null ? null : column.show(text), message, remedy);
    }

    private <T> @Nullable Parsed<T> parse(Column column, Function<String, Parsed<T>> meaning) {
        String text = text(column);
        if (text == null) {
            return null;
        }
        return text.length() > column.max()
                ? Parsed.bad("is longer than " + column.max() + " characters", "shorten it")
                : meaning.apply(text);
    }
}
