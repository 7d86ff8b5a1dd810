package prevenance.intake;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something wrong with a line of a file.
///
/// @param line    one-based, as an editor counts; the first line of a row that has several
/// @param column  canonical name of the column, empty for the whole line
/// @param value   what stands there, shortened; masked or left out where it is personal
/// @param message what is wrong
/// @param remedy  what to do
public record RowProblem(long line, String column, @Nullable String value, String message, String remedy) {
    @Override
    public String toString() {
        return "line " + line + (column.isEmpty() ? "" : ", " + column) + (value == null ? "" : " '" + value + "'")
                + ": " + message + (remedy.isEmpty() ? "" : " -> " + remedy);
    }

    Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("line", line);
        json.put("column", column);
        json.put("value", value);
        json.put("message", message);
        json.put("remedy", remedy);
        return json;
    }
}
