package prevenance.console.api;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// A list that can be filtered and paged. All SQL is fixed; what a caller gives is only ever bound.
///
/// @param path    below `/api/v1`
/// @param select  up to and without `where`
/// @param id      the column by which it is ordered, newest first
/// @param filters parameters of the query
record Listing(String path, String select, String id, List<Filter> filters) {
    /// A parameter.
    ///
    /// @param condition in SQL, with the value as `:name`
    /// @param meaning   the value to bind; throws [IllegalArgumentException] for what it does not take
    record Filter(String name, String condition, Function<String, Object> meaning) {
        static Filter text(String name, String column) {
            return new Filter(name, column + " = :" + name, text -> text);
        }

        static <E extends Enum<E>> Filter choice(String name, String column, Class<E> type) {
            return words(
                    name,
                    column,
                    Stream.of(type.getEnumConstants()).map(Enum::name).toList());
        }

        static Filter words(String name, String column, List<String> words) {
            return new Filter(name, column + " = :" + name, text -> {
                if (!words.contains(text)) {
                    throw new IllegalArgumentException("'" + text + "' is none of " + String.join(", ", words));
                }
                return text;
            });
        }
    }

    List<String> parameters() {
        return Stream.concat(Stream.of("limit", "after"), filters.stream().map(Filter::name))
                .toList();
    }
}
