package prevenance.intake;

import java.util.Arrays;
import java.util.stream.Collectors;
import prevenance.store.Dialect;

/// Finds orders whose customer's name and e-mail have words that begin as those of a text, whatever their order: by
/// SQLite's FTS5, and by PostgreSQL's text search. A part from the middle of a word finds nothing: no index answers it.
public final class OrderSearch {
    private OrderSearch() {}

    /// A query for the orders' ids as `id`.
    ///
    /// @param value the name under which [#sought] is bound
    public static String ids(Dialect dialect, String value) {
        return switch (dialect) {
            case SQLITE -> "select rowid as id from order_search where order_search match :" + value;
            case POSTGRESQL ->
                "select id from customer_order where search_text is not null"
                        + " and to_tsvector('simple', search_text) @@ to_tsquery('simple', :" + value + ")";
        };
    }

    /// A text as the database's search wants it; empty when there is no word in it, and then nothing may be asked. A
    /// single letter stands for itself alone: half of all words would begin with it.
    public static String sought(Dialect dialect, String text) {
        return Arrays.stream(SearchText.fold(text).split(" ", -1))
                .filter(word -> !word.isEmpty())
                .distinct()
                .map(word -> {
                    boolean whole = word.codePointCount(0, word.length()) == 1;
                    return switch (dialect) {
                        case SQLITE -> "\"" + word + "\"" + (whole ? "" : "*");
                        case POSTGRESQL -> "'" + word + "'" + (whole ? "" : ":*");
                    };
                })
                .collect(Collectors.joining(dialect == Dialect.SQLITE ? " AND " : " & "));
    }
}
