package prevenance.console;

import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.web.Refusal;

/// What a request asks for, read strictly.
final class Requested {
    private Requested() {}

    /// The number in a path such as `/messages/{id}`.
    ///
    /// @throws Refusal not found, when it is none
    static long id(Context context) {
        String text = context.pathParam("id");
        if (!text.matches("\\d{1,18}")) {
            throw Refusal.notFound();
        }
        return Long.parseLong(text);
    }

    /// A field of the form; empty when it was not sent.
    static String field(Context context, String name) {
        return Objects.requireNonNullElse(context.formParam(name), "");
    }

    /// A number in the form.
    ///
    /// @throws Refusal bad request, when it is none
    static int number(Context context, String name) {
        String text = field(context, name);
        if (!text.matches("\\d{1,9}")) {
            throw Refusal.badRequest();
        }
        return Integer.parseInt(text);
    }

    /// What the address asks for; null when it does not, or leaves it empty.
    static @Nullable String query(Context context, String name) {
        String text = context.queryParam(name);
        return text == null || text.isBlank() ? null : text.strip();
    }

    /// A number in the address; null when there is none.
    static @Nullable Long queryNumber(Context context, String name) {
        String text = query(context, name);
        return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    /// One of an enum's constants by its name, in any case; empty for anything else.
    static <E extends Enum<E>> Optional<E> constant(Class<E> type, @Nullable String name) {
        if (name == null) {
            return Optional.empty();
        }
        String wanted = name.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return List.of(type.getEnumConstants()).stream()
                .filter(constant -> constant.name().equals(wanted))
                .findFirst();
    }
}
