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
import prevenance.cases.incident.Group;
import prevenance.cases.incident.Hold;
import prevenance.store.Tx;
import prevenance.tracking.Milestone;
import prevenance.watch.WatchedParcel;

/// Opens a parcel's case, lets it follow the parcel, and closes it when its reasons ended before anybody took
/// it.
final class Casework {
    private final CaseStore cases;
    private final CaseBook book;
    private final CaseFlagStore links = new CaseFlagStore();
    private final Function<Reason, String> words;

    /// @param words a reason as an English sentence
    Casework(DeskSettings settings, CaseStore cases, Function<Reason, String> words) {
        this.cases = cases;
        this.book = new CaseBook(settings);
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
        // Who says that it has arrived needs nobody to search for it.
        if (asking.stream().allMatch(flag -> CaseKind.of(flag.kind()).endsWithArrival())
                && cases.isSaidToHaveArrived(tx, parcel.id())) {
            return null;
        }
        return asking.isEmpty() ? null : open(tx, parcel, gravest(asking), flags, now);
    }

    /// Closes a parcel's case when nobody has taken it and an incident speaks for all that asked for it. Should the
    /// incident give a flag back, it asks for a case again.
    void fold(Tx tx, WatchedParcel parcel, Hold hold, Instant now) {
        ServiceCase open =
                hold.grouped().isEmpty() ? null : cases.openOf(tx, parcel.id()).orElse(null);
        if (open == null || cases.isInHands(tx, open)) {
            return;
        }
        List<CaseFlagStore.Link> asking = links.ofParcel(tx, parcel.id()).stream()
                .filter(link -> link.caseId() == open.id() && link.forStaff() && !link.closed())
                .toList();
        boolean all = !asking.isEmpty()
                && asking.stream().allMatch(link -> hold.grouped().contains(link.flagId()));
        Group group = hold.group();
        String note = group == null
                ? "It is one of many and worked on with them."
                : "It is one of many: incident " + group.incident().id() + ".";
        if (all && book.close(tx, open, CloseReason.DUPLICATE, note, CaseEntry.SYSTEM, now)) {
            asking.forEach(link -> links.asksNoMore(tx, link));
        }
    }

    /// Records that a message did not reach the customer, in the open case of its parcel or order or in a new
    /// one.
    void unreachable(Tx tx, CaseSubject subject, String text, Instant now) {
        book.raise(tx, subject, CaseKind.CUSTOMER_UNREACHABLE, EntryKind.UNREACHABLE, CaseEntry.SYSTEM, text, now);
    }

    /// Reminds the staff of news promised to the customer, in the open case or in a new one.
    void promised(Tx tx, WatchedParcel parcel, List<Flag> flags, LocalDate date, Instant now) {
        Optional<ServiceCase> open = cases.openOf(tx, parcel.id());
        ServiceCase mine = open.isPresent()
                ? book.graver(tx, open.get(), CaseSubject.of(parcel), CaseKind.PROMISED_NEWS, now)
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
        ServiceCase opened = book.open(tx, CaseSubject.of(parcel), kind, CaseEntry.SYSTEM, now);
        flags.stream().filter(Flag::isOpen).forEach(flag -> raised(tx, opened.id(), flag, now));
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
            current = book.graver(tx, open, CaseSubject.of(parcel), gravest(staffOpen), now);
        }
        boolean ended = someEnded && !staff.isEmpty() && staffOpen.isEmpty();
        return ended || isKept(tx, open, mine, parcel) ? end(tx, current, now) : current;
    }

    /// Nobody has taken a case that is only about promised news, and the parcel has arrived meanwhile.
    private boolean isKept(Tx tx, ServiceCase open, List<Flag> mine, WatchedParcel parcel) {
        return mine.isEmpty()
                && open.kind() == CaseKind.PROMISED_NEWS
                && parcel.milestone() == Milestone.DELIVERED
                && !cases.isInHands(tx, open);
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

    private @Nullable ServiceCase end(Tx tx, ServiceCase open, Instant now) {
        if (cases.isInHands(tx, open)) {
            say(tx, open.id(), EntryKind.REASONS_ENDED, "All its flags have ended; close it when all is done.", now);
            return open;
        }
        return book.close(tx, open, CloseReason.RESOLVED_BY_ITSELF, null, CaseEntry.SYSTEM, now) ? null : open;
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
