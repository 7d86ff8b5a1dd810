package prevenance.carrier;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;

/// The entries that a reply has for one number, and which of them is the parcel's. Carriers use numbers again, so
/// several may be several shipments.
final class Shipments {
    /// What a shop writes as ship date and what a carrier scans first differ by a weekend's day or two, and by zones. A
    /// story that ended before that is an earlier parcel's.
    static final int DAYS_BEFORE = 2;
    /// A parcel that is announced waits for its first scan, but not for so long: what begins later is another's.
    static final int DAYS_AFTER = 30;

    private static final int MOST_TOLD = 3;
    private static final int LONGEST_SERVICE = 40;
    private static final int SHORTEST_PART = 3;

    /// One entry.
    ///
    /// @param outcome   what is read from it
    /// @param shippedAt when the carrier says that it was handed over, null when it does not
    /// @param service   the carrier's product, null when the entry names none
    record Shipment(
            PollOutcome outcome,
            @Nullable LocalDate shippedAt,
            @Nullable String service) {
        private Optional<ParcelHistory> history() {
            return outcome instanceof PollOutcome.Answered(CarrierReport report)
                    ? Optional.of(report.history())
                    : Optional.empty();
        }

        private List<TrackingEvent> events() {
            return history().map(ParcelHistory::events).orElse(List.of());
        }

        private @Nullable LocalDate began() {
            if (shippedAt != null || events().isEmpty()) {
                return shippedAt;
            }
            return events().getFirst().occurredLocal().toLocalDate();
        }

        private @Nullable LocalDate ended() {
            return events().isEmpty()
                    ? shippedAt
                    : events().getLast().occurredLocal().toLocalDate();
        }

        /// Whether another entry tells all that this one tells, and more or the same.
        private boolean isToldBy(Shipment other) {
            String theirs = plain(other.service);
            boolean ofAnother =
                    service != null && !theirs.isEmpty() && !plain(service).equals(theirs);
            Set<String> told =
                    other.events().stream().map(TrackingEvent::identity).collect(Collectors.toCollection(HashSet::new));
            return !ofAnother
                    && !events().isEmpty()
                    && events().stream().allMatch(event -> told.contains(event.identity()));
        }

        private String words() {
            List<String> words = new ArrayList<>();
            if (service != null) {
                words.add(service.length() > LONGEST_SERVICE ? service.substring(0, LONGEST_SERVICE) : service);
            }
            LocalDate began = began();
            words.add(began == null ? "without any date" : "begun " + began);
            if (!events().isEmpty()) {
                words.add("last news " + ended());
            }
            return String.join(", ", words);
        }
    }

    private final TrackingQuery query;

    private Shipments(TrackingQuery query) {
        this.query = query;
    }

    /// What is said about the parcel asked; empty when there is no entry. An entry that tells a story counts before
    /// those that are errors.
    static Optional<PollOutcome> choose(List<Shipment> entries, TrackingQuery query) {
        List<Shipment> told =
                entries.stream().filter(entry -> entry.history().isPresent()).toList();
        if (told.size() < 2) {
            return (told.isEmpty() ? entries : told).stream().findFirst().map(Shipment::outcome);
        }
        return Optional.of(new Shipments(query).among(told));
    }

    private PollOutcome among(List<Shipment> told) {
        List<Shipment> left = ofService(ofShipDate(different(told)));
        return left.size() == 1 ? left.getFirst().outcome() : ambiguous(left);
    }

    /// The same shipment told twice is one.
    private static List<Shipment> different(List<Shipment> told) {
        List<Shipment> different = new ArrayList<>();
        for (Shipment one : told) {
            if (different.stream().noneMatch(one::isToldBy)) {
                different.removeIf(before -> before.isToldBy(one));
                different.add(one);
            }
        }
        return different;
    }

    private List<Shipment> ofShipDate(List<Shipment> told) {
        LocalDate shipped = query.shipDate();
        if (shipped == null || told.size() < 2) {
            return told;
        }
        LocalDate first = shipped.minusDays(DAYS_BEFORE);
        LocalDate last = shipped.plusDays(DAYS_AFTER);
        List<Shipment> undated =
                told.stream().filter(one -> one.began() == null).toList();
        List<Shipment> open = with(
                told, one -> isWithin(one.ended(), first, LocalDate.MAX) && isWithin(one.began(), LocalDate.MIN, last));
        List<Shipment> begun = with(open, one -> isWithin(one.began(), first, last));
        if (!begun.isEmpty()) {
            return begun;
        }
        if (!open.isEmpty() || !undated.isEmpty()) {
            return open.isEmpty() ? undated : open;
        }
        // All stories ended before this parcel was handed over: the newest, to be left aside by the one who knows when.
        boolean over = told.stream().allMatch(one -> isWithin(one.ended(), LocalDate.MIN, first.minusDays(1)));
        return over ? List.of(newest(told)) : told;
    }

    private static Shipment newest(List<Shipment> told) {
        Shipment newest = told.getFirst();
        for (Shipment one : told) {
            LocalDate ended = one.ended();
            LocalDate before = newest.ended();
            newest = ended != null && before != null && ended.isAfter(before) ? one : newest;
        }
        return newest;
    }

    private static boolean isWithin(@Nullable LocalDate day, LocalDate first, LocalDate last) {
        return day != null && !day.isBefore(first) && !day.isAfter(last);
    }

    private List<Shipment> ofService(List<Shipment> told) {
        String wanted = plain(query.service());
        if (wanted.isEmpty() || told.size() < 2) {
            return told;
        }
        List<Shipment> same = with(told, one -> plain(one.service()).equals(wanted));
        List<Shipment> alike = with(told, one -> isPart(plain(one.service()), wanted));
        return !same.isEmpty() ? same : alike.isEmpty() ? told : alike;
    }

    /// Shops name a carrier's products freely: "Express" is "Parcel Express".
    private static boolean isPart(String one, String other) {
        return Math.min(one.length(), other.length()) >= SHORTEST_PART && (one.contains(other) || other.contains(one));
    }

    private static String plain(@Nullable String service) {
        return service == null
                ? ""
                : Accents.fold(service).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static List<Shipment> with(List<Shipment> told, Predicate<Shipment> wanted) {
        return told.stream().filter(wanted).toList();
    }

    private PollOutcome ambiguous(List<Shipment> left) {
        String shown =
                left.stream().map(Shipment::words).sorted().limit(MOST_TOLD).collect(Collectors.joining("; "));
        String remedy = query.shipDate() == null
                ? "add the parcel's ship date"
                : query.service() == null ? "add the parcel's service" : "ask the carrier which one it is";
        return new PollOutcome.Ambiguous(
                "%d shipments have this number (%s%s), and nothing says which is this parcel: %s"
                        .formatted(left.size(), shown, left.size() > MOST_TOLD ? "; …" : "", remedy));
    }
}
