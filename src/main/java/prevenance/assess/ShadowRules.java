package prevenance.assess;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import prevenance.watch.CustomerOrder;

/// Parts what rules on trial say from what counts. The rules that count are asked as if the others were not there;
/// those
/// on trial as if they counted too.
///
/// When a trial ends, what was found during it stays where it is until it ends or grows graver: only what is new then
/// counts.
final class ShadowRules {
    private final ShadowFlagSettings settings;
    private final RuleBook book;
    private final RuleBook rest;
    private final ShadowFlagStore store = new ShadowFlagStore();

    ShadowRules(RuleBook book, ShadowFlagSettings settings) {
        this.book = book;
        this.settings = settings;
        this.rest = book.without(settings.kinds());
    }

    /// What counts, and what is only noted.
    ///
    /// @param open what was noted before and has not ended
    record Parted(Judgement counts, List<Judgement.Finding> noted, List<Flag> open) {}

    /// @param open what was noted before and has not ended
    Parted judge(Dossier dossier, List<Flag> open, Instant now) {
        Set<FlagKind> trial = onTrial(dossier);
        if (trial.isEmpty() && open.isEmpty()) {
            return new Parted(book.judge(dossier, now), List.of(), List.of());
        }
        Judgement all = book.judge(dossier.withFlags(both(dossier.openFlags(), open)), now);
        Judgement live = trial.equals(settings.kinds())
                ? rest.judge(dossier, now)
                : book.without(trial).judge(dossier, now);
        Map<FlagKind, Flag> before = new EnumMap<>(FlagKind.class);
        open.forEach(flag -> before.put(flag.kind(), flag));
        List<Judgement.Finding> noted = new ArrayList<>();
        for (Judgement.Finding finding : all.findings()) {
            FlagKind kind = finding.verdict().kind();
            if (trial.contains(kind) || isOfTheTrial(finding, before.get(kind), dossier)) {
                noted.add(finding);
            }
        }
        Set<FlagKind> kinds = EnumSet.noneOf(FlagKind.class);
        noted.forEach(finding -> kinds.add(finding.verdict().kind()));
        List<Judgement.Finding> counting = live.findings().stream()
                .filter(finding -> !kinds.contains(finding.verdict().kind()))
                .toList();
        Instant next = Stream.of(all, live)
                .flatMap(judgement -> Stream.ofNullable(judgement.nextAt()))
                .min(Instant::compareTo)
                .orElse(null);
        return new Parted(new Judgement(counting, live.superseded(), next), noted, open);
    }

    /// Keeps the notes in step.
    void keep(Tx tx, Dossier dossier, Parted parted, Instant now) {
        Map<FlagKind, Flag> ending = new EnumMap<>(FlagKind.class);
        parted.open().forEach(flag -> ending.put(flag.kind(), flag));
        for (Judgement.Finding finding : parted.noted()) {
            Verdict verdict = finding.verdict();
            Flag open = ending.remove(verdict.kind());
            if (open == null) {
                store.raise(tx, dossier.parcel().id(), finding, now);
            } else if (open.step() < verdict.step() || open.forCustomer() != verdict.forCustomer()) {
                store.step(tx, open, finding, now);
            }
        }
        ending.values().forEach(flag -> store.close(tx, flag, now));
    }

    /// The kinds on trial for this customer. A flag that counted before the trial began counts to its end.
    private Set<FlagKind> onTrial(Dossier dossier) {
        CustomerOrder order = dossier.order();
        if (settings.kinds().isEmpty() || settings.share().includes(order.email(), order.number())) {
            return Set.of();
        }
        Set<FlagKind> kinds = EnumSet.copyOf(settings.kinds());
        dossier.openFlags().forEach(flag -> kinds.remove(flag.kind()));
        return kinds;
    }

    /// Found during a trial that has ended, and no graver since.
    private static boolean isOfTheTrial(Judgement.Finding finding, @Nullable Flag before, Dossier dossier) {
        return before != null
                && finding.verdict().step() <= before.step()
                && dossier.open(finding.verdict().kind()).isEmpty();
    }

    private static List<Flag> both(List<Flag> counting, List<Flag> noted) {
        return Stream.concat(counting.stream(), noted.stream()).toList();
    }
}
