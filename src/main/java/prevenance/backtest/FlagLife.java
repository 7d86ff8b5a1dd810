package prevenance.backtest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import prevenance.assess.Flag;
import prevenance.assess.FlagKind;
import prevenance.assess.Judgement;
import prevenance.assess.Reason;
import prevenance.assess.Verdict;

/// The flags of one parcel while its story is replayed: raised, stepped up, readdressed and closed as the assessor does
/// it with rows.
final class FlagLife {
    private static final Reason ENDED = new Reason("closed.no-longer", Map.of());

    private final long parcelId;
    private final List<Flag> flags = new ArrayList<>();

    FlagLife(long parcelId) {
        this.parcelId = parcelId;
    }

    /// All so far, in the order in which they were raised.
    List<Flag> all() {
        return List.copyOf(flags);
    }

    List<Flag> open() {
        return flags.stream().filter(Flag::isOpen).toList();
    }

    /// Brings the flags in line with what the rules say; true when something changed.
    boolean follow(Judgement judgement, Instant now) {
        boolean changed = false;
        Set<FlagKind> standing = EnumSet.noneOf(FlagKind.class);
        for (Judgement.Finding finding : judgement.findings()) {
            Verdict verdict = finding.verdict();
            standing.add(verdict.kind());
            int at = openOf(verdict.kind());
            if (at < 0) {
                changed = true;
                int episode = 1
                        + Math.toIntExact(flags.stream()
                                .filter(flag -> flag.kind() == verdict.kind())
                                .count());
                flags.add(flag(flags.size() + 1, finding.rule(), verdict, verdict.step(), episode, now));
            } else {
                Flag open = flags.get(at);
                boolean higher = open.step() < verdict.step();
                if (higher || open.forStaff() != verdict.forStaff() || open.forCustomer() != verdict.forCustomer()) {
                    changed = true;
                    int step = higher ? verdict.step() : open.step();
                    flags.set(
                            at,
                            flag(
                                    open.id(),
                                    finding.rule(),
                                    since(verdict, open),
                                    step,
                                    open.episode(),
                                    open.raisedAt()));
                }
            }
        }
        for (int i = 0; i < flags.size(); i++) {
            Flag flag = flags.get(i);
            if (flag.isOpen() && !standing.contains(flag.kind())) {
                flags.set(i, closed(flag, now));
                changed = true;
            }
        }
        return changed;
    }

    private int openOf(FlagKind kind) {
        for (int i = 0; i < flags.size(); i++) {
            if (flags.get(i).kind() == kind && flags.get(i).isOpen()) {
                return i;
            }
        }
        return -1;
    }

    private static Verdict since(Verdict verdict, Flag open) {
        return new Verdict(
                verdict.kind(),
                verdict.step(),
                verdict.forStaff(),
                verdict.forCustomer(),
                open.sinceAt(),
                verdict.reason(),
                verdict.evidence());
    }

    private Flag flag(long id, String rule, Verdict verdict, int step, int episode, Instant raisedAt) {
        return new Flag(
                id,
                parcelId,
                verdict.kind(),
                episode,
                step,
                verdict.forStaff(),
                verdict.forCustomer(),
                verdict.sinceAt(),
                raisedAt,
                null,
                rule,
                verdict.reason(),
                null,
                verdict.evidence());
    }

    private static Flag closed(Flag flag, Instant now) {
        return new Flag(
                flag.id(),
                flag.parcelId(),
                flag.kind(),
                flag.episode(),
                flag.step(),
                flag.forStaff(),
                flag.forCustomer(),
                flag.sinceAt(),
                flag.raisedAt(),
                now,
                flag.rule(),
                flag.reason(),
                ENDED,
                flag.evidence());
    }
}
