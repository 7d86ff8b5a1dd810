package prevenance.cases;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Flag;
import prevenance.assess.FlagKind;
import prevenance.cases.incident.Hold;
import prevenance.message.MessageKind;
import prevenance.tracking.ParcelHistory;
import prevenance.watch.CustomerOrder;
import prevenance.watch.WatchedParcel;

/// What the desk would do about a parcel, by the desk's own decisions and without a database: which mails would leave
/// and
/// which cases would open. Each parcel is taken for itself, so mails that two parcels of an order would share count
/// twice.
public final class Rehearsal {
    private final Telling telling;
    private final ZoneId shopZone;

    /// @param carrierNames a carrier's name as customers know it, by its code
    /// @param shopZone     the clock when the destination's is not known
    public Rehearsal(TellingSettings settings, UnaryOperator<String> carrierNames, ZoneId shopZone) {
        this.telling = new Telling(settings, new MessageFacts(settings, carrierNames));
        this.shopZone = shopZone;
    }

    /// A mail that would have left.
    ///
    /// @param rule name and version of the rule behind it; null when none is
    public record Mail(
            MessageKind kind, Instant at, @Nullable String rule) {}

    /// A case that would have opened.
    ///
    /// @param flag what asked for it; null for promised news
    public record Opened(@Nullable FlagKind flag, Instant at) {}

    /// Begins with a parcel of which nothing was said yet.
    public Run begin() {
        return new Run();
    }

    /// The desk's work on one parcel, instant by instant.
    public final class Run {
        private record Waiting(
                Said said, Instant sendAt, @Nullable String rule) {}

        private final List<Waiting> told = new ArrayList<>();
        private final List<Mail> mails = new ArrayList<>();
        private final List<Opened> cases = new ArrayList<>();
        private final Set<Long> hadCase = new HashSet<>();
        private boolean caseOpen;
        private @Nullable Instant remindedAt;

        private Run() {}

        /// Looks at the parcel as it is known now.
        ///
        /// @param flags all of the parcel, open and closed
        /// @return when time alone may make something of it worth telling; null when it cannot
        public @Nullable Instant look(
                WatchedParcel parcel, CustomerOrder order, ParcelHistory history, List<Flag> flags, Instant now) {
            follow(flags, now);
            Situation situation = new Situation(
                    parcel,
                    order,
                    history,
                    flags,
                    Hold.NONE,
                    List.of(),
                    told.stream().map(Waiting::said).toList(),
                    List.of(),
                    List.of(),
                    caseOpen ? Long.valueOf(1) : null,
                    false,
                    remindedAt,
                    shopZone);
            Decision decision = telling.decide(situation, now);
            decision.withdrawals().forEach(this::takeBack);
            decision.tells().forEach(tell -> told.add(waiting(situation, tell, now)));
            told.replaceAll(waiting -> leave(waiting, order, now));
            if (decision.promised() != null && remindedAt == null) {
                remindedAt = now;
                if (!caseOpen) {
                    caseOpen = true;
                    cases.add(new Opened(null, now));
                }
            }
            return Stream.concat(
                            Stream.ofNullable(decision.nextAt()),
                            told.stream()
                                    .filter(waiting -> waiting.said().waiting())
                                    .map(Waiting::sendAt))
                    .filter(at -> at.isAfter(now))
                    .min(Instant::compareTo)
                    .orElse(null);
        }

        /// So far, in the order in which they left.
        public List<Mail> mails() {
            return List.copyOf(mails);
        }

        /// So far, oldest first.
        public List<Opened> cases() {
            return List.copyOf(cases);
        }

        /// One case at a time: it takes up every flag, and ends with the last that asked for a person.
        private void follow(List<Flag> flags, Instant now) {
            Optional<Flag> asking = flags.stream()
                    .filter(flag -> flag.isOpen() && flag.forStaff() && !hadCase.contains(flag.id()))
                    .findFirst();
            if (!caseOpen && asking.isPresent()) {
                caseOpen = true;
                cases.add(new Opened(asking.get().kind(), now));
            } else if (caseOpen && flags.stream().noneMatch(flag -> flag.isOpen() && flag.forStaff())) {
                caseOpen = false;
            }
            if (caseOpen) {
                flags.stream().filter(flag -> flag.isOpen() && flag.forStaff()).forEach(flag -> hadCase.add(flag.id()));
            }
        }

        private void takeBack(Decision.Withdrawal withdrawal) {
            told.replaceAll(waiting -> waiting.said().waiting()
                            && waiting.said().kind() == withdrawal.kind()
                            && waiting.said().episode() == withdrawal.episode()
                    ? standing(waiting, Said.Standing.TAKEN_BACK, null)
                    : waiting);
        }

        private static Waiting waiting(Situation situation, Decision.Tell tell, Instant now) {
            Said said = new Said(
                    situation.subject(), tell.kind(), tell.episode(), Said.Standing.WAITING, now, null, tell.facts());
            return new Waiting(said, tell.sendAt(), tell.rule());
        }

        private Waiting leave(Waiting waiting, CustomerOrder order, Instant now) {
            if (!waiting.said().waiting() || waiting.sendAt().isAfter(now)) {
                return waiting;
            }
            if (order.email() == null) {
                return standing(waiting, Said.Standing.UNSAID, null);
            }
            mails.add(new Mail(waiting.said().kind(), now, waiting.rule()));
            return standing(waiting, Said.Standing.SENT, now);
        }

        private static Waiting standing(Waiting waiting, Said.Standing standing, @Nullable Instant sentAt) {
            Said said = waiting.said();
            return new Waiting(
                    new Said(
                            said.subject(),
                            said.kind(),
                            said.episode(),
                            standing,
                            said.createdAt(),
                            sentAt,
                            said.facts()),
                    waiting.sendAt(),
                    waiting.rule());
        }
    }
}
