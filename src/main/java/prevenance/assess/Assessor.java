package prevenance.assess;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.store.Database;
import prevenance.store.Failure;
import prevenance.store.Rows;
import prevenance.store.Tx;
import prevenance.transit.TransitModel;
import prevenance.watch.PollPlan;

/// Judges the parcels that are due, and keeps their flags in step with what the rules say.
public final class Assessor {
    private static final Logger LOG = LoggerFactory.getLogger(Assessor.class);

    /// Parcels per transaction: each commit waits for the disk. A power of two, to which lists of ids are padded.
    private static final int TOGETHER = 64;

    /// Parcels looked up at once.
    private static final int AT_ONCE = 2_048;

    /// Look-ups per beat; the next beat takes the rest.
    private static final int LOOKUPS = 50;

    private static final Duration AFTER_FAILURE = Duration.ofHours(1);

    private final Database database;
    private final Dossiers dossiers;
    private final ShadowRules rules;
    private final FlagStore flags = new FlagStore();
    private final DueStore dues = new DueStore();
    private final Map<Long, String> failures = new ConcurrentHashMap<>();

    /// @param carrierName the name people know for a carrier code; the code itself for a carrier that
    ///                    is not declared
    /// @param model       what one's own parcels have taught so far
    public Assessor(
            Database database, RuleSettings settings, UnaryOperator<String> carrierName, Supplier<TransitModel> model) {
        this(database, settings, carrierName, model, ShadowFlagSettings.defaults());
    }

    /// @param shadow rules on trial, of whose flags nothing comes
    public Assessor(
            Database database,
            RuleSettings settings,
            UnaryOperator<String> carrierName,
            Supplier<TransitModel> model,
            ShadowFlagSettings shadow) {
        this.rules = new ShadowRules(new RuleBook(), shadow);
        this.database = database;
        this.dossiers = new Dossiers(settings, carrierName, model);
    }

    /// Judges every parcel whose time has come. Each is moved on to a later instant, so the beat comes
    /// to its end.
    public AssessRound assessDue(Instant now) {
        AssessRound sum = AssessRound.NOTHING;
        for (int lookup = 0; lookup < LOOKUPS; lookup++) {
            List<Long> due = database.read(tx -> dues.due(tx, now, AT_ONCE));
            for (int from = 0; from < due.size(); from += TOGETHER) {
                sum = sum.plus(judge(due.subList(from, Math.min(from + TOGETHER, due.size())), now));
            }
            if (due.size() < AT_ONCE) {
                break;
            }
        }
        return sum;
    }

    /// All of them in one transaction; when one is broken, each alone.
    private AssessRound judge(List<Long> ids, Instant now) {
        try {
            // A parcel's own rows alone decide, and they are held by holding the parcel.
            AssessRound round = database.writeRows(tx -> judge(tx, Rows.free(tx, "parcel", ids), now));
            ids.forEach(failures::remove);
            return round;
        } catch (RuntimeException failed) {
            if (ids.size() == 1) {
                return broken(ids.getFirst(), failed, now);
            }
            AssessRound sum = AssessRound.NOTHING;
            for (long id : ids) {
                sum = sum.plus(judge(List.of(id), now));
            }
            return sum;
        }
    }

    private AssessRound broken(long id, RuntimeException failed, Instant now) {
        String words = Failure.told(failed);
        if (!words.equals(failures.put(id, words))) {
            LOG.atError()
                    .setMessage("a parcel cannot be judged and is put off")
                    .addKeyValue("parcel", id)
                    .addKeyValue("problem", words)
                    .log();
        }
        putOff(id, now);
        return new AssessRound(0, 0, 0, 0, 1);
    }

    private void putOff(long id, Instant now) {
        try {
            database.execute(tx -> dues.putOff(tx, id, now, now.plus(AFTER_FAILURE)));
        } catch (RuntimeException failed) {
            LOG.atError()
                    .setMessage("a parcel cannot be put off")
                    .addKeyValue("parcel", id)
                    .addKeyValue("problem", Failure.told(failed))
                    .log();
        }
    }

    private AssessRound judge(Tx tx, List<Long> ids, Instant now) {
        List<Judged> judged = new ArrayList<>();
        for (Dossiers.Due due : dossiers.due(tx, ids, now)) {
            judged.add(new Judged(due, rules.judge(due.dossier(), due.noted(), now)));
        }
        // First, so that a parcel with newer data is left to its next turn with its flags untouched.
        Set<Long> moved =
                dues.moveOn(tx, judged.stream().map(one -> one.move(now)).toList(), now);
        AssessRound sum = AssessRound.NOTHING;
        for (Judged one : judged) {
            Dossiers.Due due = one.due();
            if (moved.contains(due.parcelId())) {
                rules.keep(tx, due.dossier(), one.said(), now);
                sum = sum.plus(keepInStep(tx, due.dossier(), one.said().counts(), due.known(), now));
            }
        }
        return sum;
    }

    private record Judged(Dossiers.Due due, ShadowRules.Parted said) {
        DueStore.Move move(Instant now) {
            return new DueStore.Move(due.parcelId(), due.seen(), said.counts().nextAt(), probe(said.counts(), now));
        }
    }

    /// A parcel that is to be judged sooner than usual reaches a limit then, or waits for an answer.
    private static @Nullable Instant probe(Judgement judgement, Instant now) {
        Instant next = judgement.nextAt();
        return next != null
                        && next.isBefore(now.plus(RuleBook.AT_LEAST_EVERY))
                        && PollPlan.before(next).isAfter(now)
                ? next
                : null;
    }

    private AssessRound keepInStep(Tx tx, Dossier dossier, Judgement judgement, List<Flag> known, Instant now) {
        int raised = 0;
        int stepped = 0;
        int closed = 0;
        Map<FlagKind, Flag> ending = new EnumMap<>(FlagKind.class);
        dossier.openFlags().forEach(flag -> ending.put(flag.kind(), flag));
        for (Judgement.Finding finding : judgement.findings()) {
            Verdict verdict = finding.verdict();
            Flag open = ending.remove(verdict.kind());
            if (open == null) {
                if (!isDealtWith(verdict, known)
                        && flags.raise(
                                tx,
                                dossier.parcel().id(),
                                finding.rule(),
                                verdict,
                                dossier.story().placeKey().orElse(null),
                                now)) {
                    raised++;
                }
            } else if (open.step() < verdict.step()) {
                stepped += flags.stepUp(tx, open, finding.rule(), verdict, now) ? 1 : 0;
            } else if (open.forStaff() != verdict.forStaff() || open.forCustomer() != verdict.forCustomer()) {
                flags.readdress(tx, open, finding.rule(), verdict);
            }
        }
        for (Flag flag : new ArrayList<>(ending.values())) {
            closed += flags.close(tx, flag, Closing.of(flag.kind(), dossier, judgement), now) ? 1 : 0;
        }
        return new AssessRound(1, raised, stepped, closed, 0);
    }

    /// A person ended the last flag of that kind, and the reason is still the same one.
    private static boolean isDealtWith(Verdict verdict, List<Flag> known) {
        return known.stream()
                .filter(flag -> flag.kind() == verdict.kind())
                .reduce((_, later) -> later)
                .filter(flag -> Closing.BY_STAFF.equals(flag.closedBy()))
                .filter(flag -> flag.sinceAt().equals(verdict.sinceAt()))
                .isPresent();
    }
}
