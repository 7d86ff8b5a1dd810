package prevenance.cases.incident;

import java.time.Duration;
import java.time.LocalDate;
import org.jdbi.v3.core.statement.Query;

/// A scope as a condition on a flag `f`, its parcel `p` and that one's order `o`.
///
/// @param and begins with `and`; empty when the scope is the carrier
record ScopeStore(ScopeKey key, String and) {
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    static ScopeStore of(ScopeKey key) {
        return new ScopeStore(
                key,
                switch (key.scope()) {
                    case DEPOT -> " and f.place_key = :value";
                    case AREA -> " and o.country || '-' || substr(coalesce(o.postcode, ''), 1, 2) = :value";
                    case SERVICE -> " and p.service = :value";
                    case DAY -> " and coalesce(p.shipped_at, p.imported_at) / :day = :epochDay";
                    case CARRIER -> "";
                    // Which code a flag is about stands in its reason.
                    case CODE -> " and 1 = 0";
                });
    }

    Query bind(Query query) {
        return switch (key.scope()) {
            case DEPOT, AREA, SERVICE -> query.bind("value", key.value());
            case DAY ->
                query.bind("day", DAY_MS)
                        .bind("epochDay", LocalDate.parse(key.value()).toEpochDay());
            case CARRIER, CODE -> query;
        };
    }
}
