package prevenance.aftersales;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import prevenance.cases.DeadlineKind;
import prevenance.store.Tx;

/// What must be done by when, and what is at stake: the stored deadlines, the last days at pickup points, and
/// the thirty days within which an order without an agreed date is delivered.
public final class DeadlineBoard {
    /// L216-1 Code de la consommation (in force since October 2021).
    private static final int DELIVERY_DAYS = 30;

    private static final int DELIVERY_FROM_DAY = 25;
    private static final int PICKUP_DAYS = 3;
    private static final Duration MISSED_FOR = Duration.ofDays(30);
    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59);

    private final ZoneId zone;
    private final DeadlineBoardStore store = new DeadlineBoardStore();

    /// @param zone where the shop is
    public DeadlineBoard(ZoneId zone) {
        this.zone = zone;
    }

    /// Everything due up to some time ahead, the first due first; what was missed and still waits stands at
    /// the top.
    ///
    /// @param ahead how far to look
    /// @param limit at most so many
    public List<DueThing> list(Tx tx, Instant now, Duration ahead, int limit) {
        List<DueThing> all = new ArrayList<>(store.stored(tx, now.minus(MISSED_FOR), now, now.plus(ahead), limit));
        pickups(tx, now, all);
        deliveries(tx, now, all);
        return all.stream()
                .sorted(Comparator.comparing(DueThing::dueAt).thenComparingLong(DueThing::orderId))
                .limit(limit)
                .toList();
    }

    /// What is at stake in a list, by currency in the smallest unit; a parcel that stands there twice counts
    /// once.
    public static Map<String, Long> atStake(List<DueThing> due) {
        Map<String, Map<String, Long>> byThing = new TreeMap<>();
        for (DueThing thing : due) {
            Long amount = thing.amountMinor();
            String currency = thing.currency();
            if (amount != null && currency != null) {
                String subject = thing.parcelId() == null ? "key " + thing.key() : "parcel " + thing.parcelId();
                byThing.computeIfAbsent(currency, _ -> new TreeMap<>()).merge(subject, amount, Math::max);
            }
        }
        Map<String, Long> sums = new TreeMap<>();
        byThing.forEach((currency, amounts) -> sums.put(
                currency, amounts.values().stream().mapToLong(Long::longValue).sum()));
        return sums;
    }

    private void pickups(Tx tx, Instant now, List<DueThing> all) {
        LocalDate today = now.atZone(zone).toLocalDate();
        for (DeadlineBoardStore.Waiting waiting : store.waiting(tx)) {
            LocalDate until = waiting.untilDate() == null ? date(waiting.computed()) : waiting.untilDate();
            if (until != null && !until.isBefore(today) && !until.isAfter(today.plusDays(PICKUP_DAYS))) {
                all.add(thing(waiting.parcel(), DeadlineKind.PICKUP_HOLD, until, "terms.pickup", now));
            }
        }
    }

    private void deliveries(Tx tx, Instant now, List<DueThing> all) {
        LocalDate today = now.atZone(zone).toLocalDate();
        Instant before =
                today.minusDays(DELIVERY_FROM_DAY - 1L).atStartOfDay(zone).toInstant();
        for (DeadlineBoardStore.Undelivered undelivered : store.undelivered(tx, before, now)) {
            LocalDate last = undelivered.orderedAt().atZone(zone).toLocalDate().plusDays(DELIVERY_DAYS);
            all.add(thing(undelivered.parcel(), DeadlineKind.DELIVERY, last, "law.l216-1", now));
        }
    }

    private DueThing thing(DeadlineBoardStore.Box box, DeadlineKind kind, LocalDate day, String source, Instant now) {
        Instant dueAt = day.atTime(END_OF_DAY).atZone(zone).toInstant();
        return new DueThing(
                null,
                kind,
                box.orderId(),
                box.orderNumber(),
                box.parcelId(),
                box.carrier(),
                box.trackingNumber(),
                box.caseId(),
                dueAt,
                box.amountMinor(),
                box.currency(),
                source,
                dueAt.isBefore(now));
    }

    private static @Nullable LocalDate date(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }
}
