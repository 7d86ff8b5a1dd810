package prevenance.assess;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.assess.OrderFacts.Owed;

/// A promise of the shop's own is not kept yet, and its warning has come: a refund that was decided and
/// not paid, a replacement of which there is no parcel. The shop's own days are counted; what a
/// carrier's feed does changes nothing.
///
/// @param name  name and version
/// @param limit how long after it became due
/// @param key   of the reason
record OwedRule(String name, FlagKind kind, Owed.Kind owed, Limit limit, String key) implements Rule {
    static OwedRule refund() {
        return new OwedRule(
                "refund-due/1", FlagKind.REFUND_DUE, Owed.Kind.REFUND, Limit.REFUND_WARNING_DAYS, "refund.due");
    }

    static OwedRule replacement() {
        return new OwedRule(
                "replacement-silent/1",
                FlagKind.REPLACEMENT_SILENT,
                Owed.Kind.REPLACEMENT,
                Limit.REPLACEMENT_DAYS,
                "replacement.silent");
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        return first(dossier).filter(one -> clock(dossier, one).isReached(now)).map(one -> verdict(dossier, one));
    }

    private Verdict verdict(Dossier dossier, Owed one) {
        SilentClock clock = clock(dossier, one);
        Threshold days = dossier.limit(limit);
        return new Verdict(
                kind,
                1,
                true,
                false,
                clock.reachedAt(),
                Facts.of(key)
                        .with("reference", one.reference())
                        .with("since", one.sinceAt())
                        .with("last", one.lastDay())
                        .with("days", days.number())
                        .skipped(clock.notCounted())
                        .reason(),
                EvidenceDraft.of(name)
                        .fact("reference", one.reference())
                        .fact("promised", one.sinceAt())
                        .fact("last-day", one.lastDay())
                        .fact("source", one.source())
                        .limit(days)
                        .clock(clock)
                        .evidence());
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        List<Owed> all = dossier.around().order().owed(owed);
        return all.isEmpty()
                ? List.of()
                : all.stream().map(one -> clock(dossier, one).reachedAt()).toList();
    }

    private Optional<Owed> first(Dossier dossier) {
        List<Owed> all = dossier.around().order().owed(owed);
        return all.isEmpty()
                ? Optional.empty()
                : all.stream()
                        .min(Comparator.comparing(
                                        (Owed one) -> clock(dossier, one).reachedAt())
                                .thenComparing(Owed::reference));
    }

    private SilentClock clock(Dossier dossier, Owed one) {
        Threshold days = dossier.limit(limit);
        Place shop = dossier.shop();
        if (days.measure() == Measure.BUSINESS_DAYS) {
            return SilentClock.businessDays(shop, one.sinceAt(), days.number(), List.of());
        }
        Instant at = shop.startOf(shop.dateOf(one.sinceAt()).plusDays(days.number()));
        @Nullable LocalDate last = one.lastDay();
        // Not after the last day itself, when that is set nearer than usual.
        Instant warned = last != null && shop.startOf(last).isBefore(at) ? shop.startOf(last) : at;
        return new SilentClock(one.sinceAt(), warned, Measure.DAYS, shop, List::of);
    }
}
