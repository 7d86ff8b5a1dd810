package prevenance.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import prevenance.message.Composer;
import prevenance.message.MailPreview;
import prevenance.message.MessageKind;
import prevenance.message.MessageSamples;

/// Writes every kind of mail in every language into a folder: light and dark for themselves, the plain text, and an
/// index that shows them at the width of a phone or of a desk.
final class TemplateGallery {
    private static final String DARK = "@media (prefers-color-scheme: dark)";

    private final Composer composer;
    private final @Nullable String shop;

    /// @param shop code, null for the main one
    TemplateGallery(Composer composer, @Nullable String shop) {
        this.composer = composer;
        this.shop = shop;
    }

    /// Returns how many mails it wrote.
    ///
    /// @throws IOException when the folder cannot be written
    int write(Path folder) throws IOException {
        StringBuilder entries = new StringBuilder();
        int written = 0;
        for (String language : composer.languages()) {
            Files.createDirectories(folder.resolve(language));
            for (MessageKind kind : MessageKind.values()) {
                Locale locale = Locale.of(language);
                MailPreview mail = composer.preview(kind, locale, shop, null, MessageSamples.of(kind, locale));
                String file = language + "/" + kind.wireName();
                entries.append(
                        switch (mail) {
                            case MailPreview.Written words -> {
                                Files.writeString(
                                        folder.resolve(file + ".light.html"),
                                        words.html().replace(DARK, "@media not all"));
                                Files.writeString(
                                        folder.resolve(file + ".dark.html"),
                                        words.html().replace(DARK, "@media all"));
                                Files.writeString(folder.resolve(file + ".txt"), words.text());
                                yield entry(file, kind, language, words.subject());
                            }
                            case MailPreview.Failed failed ->
                                "<section><h2>" + escaped(file) + "</h2><p class=\"bad\">" + escaped(failed.reason())
                                        + "</p></section>\n";
                        });
                written++;
            }
        }
        Files.writeString(folder.resolve("index.html"), frame().replace("<!-- mails -->", entries));
        return written;
    }

    private static String entry(String file, MessageKind kind, String language, String subject) {
        return "<section data-lang=\"%s\" id=\"%s-%s\"><h2>%s <small>%s</small></h2><p>%s</p>\n"
                        .formatted(language, language, kind.wireName(), kind.wireName(), language, escaped(subject))
                + "<iframe title=\"%s\" loading=\"lazy\" data-file=\"%s\" src=\"%s.light.html\"></iframe>\n"
                        .formatted(escaped(subject), file, file)
                + "<p class=\"links\"><a href=\"%s.light.html\">light</a> <a href=\"%s.dark.html\">dark</a> <a href=\"%s.txt\">text</a></p></section>\n"
                        .formatted(file, file, file);
    }

    private static String frame() throws IOException {
        try (InputStream page = TemplateGallery.class.getResourceAsStream("gallery.html")) {
            return new String(Objects.requireNonNull(page).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
