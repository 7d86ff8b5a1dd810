package prevenance.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Opens a YAML file as a [YamlSection] that remembers where everything stood.
public final class YamlFile {
    private YamlFile() {}

    /// Reads a file; when it cannot be read or is no mapping, a problem is added and an empty section returned.
    ///
    /// @param name   how problems call the file
    /// @param lookup answers `ENV:NAME` and `FILE:path` references, null when there is none of that name
    public static YamlSection read(Path file, String name, UnaryOperator<@Nullable String> lookup, Problems problems) {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8), name, lookup, problems);
        } catch (MalformedInputException notUtf8) {
            problems.add(name, null, "", "not UTF-8", "save the file as UTF-8");
        } catch (IOException unreadable) {
            problems.add(name, null, "", "cannot be read", "check that it exists and that this user may read it");
        }
        return YamlSection.empty(name, lookup, problems);
    }

    /// Reads a text; see [#read].
    public static YamlSection parse(
            String text, String name, UnaryOperator<@Nullable String> lookup, Problems problems) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setMaxAliasesForCollections(20)
                .setCodePointLimit(4_000_000)
                .build();
        try {
            Node root = new Compose(settings).composeString(text).orElse(null);
            if (root == null || root.getTag().equals(Tag.NULL)) {
                return YamlSection.empty(name, lookup, problems);
            }
            if (root instanceof MappingNode mapping) {
                return new YamlSection(name, "", mapping, lookup, problems);
            }
            problems.add(name, 1, "", "is not a list of settings", "write 'name: value' lines");
        } catch (MarkedYamlEngineException broken) {
            Integer line = broken.getProblemMark().map(m -> m.getLine() + 1).orElse(null);
            problems.add(name, line, "", "is not YAML: " + broken.getProblem(), "check indentation and quotes there");
        } catch (YamlEngineException broken) {
            problems.add(name, null, "", "is not YAML", "check indentation and quotes");
        }
        return YamlSection.empty(name, lookup, problems);
    }
}
