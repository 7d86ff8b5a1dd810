package prevenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The code's layout. `mvn test -Dtest=FormatTest -Dformat=apply` mends what it finds.
class FormatTest {
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(false)
            .build());

    @Test
    void everyFileIsLaidOutByTheFormatter() throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(Path.of("src"))) {
            files = tree.filter(file -> file.toString().endsWith(".java")).toList();
        }
        boolean apply = "apply".equals(System.getProperty("format"));
        List<String> wrong = files.stream()
                .filter(file -> !isFormatted(file, apply))
                .map(Path::toString)
                .toList();
        assertThat(wrong)
                .as("files to lay out anew: mvn test -Dtest=FormatTest -Dformat=apply")
                .isEmpty();
    }

    private static boolean isFormatted(Path file, boolean apply) {
        try {
            String source = Files.readString(file);
            String formatted = FORMATTER.formatSourceAndFixImports(source);
            if (apply && !formatted.equals(source)) {
                Files.writeString(file, formatted);
                return true;
            }
            return formatted.equals(source);
        } catch (IOException | FormatterException failed) {
            throw new IllegalStateException(file + ": " + failed.getMessage(), failed);
        }
    }
}
