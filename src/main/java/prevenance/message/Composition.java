package prevenance.message;

import java.util.Locale;

/// What became of composing a message.
sealed interface Composition {
    /// The words.
    ///
    /// @param locale   the language they are in
    /// @param template the template and the digest of its set: `fr/shipped@0123456789ab`
    record Composed(String subject, String text, String html, Locale locale, String template) implements Composition {}

    /// The template does not hold for these facts.
    record Failed(String reason) implements Composition {}
}
