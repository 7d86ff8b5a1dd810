package prevenance.assess;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.watch.Leg;

/// All rules, gravest first, and what holds for all of them together.
public final class RuleBook {
    /// Conclusions from silence: new ones need a recent answer of the carrier.
    private static final Set<FlagKind> FROM_SILENCE = EnumSet.of(
            FlagKind.LOST_SUSPECTED,
            FlagKind.LATE,
            FlagKind.STALLED,
            FlagKind.NOT_HANDED_OVER,
            FlagKind.NUMBER_UNKNOWN,
            FlagKind.NO_PROGRESS_LOOP,
            FlagKind.CUSTOMS_HELD,
            FlagKind.PARTIAL_ORDER,
            FlagKind.LEGAL_DELIVERY_30D,
            FlagKind.WILL_MISS,
            FlagKind.PICKUP_WAITING);

    /// What a parcel may need after its end, or after another number took its place.
    private static final Set<FlagKind> AFTER_THE_END = EnumSet.of(
            FlagKind.RETURNED,
            FlagKind.NUMBER_REPLACED,
            FlagKind.NOT_RECEIVED,
            FlagKind.CLAIM_DEADLINE,
            FlagKind.REFUND_DUE,
            FlagKind.REPLACEMENT_SILENT);

    /// Of these the customer hears only the gravest.
    private static final List<FlagKind> SAME_WORRY =
            List.of(FlagKind.LOST_SUSPECTED, FlagKind.LATE, FlagKind.STALLED, FlagKind.NOT_HANDED_OVER);

    /// A parcel under way is judged again at least this often, whatever the deadlines say.
    static final Duration AT_LEAST_EVERY = Duration.ofHours(6);

    /// The same while a finding waits for a recent answer.
    private static final Duration WAITING_FOR_EVIDENCE = Duration.ofHours(1);

    private static final List<Rule> ALL = List.of(
            StandingRule.lostDeclared(),
            new NotReceivedRule(),
            new DamagedRule(),
            OwedRule.refund(),
            new ClaimDeadlineRule(),
            new LegalDeliveryRule(),
            new LostSuspectedRule(),
            StandingRule.addressProblem(),
            OwedRule.replacement(),
            new CustomsDocsRule(),
            new CustomsHeldRule(),
            StandingRule.returning(),
            StandingRule.pickupMissed(),
            new MailFailedRule(),
            new NoProgressLoopRule(),
            new LateRule(),
            new StalledRule(),
            new NotHandedOverRule(),
            new WillMissRule(),
            new TrackingEndRule(),
            new PartialOrderRule(),
            new NumberReplacedRule(),
            new NumberUnknownRule(),
            new ReturnedRule(),
            new AttemptFailedRule(),
            new DelayAnnouncedRule(),
            new PickupWaitingRule(),
            new UnmappedCodeRule());

    private final List<Rule> rules;

    /// All of them.
    public RuleBook() {
        this(ALL);
    }

    private RuleBook(List<Rule> rules) {
        this.rules = rules;
    }

    /// The book without the rules for some kinds of flags.
    RuleBook without(Set<FlagKind> kinds) {
        return new RuleBook(
                rules.stream().filter(rule -> !kinds.contains(rule.kind())).toList());
    }

    /// In the order in which they are applied.
    public List<Rule> rules() {
        return rules;
    }

    public Judgement judge(Dossier dossier, Instant now) {
        List<Judgement.Finding> findings = new ArrayList<>();
        List<Rule> asked = asked(dossier);
        boolean waiting = false;
        for (Rule rule : asked) {
            Optional<Verdict> said = rule.judge(dossier, now);
            Optional<Verdict> trusted = said.flatMap(verdict -> trusted(verdict, dossier, now));
            waiting = waiting || !said.equals(trusted);
            trusted.ifPresent(verdict -> findings.add(new Judgement.Finding(rule.name(), forLeg(verdict, dossier))));
        }
        boolean lost = findings.stream().anyMatch(f -> f.verdict().kind() == FlagKind.LOST_SUSPECTED);
        if (lost) {
            findings.removeIf(f -> f.verdict().kind() == FlagKind.STALLED);
        }
        boolean late = findings.stream().anyMatch(f -> f.verdict().kind() == FlagKind.LATE);
        if (late) {
            findings.removeIf(f -> f.verdict().kind() == FlagKind.WILL_MISS);
        }
        Map<FlagKind, FlagKind> superseded = new EnumMap<>(FlagKind.class);
        if (lost) {
            superseded.put(FlagKind.STALLED, FlagKind.LOST_SUSPECTED);
        }
        if (late) {
            superseded.put(FlagKind.WILL_MISS, FlagKind.LATE);
        }
        return new Judgement(oneWorryOnly(findings), superseded, next(asked, dossier, now, waiting));
    }

