package prevenance.message;

import io.pebbletemplates.pebble.error.LoaderException;
import io.pebbletemplates.pebble.loader.Loader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All template files of one folder, read once: the engine never reaches the file system, so no name in a template can
/// lead out of the folder.
final class TemplateFolder implements Loader<String> {
    private static final int DIGEST_BYTES = 6;
    private static final Pattern TAG_LINE =
            Pattern.compile("^[ \\t]*((?:\\{%[^%\\n]*%\\})*\\{%[^%\\n]*)%\\}[ \\t]*\\n", Pattern.MULTILINE);

    private final Map<String, String> files;
    private final String digest;

    private TemplateFolder(Map<String, String> files) {
        this.files = files;
        String all = files.entrySet().stream()
                .map(file -> file.getKey() + "\n" + file.getValue())
                .collect(Collectors.joining("\n"));
        digest = HexFormat.of().formatHex(MessageIdentity.sha256(all), 0, DIGEST_BYTES);
    }

    /// @throws IOException when the folder cannot be read
    static TemplateFolder read(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (name.endsWith(".txt") || name.endsWith(".html")) {
                    String text = Files.readString(file).replace("\r\n", "\n");
                    files.put(name, name.endsWith(".txt") ? withoutTagLines(text) : text);
                }
            }
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        return new TemplateFolder(files);
    }

    /// A line of nothing but tags leaves no line in a text. The break moves into the tag, so that line numbers stay.
    private static String withoutTagLines(String text) {
        return TAG_LINE.matcher(text).replaceAll("$1\n%}");
    }

    /// Holds nothing.
    static TemplateFolder none() {
        return new TemplateFolder(Map.of());
    }

    /// Changes with every change of any file.
    String digest() {
        return digest;
    }

    @Override
    public Reader getReader(String name) {
        String text = files.get(name);
        if (text == null) {
            throw new LoaderException(null, "there is no template " + name);
        }
        return new StringReader(text);
    }

    @Override
    public void setCharset(String charset) {}

    @Override
    public void setPrefix(String prefix) {}

    @Override
    public void setSuffix(String suffix) {}

    @Override
    public @Nullable String resolveRelativePath(String relativePath, String anchorPath) {
        return relativePath;
    }

    @Override
    public String createCacheKey(String name) {
        return name;
    }

    @Override
    public boolean resourceExists(String name) {
        return files.containsKey(name);
    }
}
