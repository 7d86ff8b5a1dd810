package prevenance.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes CSV (RFC 4180, UTF-8). A cell that a spreadsheet would take for a formula gets a leading apostrophe (OWASP,
/// "CSV Injection").
final class CsvWriter {
    private static final String FORMULA = "=+-@\t\r\n\0";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final OutputStream out;

    CsvWriter(OutputStream out) {
        this.out = out;
    }

    /// What some spreadsheets need to see that it is UTF-8; before the first row.
    void byteOrderMark() throws IOException {
        out.write(BYTE_ORDER_MARK.getBytes(StandardCharsets.UTF_8));
    }

    /// @param cells null is written as an empty cell
    void row(List<? extends @Nullable Object> cells) throws IOException {
        StringBuilder line = new StringBuilder();
        boolean first = true;
        for (Object cell : cells) {
            line.append(first ? "" : ",").append(cell(cell));
            first = false;
        }
        // A single empty cell would be an empty line.
        out.write((line.isEmpty() ? "\"\"" : line).toString().concat("\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        // Numbers of our own are no formula, also when they are negative.
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 && !(value instanceof Number)
                ? "'" + text
                : text;
        return safe.isEmpty() || !safe.matches("(?s).*[\",\\r\\n;\\t].*") && safe.equals(safe.strip())
                ? safe
                : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
