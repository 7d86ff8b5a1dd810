package prevenance.transit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.store.Database;

/// Learns from the shop's own parcels, every night and at the start, while everything else goes on with the model of
/// before. Parcels are read a day at a time, so that memory holds those under way and the summary, never all of them.
public final class TransitLearning {
    private static final Logger LOG = LoggerFactory.getLogger(TransitLearning.class);
    private static final String VERSION = "transit/1";

    private final Database database;
    private final TransitSettings settings;
    private final ZoneId zone;
    private final TransitStore store;
    private @Nullable LocalDate learned;
    private volatile TransitModel model = TransitModel.none();

    /// @param zone           the shop's, whose midnight ends a day of learning
    /// @param originCountry  from where parcels leave that do not say so
    /// @param originPostcode null when not known
    public TransitLearning(
            Database database,
            TransitSettings settings,
            ZoneId zone,
            String originCountry,
            @Nullable String originPostcode) {
        this.database = database;
        this.settings = settings;
        this.zone = zone;
        this.store = new TransitStore(originCountry, originPostcode);
    }

    /// The newest model.
    public TransitModel model() {
        return model;
    }

    /// Learns when a day has begun that was not learned yet.
    public synchronized void learnDue(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        if (!settings.enabled() || today.equals(learned)) {
            return;
        }
        model = asOf(now);
        learned = today;
        Standing standing = model.standing();
        LOG.atInfo()
                .addKeyValue("model", standing.model())
                .addKeyValue("parcels", standing.parcels())
                .addKeyValue("decisions", standing.decisions())
                .addKeyValue("calibrationError", "%.3f".formatted(standing.calibrationError()))
                .addKeyValue("trusted", standing.trusted())
                .log("learned from the own parcels");
    }

    /// The models of past months, for whoever replays the past.
    public Function<Instant, TransitModel> past() {
        return settings.enabled() ? new PastModels(this, zone) : _ -> TransitModel.none();
    }

    /// What would have been learned at an instant, from what was known then.
    public TransitModel asOf(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        Optional<Instant> first = database.read(tx -> store.first(tx, now.minus(Duration.ofDays(settings.days()))));
        if (first.isEmpty()) {
            return TransitModel.none();
        }
        LocalDate start = first.get().atZone(zone).toLocalDate().minusDays(1);
        int firstDay = Math.toIntExact(start.toEpochDay());
        int lastDay = Math.toIntExact(today.toEpochDay()) - 1;
        if (lastDay < firstDay) {
            return TransitModel.none();
        }
        LearningWalk walk = new LearningWalk(firstDay, lastDay);
        int delivered = 0;
        for (LocalDate day = start; day.isBefore(today); day = day.plusDays(1)) {
            Instant from = day.atStartOfDay(zone).toInstant();
            Instant to = day.plusDays(1).atStartOfDay(zone).toInstant();
            List<PastJourney> parcels = database.read(tx -> store.between(tx, from, to, now));
            for (PastJourney parcel : parcels) {
                Travel travel = walk.admit(parcel);
                LearningWalk.TAUGHT_DAYS.forEach(days -> walk.teach(travel, days));
                delivered += parcel.deliveredAt() == null ? 0 : 1;
            }
            walk.day(_ -> {});
        }
        return new LearnedTransit(walk.learner(), settings, VERSION + " " + today, delivered);
    }
}
