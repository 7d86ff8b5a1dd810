package prevenance.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What a verb prints: results on standard output, everything else on standard error.
final class Terminal {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final int WIDEST = 64;

    private final PrintWriter out;
    private final PrintWriter err;
    private final IntSupplier columns;

    /// @param columns how many characters fit a line
    Terminal(PrintWriter out, PrintWriter err, IntSupplier columns) {
        this.out = out;
        this.err = err;
        this.columns = columns;
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    /// As [#line], broken between words where the terminal ends.
    ///
    /// @param first stands before the first line, `other` before each further one
    void wrapped(String first, String other, String text) {
        line(Paragraph.wrap(first, other, text, columns.getAsInt()));
    }

    void note(String text) {
        err.println(text);
        err.flush();
    }

    /// Replaces the last progress line on a terminal; silent when standard error is none.
    void progress(String text) {
        if (Ansi.AUTO.enabled()) {
            err.print("\r\u001b[K" + text);
            err.flush();
        }
    }

    /// One JSON value and nothing else.
    void json(Object value) {
        out.println(JSON.writeValueAsString(value));
        out.flush();
    }

    /// Rows below headings, each column as wide as its widest cell, at most 64 characters.
    void table(List<String> headings, List<List<String>> rows) {
        Column[] columns = IntStream.range(0, headings.size())
                .mapToObj(i -> {
                    int widest = rows.stream()
                            .mapToInt(row -> row.get(i).length())
                            .reduce(headings.get(i).length(), Math::max);
                    return new Column(Math.min(widest, WIDEST) + 2, 0, Overflow.WRAP);
                })
                .toArray(Column[]::new);
        TextTable table = TextTable.forColumns(Help.defaultColorScheme(Ansi.AUTO), columns);
        table.addRowValues(headings.stream()
                .map(h -> "@|bold " + h + "|@")
                .map(Ansi.AUTO::text)
                .toArray(Ansi.Text[]::new));
        rows.forEach(row -> table.addRowValues(row.stream()
                .map(cell -> Ansi.OFF.text(cell.replaceAll("\\p{Cntrl}", " ").replace("@|", "@ |")))
                .toArray(Ansi.Text[]::new)));
        out.print(table.toString().replaceAll("(?m) +$", ""));
        out.flush();
    }
}
