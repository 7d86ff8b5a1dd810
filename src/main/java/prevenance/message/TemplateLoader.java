package prevenance.message;

import io.pebbletemplates.pebble.error.LoaderException;
import io.pebbletemplates.pebble.loader.Loader;
import java.io.Reader;
import java.io.StringReader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Gives the engine the files of one set and nothing else: it never reaches the file system, so no name in a
/// template
/// can lead out of the folder.
final class TemplateLoader implements Loader<String> {
    private static final Pattern TAG_LINE =
            Pattern.compile("^[ \\t]*((?:\\{%[^%\\n]*%\\})*\\{%[^%\\n]*)%\\}[ \\t]*\\n", Pattern.MULTILINE);

    private final TemplateFiles files;

    TemplateLoader(TemplateFiles files) {
        this.files = files;
    }

    /// A line of nothing but tags leaves no line in a text. The break moves into the tag, so that line numbers stay.
    @Override
    public Reader getReader(String name) {
        String text = files.text(name);
        if (text == null) {
            throw new LoaderException(null, "there is no template " + name);
        }
        return new StringReader(name.endsWith(".txt") ? TAG_LINE.matcher(text).replaceAll("$1\n%}") : text);
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
        return files.text(name) != null;
    }
}
