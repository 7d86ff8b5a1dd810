package prevenance.cases;

import java.time.Instant;
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
        return asking.isEmpty() ? null : open(tx, parcel, asking, flags, now);
    }

    /// Records that a message did not reach the customer, in the open case or in a new one.
    void unreachable(Tx tx, WatchedParcel parcel, String text, Instant now) {
        int priority = priorities.of(CaseKind.CUSTOMER_UNREACHABLE, parcel);
        Optional<ServiceCase> open = cases.openOf(tx, parcel.id());
        long id;
        if (open.isPresent()) {
            id = upgrade(tx, open.get(), CaseKind.CUSTOMER_UNREACHABLE, priority, now)
                    .id();
        } else {
            id = opened(tx, parcel, CaseKind.CUSTOMER_UNREACHABLE, now).id();
        }
        say(tx, id, EntryKind.UNREACHABLE, text, now);
    }

    void say(Tx tx, long caseId, EntryKind kind, String text, Instant now) {
        cases.append(tx, caseId, kind, CaseEntry.SYSTEM, text, now);
    }

    private static boolean hadItsCase(Flag flag, List<CaseFlagStore.Link> known) {
        return known.stream().anyMatch(link -> link.flagId() == flag.id() && link.forStaff());
    }

    private ServiceCase open(Tx tx, WatchedParcel parcel, List<Flag> asking, List<Flag> flags, Instant now) {
        ServiceCase opened = opened(tx, parcel, gravest(asking), now);
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
        List<Flag> staff = mine.stream().filter(Flag::forStaff).toList();
        ServiceCase current = open;
        List<Flag> staffOpen = staff.stream().filter(Flag::isOpen).toList();
        if (!staffOpen.isEmpty()) {
            CaseKind kind = gravest(staffOpen);
            current = upgrade(tx, open, kind, priorities.of(kind, parcel), now);
        }
        boolean ended = someEnded && !staff.isEmpty() && staffOpen.isEmpty();
        return ended ? end(tx, current, now) : current;
    }

    /// Tells what changed of a flag since it was last told; true when a staff flag ended.
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
        return ended && flag.forStaff();
    }

    private void raised(Tx tx, long caseId, Flag flag, Instant now) {
        links.put(tx, caseId, flag);
        say(tx, caseId, EntryKind.FLAG_RAISED, flag.kind() + ": " + why(flag), now);
    }

    private ServiceCase upgrade(Tx tx, ServiceCase open, CaseKind kind, int priority, Instant now) {
        CaseKind graver = kind.isGraverThan(open.kind()) ? kind : open.kind();
        int urgent = Math.min(priority, open.priority());
        if (graver == open.kind() && urgent == open.priority()) {
            return open;
        }
        Instant goal = hours.plusOpen(now, settings.goal());
        // A case answered long ago is due anew with its graver kind; one still waiting keeps its earlier hour.
        Instant dueAt = open.dueAt().isBefore(now) && open.owner() != null ? goal : open.dueAt();
        if (!cases.upgrade(tx, open, graver, urgent, dueAt)) {
            return open;
        }
        say(tx, open.id(), EntryKind.UPGRADED, "Now: " + graver + ", priority " + urgent, now);
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
