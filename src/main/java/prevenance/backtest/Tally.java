package prevenance.backtest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import prevenance.assess.Flag;
import prevenance.assess.FlagKind;
import prevenance.assess.RuleBook;
import prevenance.cases.Rehearsal;

/// Adds up what would have become of parcels, one by one.
final class Tally {
    /// The row over all warnings together: one per parcel, from its first.
    static final String ANY = "any warning";

    /// The row over what customers hear: one per parcel, from the first mail that rests on a warning.
    static final String TOLD = "customer told";

    private final Instant until;
    private final Map<FlagKind, Counter> kinds = new EnumMap<>(FlagKind.class);
    private final Counter any = new Counter(ANY, true);
    private final Counter told = new Counter(TOLD, true);
    private final Map<SimpleRule, Counter> simple = new EnumMap<>(SimpleRule.class);
    private final Map<String, FlagKind> kindOfRule = new TreeMap<>();
    private final Map<String, Integer> mails = new TreeMap<>();
    private final Map<Ending.Way, Integer> ways = new EnumMap<>(Ending.Way.class);
    private int parcels;
    private int late;
    private int promised;
    private int cases;
    private int judged;

    Tally(Instant until) {
        this.until = until;
        new RuleBook().rules().forEach(rule -> {
            kinds.computeIfAbsent(rule.kind(), kind -> new Counter(kind.name(), Truth.isConclusion(kind)));
            kindOfRule.put(rule.name(), rule.kind());
        });
        for (SimpleRule rule : SimpleRule.values()) {
            simple.put(rule, new Counter(rule.words(), true));
        }
    }

    void add(Played played, Ending ending) {
        PastParcel past = played.past();
        parcels++;
        judged += played.judged();
        ways.merge(ending.way(), 1, Integer::sum);
        boolean bad = ending.isBad();
        promised += ending.promisedBy() == null ? 0 : 1;
        late += bad && ending.way() == Ending.Way.DELIVERED ? 1 : 0;
        Set<FlagKind> found = new HashSet<>();
        for (Flag flag : played.flags()) {
            counter(flag.kind()).flag(Truth.of(flag, past, ending), flag.raisedAt(), past, ending);
            kindOfRule.putIfAbsent(flag.rule(), flag.kind());
            found.add(flag.kind());
        }
        kinds.forEach((kind, counter) -> {
            if (Truth.wanted(kind, past, ending)) {
                counter.wanted(found.contains(kind));
            }
        });
        boolean judgeable = ending.way() != Ending.Way.VOID && ending.way() != Ending.Way.RETURNED;
        if (judgeable) {
            together(
                    any,
                    played.flags().stream()
                            .filter(flag -> Truth.isConclusion(flag.kind()))
                            .map(Flag::raisedAt)
                            .findFirst(),
                    past,
                    ending);
            together(
                    told,
                    played.mails().stream()
                            .filter(this::isWarning)
                            .map(Rehearsal.Mail::at)
                            .findFirst(),
                    past,
                    ending);
            simple.forEach((rule, counter) -> together(counter, rule.raisedAt(past, until), past, ending));
        }
        work(played);
    }

    private static void together(Counter counter, Optional<Instant> raised, PastParcel past, Ending ending) {
        raised.ifPresent(at -> counter.flag(ending.isBad() ? Truth.RIGHT : Truth.WRONG, at, past, ending));
        if (ending.isBad()) {
            counter.wanted(raised.isPresent());
        }
    }

    private void work(Played played) {
        for (Rehearsal.Opened opened : played.cases()) {
            cases++;
            FlagKind kind = opened.flag();
            if (kind != null) {
                counter(kind).opened();
                if (Truth.isConclusion(kind)) {
                    any.opened();
                }
            }
        }
        for (Rehearsal.Mail mail : played.mails()) {
            mails.merge(mail.kind().wireName(), 1, Integer::sum);
            FlagKind kind = mail.rule() == null ? null : kindOfRule.get(mail.rule());
            if (kind != null) {
                counter(kind).mailed();
                if (Truth.isConclusion(kind)) {
                    any.mailed();
                    told.mailed();
                }
            }
        }
    }

    private int ended(Ending.Way way) {
        return ways.getOrDefault(way, 0);
    }

    private boolean isWarning(Rehearsal.Mail mail) {
        FlagKind kind = mail.rule() == null ? null : kindOfRule.get(mail.rule());
        return kind != null && Truth.isConclusion(kind);
    }

    private Counter counter(FlagKind kind) {
        return kinds.computeIfAbsent(kind, k -> new Counter(k.name(), Truth.isConclusion(k)));
    }

    BacktestReport report(String name) {
        List<RuleFigures> rules =
                new ArrayList<>(kinds.values().stream().map(Counter::figures).toList());
        List<RuleFigures> sums = Stream.concat(
                        Stream.of(any.figures(), told.figures()),
                        simple.values().stream().map(Counter::figures))
                .toList();
        return new BacktestReport(
                name,
                parcels,
                promised,
                ended(Ending.Way.DELIVERED) - late,
                late,
                ended(Ending.Way.RETURNED),
                ended(Ending.Way.DECLARED_LOST) + ended(Ending.Way.NEVER),
                ended(Ending.Way.VOID),
                cases,
                mails.values().stream().collect(Collectors.summingInt(Integer::intValue)),
                judged,
                rules,
                sums,
                mails);
    }
}
