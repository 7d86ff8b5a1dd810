package prevenance.message;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;

/// What of the section `messages:` says where the shop's own templates lie.
///
/// @param folder file by file in place of the program's; null: there are none
public record TemplateSettings(@Nullable Path folder) {
    private static final String USUAL = "templates";

    /// The program's templates only.
    public static TemplateSettings defaults() {
        return new TemplateSettings(null);
    }

    /// @param beside the folder of the configuration, where relative paths start
    public static TemplateSettings read(YamlSection section, Path beside) {
        Path folder = beside.resolve(section.text(USUAL, USUAL));
        if (Files.isDirectory(folder)) {
            return new TemplateSettings(folder);
        }
        if (section.has(USUAL)) {
            section.problem(USUAL, "there is no folder " + folder, "make it, or leave this line out");
        }
        return new TemplateSettings(null);
    }
}
