package prevenance.config;

import org.jspecify.annotations.Nullable;

/// One thing wrong in a file that somebody wrote: where it stands and what to do about it.
///
/// @param file   the file as the reader named it
/// @param line   one-based line, null when the problem is that something is missing
/// @param path   dotted path of the setting, empty for the whole file
/// @param message what is wrong, one sentence, never with a secret in it
/// @param remedy what to do, one sentence
public record Problem(String file, @Nullable Integer line, String path, String message, String remedy) {
    @Override
    public String toString() {
        String where = line == null ? file : file + ":" + line;
        String what = path.isEmpty() ? message : path + ": " + message;
        return where + ": " + what + (remedy.isEmpty() ? "" : " -> " + remedy);
    }
}
