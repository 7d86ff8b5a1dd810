package prevenance.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Flag;
import prevenance.assess.Reason;
import prevenance.calendar.OpeningHours;
import prevenance.store.Tx;
import prevenance.tracking.Milestone;
import prevenance.watch.WatchedParcel;

/// Opens a parcel's case, lets it follow the parcel, and closes it when its reasons ended before anybody took it.
final class Casework {
    private final DeskSettings settings;
    private final OpeningHours hours;
    private final Priorities priorities;
    private final CaseStore cases;
    private final CaseFlagStore links = new CaseFlagStore();
    private final Function<Reason, String> words;

    /// @param words a reason as an English sentence
    Casework(DeskSettings settings, CaseStore cases, Function<Reason, String> words) {
        this.settings = settings;
        this.hours = settings.openingHours();
        this.priorities = new Priorities(settings);
        this.cases = cases;
        this.words = words;
    }

    /// Brings a parcel's case in line with its flags.
    ///
    /// @param flags all of the parcel, open and closed
    /// @return the open case afterwards, null when there is none
    @Nullable
    ServiceCase follow(Tx tx, WatchedParcel parcel, List<Flag> flags, Instant now) {
        List<CaseFlagStore.Link> known = links.ofParcel(tx, parcel.id());
        Optional<ServiceCase> open = cases.openOf(tx, parcel.id());
        if (open.isPresent()) {
            return update(tx, parcel, open.get(), flags, known, now);
        }
        List<Flag> asking = flags.stream()
                .filter(flag -> flag.isOpen() && flag.forStaff() && !hadItsCase(flag, known))
                .toList();
        return asking.isEmpty() ? null : open(tx, parcel, gravest(asking), flags, now);
    }

    /// Records that a message did not reach the customer, in the open case or in a new one.
    void unreachable(Tx tx, WatchedParcel parcel, String text, Instant now) {
        Optional<ServiceCase> open = cases.openOf(tx, parcel.id());
        ServiceCase mine = open.isPresent()
                ? graver(tx, open.get(), parcel, CaseKind.CUSTOMER_UNREACHABLE, now)
                : opened(tx, parcel, CaseKind.CUSTOMER_UNREACHABLE, now);
        say(tx, mine.id(), EntryKind.UNREACHABLE, text, now);
    }

    /// Reminds the staff of news promised to the customer, in the open case or in a new one.
    void promised(Tx tx, WatchedParcel parcel, List<Flag> flags, LocalDate date, Instant now) {
        Optional<ServiceCase> open = cases.openOf(tx, parcel.id());
        ServiceCase mine = open.isPresent()
                ? graver(tx, open.get(), parcel, CaseKind.PROMISED_NEWS, now)
                : open(tx, parcel, CaseKind.PROMISED_NEWS, flags, now);
        String text = "The customer was promised news by " + date
                + " and there are none: write to him, and do what the message promised.";
        say(tx, mine.id(), EntryKind.PROMISED_NEWS, text, now);
    }

    void say(Tx tx, long caseId, EntryKind kind, String text, Instant now) {
        cases.append(tx, caseId, kind, CaseEntry.SYSTEM, text, now);
    }

    private static boolean hadItsCase(Flag flag, List<CaseFlagStore.Link> known) {
        return known.stream().anyMatch(link -> link.flagId() == flag.id() && link.forStaff());
    }

    private ServiceCase open(Tx tx, WatchedParcel parcel, CaseKind kind, List<Flag> flags, Instant now) {
        ServiceCase opened = opened(tx, parcel, kind, now);
        flags.stream().filter(Flag::isOpen).forEach(flag -> raised(tx, opened.id(), flag, now));
        return opened;
    }

    private ServiceCase opened(Tx tx, WatchedParcel parcel, CaseKind kind, Instant now) {
        int priority = priorities.of(kind, parcel);
        Instant dueAt = hours.plusOpen(now, settings.goal());
        ServiceCase opened = cases.open(tx, parcel.id(), parcel.orderId(), kind, priority, now, dueAt);
        say(tx, opened.id(), EntryKind.OPENED, "Opened: " + kind + ", priority " + priority, now);
        return opened;
    }

