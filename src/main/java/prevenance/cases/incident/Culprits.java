package prevenance.cases.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds what many new flags of one carrier have in common: the sharpest scope that explains most of them. A depot
/// rather
/// than the whole carrier, and the carrier rather than a dozen depots. Pure.
final class Culprits {
    /// More places than these at once are no matter of places.
    private static final int PLACES = 3;

    /// What a further incident costs in explained share.
    private static final double ONE_MORE = 0.05;

    private static final List<IncidentScope> SCOPES = List.of(
            IncidentScope.DEPOT, IncidentScope.AREA, IncidentScope.SERVICE, IncidentScope.DAY, IncidentScope.CARRIER);

    private final IncidentSettings settings;
    private final Usual usual;
    private final long underWay;

    /// A scope with too many new flags.
    record Found(ScopeKey key, int parcels, int fresh, int burst, Instant firstAt, Instant lastAt, Instant sinceAt) {
        private Found plus(Cell cell) {
            return new Found(
                    key,
                    parcels + cell.parcels(),
                    fresh + cell.fresh(),
                    burst + cell.burst(),
                    earlier(firstAt, cell.firstAt()),
                    cell.lastAt().isAfter(lastAt) ? cell.lastAt() : lastAt,
                    earlier(sinceAt, cell.sinceAt()));
        }

        private static Instant earlier(Instant a, Instant b) {
            return a.isBefore(b) ? a : b;
        }

        Duration span() {
            return Duration.between(firstAt, lastAt);
        }
    }

    private record Explanation(List<Found> found, double score) {}

    /// @param underWay the carrier's parcels under way
    Culprits(IncidentSettings settings, Usual usual, long underWay) {
        this.settings = settings;
        this.usual = usual;
        this.underWay = underWay;
    }

    /// What to make incidents of, the sharpest first; empty on a calm day.
    List<Found> among(List<Cell> cells) {
        List<Found> found = new ArrayList<>();
        List<Cell> rest = cells;
        while (total(rest) >= settings.minimum()) {
            List<Cell> left = rest;
            Optional<Explanation> best = SCOPES.stream()
                    .flatMap(scope -> explain(scope, left).stream())
                    .max(Comparator.comparingDouble(Explanation::score));
            if (best.isEmpty()) {
                break;
            }
            found.addAll(best.get().found());
            rest = rest.stream()
                    .filter(cell -> best.get().found().stream().noneMatch(one -> isIn(cell, one.key())))
                    .toList();
        }
        return found;
    }

    /// How many parcels it takes at a place.
    int limit(ScopeKey key) {
        return (int) Math.max(settings.minimum(), Math.ceil(settings.factor() * usual.of(key)));
    }

    private Optional<Explanation> explain(IncidentScope scope, List<Cell> cells) {
        Map<String, Found> byValue = new HashMap<>();
        for (Cell cell : cells) {
            String value = cell.value(scope);
            if (!value.isEmpty() || scope == IncidentScope.CARRIER) {
                Found none =
                        new Found(new ScopeKey(scope, value), 0, 0, 0, cell.firstAt(), cell.lastAt(), cell.sinceAt());
                byValue.put(value, byValue.getOrDefault(value, none).plus(cell));
            }
        }
        List<Found> many = byValue.values().stream()
                .filter(this::isTooMany)
                .sorted(Comparator.comparingInt(Found::parcels)
                        .reversed()
                        .thenComparing(found -> found.key().value()))
                .limit(PLACES)
                .toList();
        if (many.isEmpty()) {
            return Optional.empty();
        }
        double explained = (double) many.stream().mapToInt(Found::parcels).sum() / total(cells);
        return Optional.of(new Explanation(many, explained - ONE_MORE * (many.size() - 1) - scope.vagueness()));
    }

    private boolean isTooMany(Found found) {
        // A carrier with many parcels always has some late ones: without a place it takes a large share, or a burst.
        boolean weighty = found.key().scope().isSharp()
                || found.burst() > settings.burst()
                || underWay > 0 && found.parcels() * 100L > underWay * settings.share();
        return weighty && found.fresh() > 0 && found.parcels() >= limit(found.key());
    }

    private static boolean isIn(Cell cell, ScopeKey key) {
        return cell.value(key.scope()).equals(key.value());
    }

    private static int total(List<Cell> cells) {
        return cells.stream().mapToInt(Cell::parcels).sum();
    }
}
