package prevenance.message;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.error.PebbleException;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The template engine with everything locked that a template of words does not need: no method of any object, no
/// file,
/// no loop without end, no unescaped value, bounded in size and time.
final class TemplateEngine {
    private static final int MOST_CHARACTERS = 256 * 1024;
    private static final long STACK_BYTES = 512 * 1024;

    private final PebbleEngine html;
    private final PebbleEngine text;
    private final Duration limit;

    TemplateEngine(TemplateFiles files, Duration limit) {
        html = engine(files, true);
        text = engine(files, false);
        this.limit = limit;
    }

    /// Parses a template.
    ///
    /// @throws PebbleException with file and line
    void parse(String name) {
        of(name).getTemplate(name);
    }

    /// Renders a template; `.html` is escaped, `.txt` is not.
    ///
    /// @throws PebbleException with file and line
    String render(String name, Map<String, @Nullable Object> facts, Locale locale) {
        return written(name, out -> of(name).getTemplate(name).evaluate(out, facts, locale));
    }

    /// Renders one block of a template; empty when it has none of that name.
    ///
    /// @throws PebbleException with file and line
    String renderBlock(String name, String block, Map<String, @Nullable Object> facts, Locale locale) {
        return written(name, out -> of(name).getTemplate(name).evaluateBlock(block, out, facts, locale));
    }

    /// Runs some renderings on a thread of their own, and leaves that thread behind when they do not end.
    ///
    /// @throws PebbleException what the rendering threw, or that it took too long
    <T> T withinLimit(Supplier<T> renderings) {
        FutureTask<T> task = new FutureTask<>(
                () -> ScopedValue.where(BoundedLoop.LEFT, BoundedLoop.fresh()).call(renderings::get));
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
            thread.interrupt();
            throw new PebbleException(null, "takes longer than " + limit.toSeconds() + " s", null, null);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new PebbleException(null, "was interrupted", null, null);
        }
    }

    private interface Writing {
        void to(StringWriter out) throws IOException;
    }

    private static String written(String name, Writing writing) {
        StringWriter out = new StringWriter();
        try {
            writing.to(out);
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

    private PebbleEngine of(String name) {
        return name.endsWith(".html") ? html : text;
    }

    private static PebbleEngine engine(TemplateFiles files, boolean escape) {
        return new PebbleEngine.Builder()
                .loader(new TemplateLoader(files))
                .strictVariables(true)
                .autoEscaping(escape)
                .newLineTrimming(escape)
                .defaultEscapingStrategy("html")
                .maxRenderedSize(MOST_CHARACTERS)
                .methodAccessValidator((object, method) -> false)
                .registerExtensionCustomizer(TemplateRules::new)
                .extension(new Words())
                .build();
    }
}