    private @Nullable ServiceCase update(
            Tx tx,
            WatchedParcel parcel,
            ServiceCase open,
            List<Flag> flags,
            List<CaseFlagStore.Link> known,
            Instant now) {
        Map<Long, CaseFlagStore.Link> here = known.stream()
                .filter(link -> link.caseId() == open.id())
                .collect(Collectors.toMap(CaseFlagStore.Link::flagId, Function.identity()));
        List<Flag> mine = new ArrayList<>();
        boolean someEnded = false;
        for (Flag flag : flags) {
            CaseFlagStore.Link link = here.get(flag.id());
            if (link == null && flag.isOpen()) {
                raised(tx, open.id(), flag, now);
                mine.add(flag);
            } else if (link != null) {
                mine.add(flag);
                someEnded |= changed(tx, open.id(), flag, link, now);
            }
        }
        // A case that no flag asked for, such as one about promised news, ends with all of its parcel's flags.
        boolean asked = mine.stream().anyMatch(Flag::forStaff);
        List<Flag> staff =
                mine.stream().filter(flag -> flag.forStaff() || !asked).toList();
        ServiceCase current = open;
        List<Flag> staffOpen = staff.stream().filter(Flag::isOpen).toList();
        if (asked && !staffOpen.isEmpty()) {
            current = graver(tx, open, parcel, gravest(staffOpen), now);
        }
        boolean ended = someEnded && !staff.isEmpty() && staffOpen.isEmpty();
        return ended || isKept(tx, open, mine, parcel) ? end(tx, current, now) : current;
    }

    /// Nobody has taken a case that is only about promised news, and the parcel has arrived meanwhile.
    private boolean isKept(Tx tx, ServiceCase open, List<Flag> mine, WatchedParcel parcel) {
        return mine.isEmpty()
                && open.kind() == CaseKind.PROMISED_NEWS
                && parcel.milestone() == Milestone.DELIVERED
                && open.owner() == null
                && !cases.hasEntry(tx, open.id(), EntryKind.NOTE);
    }

    /// Tells what changed of a flag since it was last told; true when it ended.
    private boolean changed(Tx tx, long caseId, Flag flag, CaseFlagStore.Link link, Instant now) {
        if (flag.step() > link.step() || flag.forStaff() && !link.forStaff()) {
            say(tx, caseId, EntryKind.FLAG_STEPPED, flag.kind() + ", step " + flag.step() + ": " + why(flag), now);
        }
        boolean ended = !flag.isOpen() && !link.closed();
        if (ended) {
            Reason reason = flag.closedBy();
            say(
                    tx,
                    caseId,
                    EntryKind.FLAG_CLOSED,
                    flag.kind() + " ended" + (reason == null ? "" : ": " + words.apply(reason)),
                    now);
        }
        if (flag.step() != link.step() || flag.forStaff() != link.forStaff() || ended) {
            links.put(tx, caseId, flag);
        }
        return ended;
    }

    private void raised(Tx tx, long caseId, Flag flag, Instant now) {
        links.put(tx, caseId, flag);
        say(tx, caseId, EntryKind.FLAG_RAISED, flag.kind() + ": " + why(flag), now);
    }

    private ServiceCase graver(Tx tx, ServiceCase open, WatchedParcel parcel, CaseKind kind, Instant now) {
        int priority = priorities.of(kind, parcel);
        CaseKind gravest = kind.isGraverThan(open.kind()) ? kind : open.kind();
        int urgent = Math.min(priority, open.priority());
        if (gravest == open.kind() && urgent == open.priority()) {
            return open;
        }
        Instant goal = hours.plusOpen(now, settings.goal());
        // A case answered long ago is due anew with its graver kind; one still waiting keeps its earlier hour.
        Instant dueAt = open.dueAt().isBefore(now) && open.owner() != null ? goal : open.dueAt();
        if (!cases.upgrade(tx, open, gravest, urgent, dueAt)) {
            return open;
        }
        say(tx, open.id(), EntryKind.UPGRADED, "Now: " + gravest + ", priority " + urgent, now);
        return cases.find(tx, open.id()).orElse(open);
    }

    private @Nullable ServiceCase end(Tx tx, ServiceCase open, Instant now) {
        boolean taken = open.owner() != null || cases.hasEntry(tx, open.id(), EntryKind.NOTE);
        if (taken || cases.hasEntry(tx, open.id(), EntryKind.UNREACHABLE)) {
            say(tx, open.id(), EntryKind.REASONS_ENDED, "All its flags have ended; close it when all is done.", now);
            return open;
        }
        if (!cases.close(tx, open, CloseReason.RESOLVED_BY_ITSELF, now)) {
            return open;
        }
        say(tx, open.id(), EntryKind.CLOSED, "Closed: " + CloseReason.RESOLVED_BY_ITSELF, now);
        return null;
    }

    private String why(Flag flag) {
        return words.apply(flag.reason());
    }

    private static CaseKind gravest(List<Flag> flags) {
        return flags.stream()
                .map(flag -> CaseKind.of(flag.kind()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
