package prevenance.message;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import prevenance.config.Problems;

/// Something that should not stand in a template.
///
/// @param severity an error keeps the file from being used, a warning does not
/// @param file     with its folder
/// @param line     one-based, null for the whole file
public record TemplateFinding(
        Severity severity, String file, @Nullable Integer line, String what, String remedy) {
    public enum Severity {
        ERROR,
        WARNING
    }

    static TemplateFinding error(String file, @Nullable Integer line, String what, String remedy) {
        return new TemplateFinding(Severity.ERROR, file, line, what, remedy);
    }

    static TemplateFinding warning(String file, @Nullable Integer line, String what, String remedy) {
        return new TemplateFinding(Severity.WARNING, file, line, what, remedy);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /// The same, its file named from above that folder.
    TemplateFinding in(Path folder) {
        return new TemplateFinding(severity, folder + "/" + file, line, what, remedy);
    }

    void addTo(Problems problems) {
        if (isError()) {
            problems.add(file, line, "", what, remedy);
        } else {
            problems.warn(file, line, "", what, remedy);
        }
    }

    @Override
    public String toString() {
        return (line == null ? file : file + ":" + line) + ": " + what + " -> " + remedy;
    }
}