    /// What has ended is only asked whether it was booked in; a parcel that comes back from the
    /// customer is meant to come back.
    private List<Rule> asked(Dossier dossier) {
        boolean back = dossier.parcel().leg() == Leg.RETURN;
        boolean leftAlone = isLeftAlone(dossier);
        if (!back && !leftAlone) {
            return rules;
        }
        List<Rule> asked = new ArrayList<>();
        for (Rule rule : rules) {
            boolean meantToComeBack = back && (rule.kind() == FlagKind.RETURNING || rule.kind() == FlagKind.RETURNED);
            if (!meantToComeBack && (!leftAlone || AFTER_THE_END.contains(rule.kind()))) {
                asked.add(rule);
            }
        }
        return asked;
    }

    /// Nothing more is expected of it: it has come to its end, or goes on under another number.
    private static boolean isLeftAlone(Dossier dossier) {
        return dossier.story().isOver() || dossier.parcel().replacedBy() != null;
    }

    /// Without a recent answer what is flagged stays as it is and nothing is added: what we could not
    /// read is not what did not happen.
    private static Optional<Verdict> trusted(Verdict verdict, Dossier dossier, Instant now) {
        if (!FROM_SILENCE.contains(verdict.kind()) || dossier.hasFreshEvidence(now)) {
            return Optional.of(verdict);
        }
        Optional<Flag> open = dossier.open(verdict.kind());
        if (verdict.kind() == FlagKind.PICKUP_WAITING && open.isEmpty()) {
            // The arrival is a statement; only the reminder is a conclusion from silence.
            return Optional.of(verdict.withStep(1));
        }
        return open.map(flag -> flag.step() < verdict.step() ? asFlagged(flag) : verdict);
    }

    private static Verdict asFlagged(Flag flag) {
        return new Verdict(
                flag.kind(),
                flag.step(),
                flag.forStaff(),
                flag.forCustomer(),
                flag.sinceAt(),
                flag.reason(),
                flag.evidence());
    }

    private static Verdict forLeg(Verdict verdict, Dossier dossier) {
        // The customer sent it himself: the shop looks after it, he is not warned of his own parcel.
        return dossier.parcel().leg() == Leg.RETURN ? verdict.forStaffOnly() : verdict;
    }

    private static List<Judgement.Finding> oneWorryOnly(List<Judgement.Finding> findings) {
        if (findings.isEmpty()) {
            return findings;
        }
        Optional<FlagKind> gravest = findings.stream()
                .map(Judgement.Finding::verdict)
                .filter(Verdict::forCustomer)
                .map(Verdict::kind)
                .filter(SAME_WORRY::contains)
                .min(Comparator.comparingInt(SAME_WORRY::indexOf));
        return findings.stream()
                .map(f -> SAME_WORRY.contains(f.verdict().kind())
                                && !Optional.of(f.verdict().kind()).equals(gravest)
                        ? new Judgement.Finding(f.rule(), f.verdict().forStaffOnly())
                        : f)
                .toList();
    }

    private static @Nullable Instant next(List<Rule> asked, Dossier dossier, Instant now, boolean waiting) {
        Instant next = isLeftAlone(dossier) ? null : now.plus(waiting ? WAITING_FOR_EVIDENCE : AT_LEAST_EVERY);
        for (Rule rule : asked) {
            for (Instant at : rule.deadlines(dossier)) {
                next = at.isAfter(now) && (next == null || at.isBefore(next)) ? at : next;
            }
        }
        return next;
    }
}
