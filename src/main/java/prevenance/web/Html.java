package prevenance.web;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.loader.DelegatingLoader;
import io.pebbletemplates.pebble.loader.Loader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Pages from templates among the resources: `/prevenance/<site>/templates/<name>.html`, then
/// `/prevenance/web/templates`.
/// Every value is escaped. Templates may use `t('key', …)`, `asset('name')` and the filters of [PageWords].
public final class Html {
    private static final String SHARED = "prevenance/web/templates";

    private final PebbleEngine engine;

    /// @param site the folder's name, `console` or `page`
    public Html(String site, Texts texts, Assets assets) {
        this.engine = new PebbleEngine.Builder()
                .loader(new DelegatingLoader(
                        List.<Loader<?>>of(folder("prevenance/" + site + "/templates"), folder(SHARED))))
                .strictVariables(true)
                .autoEscaping(true)
                .extension(new PageWords(texts, assets))
                .build();
    }

    /// @param zone  whose clock instants are shown in
    /// @param model what the template may name
    public String render(String template, Locale locale, ZoneId zone, Map<String, ? extends @Nullable Object> model) {
        Map<String, @Nullable Object> names = new HashMap<>(model);
        names.put("zone", zone);
        names.put("lang", Texts.language(locale).getLanguage());
        StringWriter out = new StringWriter();
        try {
            engine.getTemplate(template).evaluate(out, names, Texts.language(locale));
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return out.toString();
    }

    private static ClasspathLoader folder(String path) {
        ClasspathLoader loader = new ClasspathLoader(Html.class.getClassLoader());
        loader.setPrefix(path);
        loader.setSuffix(".html");
        return loader;
    }
}
