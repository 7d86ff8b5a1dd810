package prevenance.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Template files by their name below a folder, `fr/shipped.body.html`, read once. One set of files can lie over
/// another, file by file.
final class TemplateFiles {
    static final TemplateFiles NONE = new TemplateFiles(Map.of());
    private static final int DIGEST_BYTES = 6;
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_FILES = 2000;
    private static final int DEPTH = 3;

    private final Map<String, String> files;

    private TemplateFiles(Map<String, String> files) {
        this.files = files;
    }

    static TemplateFiles of(Map<String, String> files) {
        return new TemplateFiles(new TreeMap<>(files));
    }

    /// Reads every `.txt` and `.html` of a folder. What lies outside of it, is too big, or is no text is added
    /// to the findings and left out.
    ///
    /// @throws IOException when the folder cannot be read
    static TemplateFiles read(Path folder, Collection<TemplateFinding> findings) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Path root = folder.toRealPath();
        for (Path file : paths(folder)) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(root)) {
                findings.add(
                        TemplateFinding.error(name, null, "is no file of this folder", "put the file itself there"));
            } else if (Files.size(file) > MOST_BYTES) {
                findings.add(TemplateFinding.error(name, null, "is larger than 64 KB", "shorten it"));
            } else {
                try {
                    files.put(name, Files.readString(file).replace("\r\n", "\n"));
                } catch (MalformedInputException _) {
                    findings.add(TemplateFinding.error(name, null, "is no UTF-8 text", "save it as UTF-8"));
                }
            }
        }
        return new TemplateFiles(files);
    }

    /// Changes when any file of a folder does: names, sizes and times.
    static String stamp(Path folder) throws IOException {
        StringBuilder stamp = new StringBuilder();
        for (Path file : paths(folder)) {
            stamp.append(folder.relativize(file))
                    .append('|')
                    .append(Files.size(file))
                    .append('|')
                    .append(Files.getLastModifiedTime(file).toMillis())
                    .append('\n');
        }
        return stamp.toString();
    }

    private static List<Path> paths(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder, DEPTH)) {
            return tree.filter(file -> !Files.isDirectory(file))
                    .filter(file ->
                            file.toString().endsWith(".txt") || file.toString().endsWith(".html"))
                    .sorted()
                    .limit(MOST_FILES)
                    .toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    /// The whole of a file, null when there is none of that name.
    @Nullable
    String text(String name) {
        return files.get(name);
    }

    Set<String> names() {
        return files.keySet();
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /// These files, and where they say nothing, the others.
    TemplateFiles over(TemplateFiles others) {
        Map<String, String> all = new TreeMap<>(others.files);
        all.putAll(files);
        return new TemplateFiles(all);
    }

    TemplateFiles without(String name) {
        Map<String, String> rest = new TreeMap<>(files);
        rest.remove(name);
        return new TemplateFiles(rest);
    }

    TemplateFiles with(String name, String text) {
        Map<String, String> all = new TreeMap<>(files);
        all.put(name, text);
        return new TemplateFiles(all);
    }

    /// The files below a folder, named from there.
    TemplateFiles below(String folder) {
        Map<String, String> found = new TreeMap<>();
        files.forEach((name, text) -> {
            if (name.startsWith(folder + "/")) {
                found.put(name.substring(folder.length() + 1), text);
            }
        });
        return new TemplateFiles(found);
    }

    /// All but the files below these folders.
    TemplateFiles outside(Collection<String> folders) {
        Map<String, String> rest = new TreeMap<>(files);
        rest.keySet().removeIf(name -> folders.stream().anyMatch(folder -> name.startsWith(folder + "/")));
        return new TemplateFiles(rest);
    }

    /// Changes with every change of any file.
    String digest() {
        String all = files.entrySet().stream()
                .map(file -> file.getKey() + "\n" + file.getValue())
                .collect(Collectors.joining("\n"));
        return HexFormat.of().formatHex(MessageIdentity.sha256(all), 0, DIGEST_BYTES);
    }
}
