package prevenance.privacy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.privacy.Register.Column;
import prevenance.privacy.Register.Table;
import prevenance.web.Texts;

/// The register as people read it: by class what is kept, why, how long, and what becomes of it.
public final class RegisterText {
    private RegisterText() {}

    /// A class of data in one language.
    ///
    /// @param kept    how long, in words
    /// @param columns `table.column`, with what becomes of each
    public record Entry(
            DataClass dataClass,
            String name,
            String what,
            String why,
            String kept,
            String end,
            Map<String, String> columns) {}

    /// All classes, in the order of their kind.
    public static List<Entry> entries(RetentionSettings settings, Locale wanted) {
        Texts texts = PrivacyTexts.all();
        Locale locale = Texts.language(wanted);
        List<Entry> entries = new ArrayList<>();
        for (DataClass kind : DataClass.values()) {
            String key = "class." + kind.key();
            Duration kept = settings.kept().get(kind);
            String condition = texts.text(locale, key + ".kept");
            entries.add(new Entry(
                    kind,
                    texts.text(locale, key),
                    texts.text(locale, key + ".what"),
                    texts.text(locale, key + ".why"),
                    kept == null ? condition : texts.text(locale, "register.days", kept.toDays()) + " " + condition,
                    texts.text(locale, key + ".end"),
                    columns(kind)));
        }
        return entries;
    }

    private static Map<String, String> columns(DataClass kind) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (Table table : Register.get().tables()) {
            for (Column column : table.columns().values()) {
                if (column.dataClass() == kind) {
                    columns.put(table.name() + "." + column.name(), column.end().word());
                }
            }
        }
        return columns;
    }

    /// For programs: both languages.
    public static List<Map<String, @Nullable Object>> json(RetentionSettings settings) {
        List<Entry> english = entries(settings, Locale.ENGLISH);
        List<Entry> french = entries(settings, Locale.FRENCH);
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (int i = 0; i < english.size(); i++) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            Duration kept = settings.kept().get(english.get(i).dataClass());
            json.put("class", english.get(i).dataClass().key());
            json.put("days", kept == null ? null : kept.toDays());
            json.put("en", words(english.get(i)));
            json.put("fr", words(french.get(i)));
            json.put("columns", english.get(i).columns());
            all.add(json);
        }
        return all;
    }

    private static Map<String, String> words(Entry entry) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("name", entry.name());
        words.put("what", entry.what());
        words.put("why", entry.why());
        words.put("kept", entry.kept());
        words.put("end", entry.end());
        return words;
    }
}
