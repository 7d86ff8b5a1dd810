package prevenance.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A bar chart as people read it: each bar has its name above and its value beside it, nothing is told by colour alone.
/// Drawn by the template `chart` as SVG whose widths are percentages, so that its writing keeps its size on a phone.
///
/// @param id          unique on its page
/// @param title       what is shown
/// @param description what it says, for those who do not see it
/// @param height      in pixels
/// @param rows        from top to bottom
public record Chart(String id, String title, String description, int height, List<Row> rows) {
    /// The widest bar leaves room for its value.
    private static final double WIDEST = 74;

    private static final int NAME_HEIGHT = 22;
    private static final int BAR_HEIGHT = 18;
    private static final int ROW_GAP = 12;

    /// What stands below one name.
    ///
    /// @param y of the name's base line, in pixels
    public record Row(String name, int y, List<Bar> bars) {}

    /// @param text  the value as it is written, with what it counts
    /// @param tone  a class: `accent`, `wait`, `bad` or `calm`
    /// @param few   from too few to mean much: drawn as an outline
    /// @param width in percent of the chart, `12.5%`
    /// @param textX where the value is written, `13.5%`
    public record Bar(String text, String tone, boolean few, String width, String textX, int y) {}

    /// What goes in.
    ///
    /// @param value not negative
    public record Value(String text, double value, String tone, boolean few) {}

    /// One name with its values.
    public record Group(String name, List<Value> values) {}

    /// Lays out a chart; the greatest value is the widest bar.
    public static Chart of(String id, String title, String description, List<Group> groups) {
        double most = groups.stream()
                .flatMap(group -> group.values().stream())
                .mapToDouble(Value::value)
                .max()
                .orElse(0);
        List<Row> rows = new ArrayList<>();
        int y = 0;
        for (Group group : groups) {
            int name = y + NAME_HEIGHT - 7;
            int top = y + NAME_HEIGHT;
            List<Bar> bars = new ArrayList<>();
            for (Value value : group.values()) {
                double width = most == 0 ? 0 : value.value() / most * WIDEST;
                bars.add(new Bar(
                        value.text(),
                        value.tone(),
                        value.few(),
                        percent(Math.max(width, 0.4)),
                        percent(Math.max(width, 0.4) + 1),
                        top));
                top += BAR_HEIGHT;
            }
            rows.add(new Row(group.name(), name, bars));
            y = top + ROW_GAP;
        }
        return new Chart(id, title, description, y, rows);
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }
}
