package prevenance.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One question about the work, answered: a sentence, a chart, and the table behind it.
///
/// @param key     names it in addresses
/// @param title   the question
/// @param said    the answer in a sentence, null when there is nothing to say
/// @param chart   null when there is nothing to draw
/// @param columns headings of the table
/// @param rows    as many cells as columns each
public record Figure(
        String key,
        String title,
        @Nullable String said,
        @Nullable Chart chart,
        List<String> columns,
        List<List<Cell>> rows) {
    /// A cell of the table.
    ///
    /// @param text  for people
    /// @param value for a spreadsheet
    public record Cell(String text, @Nullable Object value, boolean number) {
        static Cell of(String text) {
            return new Cell(text, text, false);
        }

        static Cell of(long number) {
            return new Cell(Long.toString(number), number, true);
        }
    }
}
