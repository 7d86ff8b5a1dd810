package prevenance.console;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import prevenance.web.Refusal;

/// Reads what a request asks for. A value that cannot be is refused with 400: to leave it out would widen a filter
/// unseen.
final class Input {
    private Input() {}

    /// A parameter of the address; null when absent or blank.
    static @Nullable String text(Context context, String name) {
        String value = context.queryParam(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    static boolean yes(Context context, String name) {
        return text(context, name) != null;
    }

    static <E extends Enum<E>> @Nullable E word(Context context, String name, Class<E> type) {
        String value = text(context, name);
        return value == null ? null : constant(value, type);
    }

    /// A whole number from 0 on.
    static @Nullable Integer number(Context context, String name) {
        String value = text(context, name);
        return value == null ? null : Integer.valueOf(Math.toIntExact(whole(value, 9)));
    }

    /// The number in the path.
    static long id(Context context, String name) {
        String value = context.pathParam(name);
        if (!value.matches("\\d{1,18}")) {
            throw Refusal.notFound();
        }
        return Long.parseLong(value);
    }

    /// A field of a form; empty when absent.
    static String field(Context context, String name) {
        return Objects.requireNonNullElse(context.formParam(name), "").strip();
    }

    static <E extends Enum<E>> E choice(Context context, String name, Class<E> type) {
        return constant(field(context, name), type);
    }

    /// The version of what somebody looked at, as his form sends it back.
    static int version(Context context) {
        return Math.toIntExact(whole(field(context, "version"), 9));
    }

    /// The rows that were ticked.
    static List<Long> ids(Context context, int most) {
        List<Long> ids = context.formParams("id").stream()
                .distinct()
                .map(id -> whole(id, 18))
                .toList();
        if (ids.size() > most) {
            throw Refusal.badRequest();
        }
        return ids;
    }

    static <E extends Enum<E>> E constant(String value, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(value))
                .findFirst()
                .orElseThrow(Refusal::badRequest);
    }

    static long whole(String value, int digits) {
        if (!value.matches("\\d{1," + digits + "}")) {
            throw Refusal.badRequest();
        }
        return Long.parseLong(value);
    }
}
