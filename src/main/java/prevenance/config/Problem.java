package prevenance.config;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One thing wrong in a file that somebody wrote: where it stands and what to do about it.
///
/// @param file   the file as the reader named it
/// @param line   one-based line, null when the problem is that something is missing
/// @param path   dotted path of the setting, empty for the whole file
/// @param message what is wrong, one sentence, never with a secret in it
/// @param remedy what to do, one sentence
/// @param details what is wrong line by line, for people; usually empty
public record Problem(
        String file, @Nullable Integer line, String path, String message, String remedy, List<String> details) {
    public Problem {
        details = List.copyOf(details);
    }

    public Problem(String file, @Nullable Integer line, String path, String message, String remedy) {
        this(file, line, path, message, remedy, List.of());
    }

    @Override
    public String toString() {
        String where = line == null ? file : file + ":" + line;
        String what = path.isEmpty() ? message : path + ": " + message;
        return where + ": " + what + (remedy.isEmpty() ? "" : " -> " + remedy)
                + details.stream().map(detail -> "\n    " + detail).collect(Collectors.joining());
    }
}
