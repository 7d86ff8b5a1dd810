package prevenance.transit;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// What would have been known at past instants: learned anew for each month, from what was known as it began.
final class PastModels implements Function<Instant, TransitModel> {
    private static final int KEPT = 4;

    private final TransitLearning learning;
    private final ZoneId zone;
    private final Map<YearMonth, TransitModel> models = new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<YearMonth, TransitModel> eldest) {
            return size() > KEPT;
        }
    };

    PastModels(TransitLearning learning, ZoneId zone) {
        this.learning = learning;
        this.zone = zone;
    }

    @Override
    public synchronized TransitModel apply(Instant at) {
        YearMonth month = YearMonth.from(at.atZone(zone));
        TransitModel known = models.get(month);
        if (known == null) {
            known = learning.asOf(month.atDay(1).atStartOfDay(zone).toInstant());
            models.put(month, known);
        }
        return known;
    }
}
