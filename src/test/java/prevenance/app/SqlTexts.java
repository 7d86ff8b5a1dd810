package prevenance.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import prevenance.store.Database;

/// The SQL that stands in the program's classes, found in their constants: a query written tomorrow is among them.
final class SqlTexts {
    private static final Pattern SQL = Pattern.compile("(?is)\\s*(select|with|update|delete|insert)\\s.+");

    /// What javac leaves where a text is put together, what [String#formatted] fills in, and Jdbi's lists.
    private static final Pattern GAP = Pattern.compile("\u0001|\u0002|%(?:\\d\\$)?[sd]|<\\w+>");

    private static final Pattern LIST = Pattern.compile("\\(<\\w+>\\)");

    /// Nothing, a condition, something to set.
    private static final List<String> FILLINGS = List.of("", " 1 = 1 ", " version = version ");

    private static final int MOST_WAYS = 100;

    private SqlTexts() {}

    /// By text, the class it stands in; lists are of two.
    static Map<String, String> all() {
        Map<String, String> texts = new TreeMap<>();
        try {
            Path classes = Path.of(Database.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(classes)) {
                files.filter(file -> file.toString().endsWith(".class")).forEach(file -> read(file, texts));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (URISyntaxException failed) {
            throw new IllegalStateException(failed);
        }
        return texts;
    }

    /// A text as a statement, its gaps filled in the ways in which they may be.
    static List<String> whole(String text) {
        List<String> made = List.of("");
        Matcher gap = GAP.matcher(text);
        int from = 0;
        while (gap.find() && made.size() < MOST_WAYS) {
            String fixed = text.substring(from, gap.start());
            made = made.stream()
                    .flatMap(before -> FILLINGS.stream().map(filling -> before + fixed + filling))
                    .toList();
            from = gap.end();
        }
        String rest = GAP.matcher(text.substring(from)).replaceAll("");
        return made.stream().map(before -> before + rest).toList();
    }

    /// What a statement must look like that was made of a text.
    static Pattern madeOf(String text) {
        StringBuilder pattern = new StringBuilder("(?s).*");
        for (String fixed : GAP.split(text, -1)) {
            for (String word : fixed.strip().split("\\s+", -1)) {
                if (!word.isEmpty()) {
                    pattern.append("\\s*").append(Pattern.quote(word));
                }
            }
            pattern.append(".*");
        }
        return Pattern.compile(pattern.toString());
    }

    private static void read(Path file, Map<String, String> texts) {
        try {
            ClassModel model = ClassFile.of().parse(file);
            String name = model.thisClass().asInternalName().replace('/', '.').replaceFirst("\\$.*", "");
            for (PoolEntry entry : model.constantPool()) {
                if (entry instanceof StringEntry string
                        && SQL.matcher(string.stringValue()).matches()) {
                    texts.merge(
                            LIST.matcher(string.stringValue().strip()).replaceAll("(1, 2)"),
                            name,
                            (one, other) -> one.equals(other) ? one : one + " " + other);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
