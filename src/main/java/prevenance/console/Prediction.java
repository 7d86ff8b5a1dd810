package prevenance.console;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Dossier;
import prevenance.assess.RuleSettings;
import prevenance.assess.Surroundings;
import prevenance.assess.UnderWay;
import prevenance.tracking.ParcelHistory;
import prevenance.transit.Outlook;
import prevenance.transit.TransitModel;
import prevenance.watch.CustomerOrder;
import prevenance.watch.WatchedParcel;
import prevenance.web.Dates;

/// What one's own parcels have taught about one that is under way, as the page of a parcel shows it.
///
/// @param outlook  the prediction
/// @param expected the day, null when it will rather not come
/// @param low      the first day of the range that holds in four of five cases
/// @param high     its last, null when it has none
/// @param percent  chance to miss the promise; null without a promise
/// @param trusted  the model's own past predictions were right often enough
public record Prediction(
        Outlook outlook,
        @Nullable String expected,
        String low,
        @Nullable String high,
        @Nullable Integer percent,
        boolean trusted) {
    /// Empty for a parcel that is not under way, and while too little is known.
    static Optional<Prediction> of(
            WatchedParcel parcel,
            CustomerOrder order,
            ParcelHistory history,
            RuleSettings rules,
            TransitModel model,
            Instant now,
            Locale locale) {
        Dossier dossier = Dossier.of(parcel, order, history, List.of(), rules, parcel.carrier(), Surroundings.none());
        ZoneId zone = dossier.destination().zone();
        return UnderWay.of(dossier)
                .flatMap(journey -> model.outlook(journey, now))
                .map(outlook -> {
                    Double late = outlook.lateProbability();
                    return new Prediction(
                            outlook,
                            day(outlook.expectedAt(), zone, locale),
                            Dates.date(LocalDate.ofInstant(outlook.low(), zone), locale),
                            day(outlook.high(), zone, locale),
                            late == null ? null : Math.toIntExact(Math.round(late * 100)),
                            model.standing().trusted());
                });
    }

    private static @Nullable String day(@Nullable Instant at, ZoneId zone, Locale locale) {
        return at == null ? null : Dates.date(LocalDate.ofInstant(at, zone), locale);
    }
}
