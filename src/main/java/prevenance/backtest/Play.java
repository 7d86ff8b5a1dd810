package prevenance.backtest;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Dossier;
import prevenance.assess.Judgement;
import prevenance.assess.RuleBook;
import prevenance.assess.RuleSettings;
import prevenance.cases.Rehearsal;
import prevenance.cases.TellingSettings;
import prevenance.tracking.ParcelHistory;
import prevenance.transit.TransitModel;

/// Replays one parcel's journey through the rules: at each instant at which a statement became known or was taken back,
/// at each of the rules' deadlines, and as often as a live parcel is judged. Nothing is known before it was seen. Pure:
/// the same parcel and the same settings give the same flags, cases and mails.
public final class Play {
    /// A parcel without an end is followed so long after its start; then it counts as never come. Our own.
    static final Duration NEVER_AFTER = Duration.ofDays(60);

    /// What has ended is followed so long, for what still had to be done about it. Our own.
    private static final Duration AFTERMATH = Duration.ofDays(14);

    private final RuleSettings rules;
    private final UnaryOperator<String> carrierNames;
    private final Function<Instant, TransitModel> models;
    private final Rehearsal desk;
    private final RuleBook book = new RuleBook();

    /// @param models what was learned from what had ended before an instant
    /// @param zone   the shop's
    public Play(
            RuleSettings rules,
            TellingSettings telling,
            UnaryOperator<String> carrierNames,
            ZoneId zone,
            Function<Instant, TransitModel> models) {
        this.rules = rules;
        this.carrierNames = carrierNames;
        this.models = models;
        desk = new Rehearsal(telling, carrierNames, zone);
    }

    /// @param until nothing is known of what comes after: the present
    public Played of(PastParcel past, Instant until) {
        FlagLife flags = new FlagLife(past.parcel().id());
        Rehearsal.Run run = desk.begin();
        List<Instant> changes = past.changes();
        Instant last = last(past, changes, until);
        Instant now = past.parcel().importedAt();
        int judged = 0;
        boolean newlyKnown = false;
        Instant told = null;
        ParcelHistory known = past.knownAt(now);
        Instant changed = change(changes, now);
        while (now != null && !now.isAfter(last)) {
            if (changed != null && !changed.isAfter(now)) {
                known = past.knownAt(now);
                newlyKnown = true;
                changed = change(changes, now);
            }
            Dossier dossier = Dossier.of(
                    AsItWas.parcel(past, known, now),
                    past.order(),
                    known,
                    flags.open(),
                    rules,
                    carrierNames.apply(past.parcel().takenBy()),
                    AsItWas.around(past, models.apply(now), now));
            Judgement judgement = book.judge(dossier, now);
            boolean news = flags.follow(judgement, now) || newlyKnown;
            newlyKnown = false;
            // The desk decides anew when something is new or was said, or when it said that time alone may change its
            // mind.
            if (news || judged == 0 || told != null && !told.isAfter(now)) {
                int said = run.mails().size();
                told = run.look(dossier.parcel(), past.order(), known, flags.all(), now);
                newlyKnown = run.mails().size() > said;
            }
            judged++;
            now = earliest(changed, judgement.nextAt(), told);
        }
        return new Played(past, flags.all(), run.cases(), run.mails(), judged);
    }

    private static Instant last(PastParcel past, List<Instant> changes, Instant until) {
        Instant end = changes.isEmpty()
                ? past.parcel().importedAt()
                : changes.getLast().plus(AFTERMATH);
        boolean over = past.inTheEnd().status().isFinal();
        Instant followed = over ? end : later(end, past.startedAt().plus(NEVER_AFTER));
        return followed.isBefore(until) ? followed : until;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /// The next instant at which something becomes known.
    private static @Nullable Instant change(List<Instant> changes, Instant now) {
        return changes.stream().filter(at -> at.isAfter(now)).findFirst().orElse(null);
    }

    private static @Nullable Instant earliest(@Nullable Instant... instants) {
        return Stream.of(instants)
                .flatMap(Stream::ofNullable)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
