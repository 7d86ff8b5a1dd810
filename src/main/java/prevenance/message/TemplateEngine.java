package prevenance.message;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.extension.core.DisallowExtensionCustomizerBuilder;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The template engine with everything locked that a template of words does not need: no method of any object, no file,
/// no loop without end, no unescaped value, bounded in size and time.
final class TemplateEngine {
    private static final int MOST_CHARACTERS = 256 * 1024;
    private static final long STACK_BYTES = 512 * 1024;

    private final PebbleEngine html;
    private final PebbleEngine text;
    private final Duration limit;

    TemplateEngine(TemplateFolder folder, Duration limit) {
        html = engine(folder, true);
        text = engine(folder, false);
        this.limit = limit;
    }

    /// Parses a template.
    ///
    /// @throws PebbleException with file and line
    void parse(String name) {
        (name.endsWith(".html") ? html : text).getTemplate(name);
    }

    /// Renders a template; `.html` is escaped, `.txt` is not.
    ///
    /// @throws PebbleException with file and line
    String render(String name, Map<String, @Nullable Object> facts, Locale locale) {
        StringWriter out = new StringWriter();
        try {
            (name.endsWith(".html") ? html : text).getTemplate(name).evaluate(out, facts, locale);
        } catch (PebbleException failed) {
            throw failed.getFileName() != null
                    ? failed
                    : new PebbleException(failed, failed.getPebbleMessage(), failed.getLineNumber(), name);
        } catch (IOException never) {
            throw new PebbleException(never, "cannot be written", null, name);
        } catch (StackOverflowError _) {
            throw new PebbleException(null, "includes itself", null, name);
        }
        return out.toString();
    }

    /// Runs some renderings on a thread of their own, and leaves that thread behind when they do not end.
    ///
    /// @throws PebbleException what the rendering threw, or that it took too long
    <T> T withinLimit(Supplier<T> renderings) {
        FutureTask<T> task = new FutureTask<>(renderings::get);
        Thread thread = new Thread(null, task, "templates", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw cause instanceof PebbleException known
                    ? known
                    : new PebbleException(cause, "cannot be rendered: " + cause, null, null);
        } catch (TimeoutException _) {
            throw new PebbleException(null, "takes longer than " + limit.toSeconds() + " s", null, null);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new PebbleException(null, "was interrupted", null, null);
        }
    }

    private static PebbleEngine engine(TemplateFolder folder, boolean escape) {
        return new PebbleEngine.Builder()
                .loader(folder)
                .strictVariables(true)
                .autoEscaping(escape)
                .newLineTrimming(escape)
                .defaultEscapingStrategy("html")
                .maxRenderedSize(MOST_CHARACTERS)
                .methodAccessValidator((object, method) -> false)
                .registerExtensionCustomizer(new DisallowExtensionCustomizerBuilder()
                        .disallowedFunctionKeys(List.of("range", "i18n", "message"))
                        .disallowedFilterKeys(List.of("raw", "base64encode", "base64decode", "sha256", "split"))
                        .disallowedTokenParserTags(
                                List.of("cache", "parallel", "flush", "macro", "import", "from", "embed", "autoescape"))
                        .build())
                .extension(new Words())
                .build();
    }
}
