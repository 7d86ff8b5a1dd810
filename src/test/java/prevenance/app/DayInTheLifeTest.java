package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static prevenance.app.ScriptedParcel.at;
import static prevenance.app.ScriptedParcel.parcel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.assess.FlagFilter;
import prevenance.assess.FlagKind;
import prevenance.assess.FlagRow;
import prevenance.assess.FlagStore;
import prevenance.assess.Reason;
import prevenance.assess.Reasons;
import prevenance.cases.CaseFilter;
import prevenance.cases.CaseKind;
import prevenance.cases.CaseOutcome;
import prevenance.cases.CaseRow;
import prevenance.cases.CaseStore;
import prevenance.cases.CloseReason;
import prevenance.cases.EntryKind;
import prevenance.cases.ServiceCase;
import prevenance.intake.ImportKind;
import prevenance.intake.ImportProgress;
import prevenance.intake.ImportReport;
import prevenance.intake.ImportSource;
import prevenance.message.MessageFilter;
import prevenance.message.MessageKind;
import prevenance.message.MessageState;
import prevenance.message.OutboxMessage;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.tracking.TrackingStatus;

/// A month of a small shop through the whole program, from the order file to the accepted mail: what is
/// flagged, worked on and said is exactly what was worked out by hand for each parcel, on the day it was
/// worked out for. January 2027 has no public holiday in France after the first. La Poste works Monday to
/// Saturday, Chronopost is counted Monday to Friday.
class DayInTheLifeTest {
    private static final Duration BEAT = Duration.ofHours(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String LAPOSTE = "laposte";
    private static final String CHRONOPOST = "chronopost";
    private static final int MANY = 1_000;

    /// Told only because a person, a customer or the shop's other files say so, or because many parcels are
    /// late at once.
    private static final Set<MessageKind> NOT_IN_THIS_MONTH = EnumSet.of(
            MessageKind.MASS_DELAY,
            MessageKind.NEW_NUMBER,
            MessageKind.DAMAGED_RECEIVED,
            MessageKind.NOT_RECEIVED_ACK,
            MessageKind.REPORT_RECEIVED,
            MessageKind.RETURN_RECEIVED,
            MessageKind.EXCHANGE_PROMISED,
            MessageKind.EXCHANGE_BLOCKED,
            MessageKind.REFUND_DECIDED,
            MessageKind.REFUND_FAILED,
            MessageKind.GOODWILL,
            MessageKind.STAFF_DIGEST,
            MessageKind.STAFF_ALERT);

    private static final List<String> UNSAID = List.of(
            "A-damaged DAMAGED_CARRIER SUPPRESSED taken back: settled otherwise",
            "A-late DELAY_UNKNOWN SUPPRESSED taken back: it is on the van and may come today",
            "A-mute ATTEMPT_FAILED SUPPRESSED no e-mail address",
            "A-quiet DELIVERED SUPPRESSED the customer wants no news of mere progress",
            "A-quiet SHIPPED SUPPRESSED the customer wants no news of mere progress",
            "A-rejected DELAY_UNKNOWN SUPPRESSED rejected: he has called",
            "A-stalled DELAY_UNKNOWN SUPPRESSED taken back: its reason has ended: stalled");

    private static final List<String> APPROVED = List.of(
            "A-returned RETURNING",
            "A-late DELAY_UNKNOWN",
            "A-silent DELAY_UNKNOWN",
            "A-stalled DELAY_UNKNOWN",
            "A-silent SEARCHING",
            "A-dented DAMAGED_CARRIER",
            "A-lost LOST",
            "A-missed PICKUP_MISSED");

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(at("Mon 4 07:00").toInstant());
    private final List<ScriptedParcel> month = month();
    private final List<String> done = new ArrayList<>();
    private final List<String> imported = new ArrayList<>();
    private final ScriptedLead lead = new ScriptedLead();
    private int drops;

    private static List<ScriptedParcel> month() {
        List<ScriptedParcel> all = new ArrayList<>();
        // Nothing is wrong.
        all.add(parcel("plain", LAPOSTE, laposte(1), "en")
                .ships("Mon 4")
                .promised("Thu 7")
                .says("Mon 4 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 4", MessageKind.SHIPPED)
                .says("Wed 6 10:00", TrackingStatus.TRANSIT_MOVING)
                .says("Thu 7 07:00", TrackingStatus.OUT_ON_VEHICLE)
                .says("Thu 7 11:00", TrackingStatus.DELIVERED_RECIPIENT)
                .told("Thu 7", MessageKind.DELIVERED));
        // Unknown to the carrier for more than 48 hours, which is the shop's work and not the customer's.
        all.add(parcel("unknown", LAPOSTE, laposte(2), "fr")
                .ships("Mon 4")
                .promised("Fri 8")
                .flagged(FlagKind.NUMBER_UNKNOWN)
                .worked(CaseKind.NUMBER_UNKNOWN, CloseReason.RESOLVED_BY_ITSELF)
                .says("Thu 7 10:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Thu 7", MessageKind.SHIPPED)
                .says("Fri 8 11:00", TrackingStatus.DELIVERED_RECIPIENT)
                .told("Fri 8", MessageKind.DELIVERED));
        // A number that is never known, because it was mistyped, ends with the person who finds that out.
        all.add(parcel("mistyped", LAPOSTE, laposte(14), "fr")
                .ships("Mon 4")
                .flagged(FlagKind.NUMBER_UNKNOWN)
                .closed("Thu 7 09:00", CloseReason.NO_ACTION_NEEDED)
                .worked(CaseKind.NUMBER_UNKNOWN, CloseReason.NO_ACTION_NEEDED)
                // Whatever its number, the order is still owed: nothing was promised, and the legal month ends.
                .flagged(FlagKind.LEGAL_DELIVERY_30D)
                .closed("Fri 29 15:00", CloseReason.REFUNDED)
                .worked(CaseKind.LEGAL_DELIVERY, CloseReason.REFUNDED));
        // Announced on Monday, never scanned: the staff after two business days, the customer after four, on Friday.
        all.add(parcel("unscanned", LAPOSTE, laposte(3), "en")
                .ships("Mon 4")
                .says("Mon 4 09:00", TrackingStatus.PRE_ANNOUNCED)
                .flagged(FlagKind.NOT_HANDED_OVER)
                .worked(CaseKind.NOT_HANDED_OVER, CloseReason.RESOLVED_BY_ITSELF)
                .told("Fri 8", MessageKind.NOT_LEFT_YET)
                .says("Mon 11 09:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 11", MessageKind.SHIPPED)
                .says("Wed 13 11:00", TrackingStatus.DELIVERED_RECIPIENT)
                .told("Wed 13", MessageKind.DELIVERED)
                .told("Thu 14", MessageKind.RESOLVED));
        // No progress since Tuesday: the staff on Friday (3 days), the customer on Monday (5 days). It moves again on
        // the
        // morning on which that is approved, so that it is not said. This mailbox puts every mail off once.
        all.add(parcel("stalled", LAPOSTE, laposte(4), "fr")
                .ships("Mon 4")
                .says("Mon 4 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 4", MessageKind.SHIPPED)
                .says("Tue 5 10:00", TrackingStatus.TRANSIT_MOVING)
                .flagged(FlagKind.STALLED)
                .worked(CaseKind.STALLED, CloseReason.RESOLVED_BY_ITSELF)
                .says("Tue 12 09:00", TrackingStatus.TRANSIT_DELIVERY_DEPOT)
                .says("Tue 12 15:00", TrackingStatus.DELIVERED_RECIPIENT)
                .told("Tue 12", MessageKind.DELIVERED));
        // Promised for Thursday: the staff when Friday is over, the customer when Saturday is over. On Monday, when
        // somebody could approve that, it is on the van.
        all.add(parcel("late", LAPOSTE, laposte(5), "en")
                .ships("Mon 4")
                .promised("Thu 7")
                .says("Mon 4 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 4", MessageKind.SHIPPED)
                .says("Tue 5 10:00", TrackingStatus.TRANSIT_MOVING)
                .says("Thu 7 10:00", TrackingStatus.TRANSIT_DELIVERY_DEPOT)
                .flagged(FlagKind.LATE)
                .worked(CaseKind.LATE, CloseReason.RESOLVED_BY_ITSELF)
                .says("Mon 11 06:00", TrackingStatus.OUT_ON_VEHICLE)
                .says("Mon 11 11:00", TrackingStatus.DELIVERED_RECIPIENT)
                .told("Mon 11", MessageKind.DELIVERED));
        // The carrier itself gives the weather as the cause; that needs no person, and the news promised for Thursday
        // are
        // an honest word.
        all.add(parcel("weather", CHRONOPOST, chronopost(1), "fr")
                .ships("Mon 4")
                .promised("Fri 8")
                .says("Mon 4 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 4", MessageKind.SHIPPED)
                .says("Tue 5 10:00", TrackingStatus.TRANSIT_DELAY_WEATHER)
                .flagged(FlagKind.DELAY_ANNOUNCED)
                .told("Tue 5", MessageKind.DELAY_KNOWN)
                .says("Wed 6 10:00", TrackingStatus.TRANSIT_MOVING)
                .told("Thu 7", MessageKind.STILL_SEARCHING)
                .says("Fri 8 11:00", TrackingStatus.DELIVERED_RECIPIENT)
                .told("Fri 8", MessageKind.DELIVERED));
        // Nobody at home on two days, each told for itself; the second needs a person. Late when Thursday is over, but
        // the customer knows why.
        all.add(parcel("absent", LAPOSTE, laposte(6), "en")
                .ships("Mon 18")
                .promised("Wed 20")
                .says("Mon 18 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 18", MessageKind.SHIPPED)
                .says("Wed 20 08:00", TrackingStatus.OUT_ON_VEHICLE)
                .says("Wed 20 14:00", TrackingStatus.ATTEMPT_ABSENT)
                .flagged(FlagKind.ATTEMPT_FAILED)
                .told("Wed 20", MessageKind.ATTEMPT_FAILED)
                .says("Thu 21 08:00", TrackingStatus.OUT_ON_VEHICLE)
                .says("Thu 21 14:00", TrackingStatus.ATTEMPT_ABSENT)
                .flagged(FlagKind.ATTEMPT_FAILED)
                .flagged(FlagKind.LATE)
                .worked(CaseKind.ATTEMPT_FAILED, CloseReason.RESOLVED_BY_ITSELF)
                .told("Thu 21", MessageKind.ATTEMPT_FAILED)
                .says("Fri 22 11:00", TrackingStatus.DELIVERED_RECIPIENT)
                .told("Fri 22", MessageKind.DELIVERED)
                .told("Mon 25", MessageKind.RESOLVED));
        // A case that somebody has taken does not close itself.
        all.add(parcel("address", LAPOSTE, laposte(7), "fr")
                .ships("Mon 4")
                .says("Mon 4 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 4", MessageKind.SHIPPED)
                .says("Wed 6 13:00", TrackingStatus.ATTEMPT_ADDRESS)
                .flagged(FlagKind.ADDRESS_PROBLEM)
                .told("Wed 6", MessageKind.ADDRESS_NEEDED)
                .taken("Wed 6 19:00")
                .says("Thu 7 08:00", TrackingStatus.OUT_ON_VEHICLE)
                .says("Thu 7 12:00", TrackingStatus.DELIVERED_RECIPIENT)
                .told("Thu 7", MessageKind.DELIVERED)
                .closed("Fri 8 10:00", CloseReason.ADDRESS_CORRECTED)
                .told("Mon 11", MessageKind.RESOLVED)
                .worked(CaseKind.ADDRESS_PROBLEM, CloseReason.ADDRESS_CORRECTED));
        // Kept for eight days from Wednesday 13, so until Thursday 21; reminded two days before.
        all.add(parcel("pickup", CHRONOPOST, chronopost(2), "en")
                .ships("Mon 11")
                .says("Mon 11 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 11", MessageKind.SHIPPED)
                .says("Wed 13 10:00", TrackingStatus.PICKUP_READY)
                .flagged(FlagKind.PICKUP_WAITING)
                .told("Wed 13", MessageKind.PICKUP_READY)
                .told("Tue 19", MessageKind.PICKUP_REMINDER)
                .says("Wed 20 10:00", TrackingStatus.DELIVERED_COLLECTED)
                .told("Wed 20", MessageKind.DELIVERED));
        // Not collected: told on the last day too, and once that it goes back. What to do then is a person's word.
        all.add(parcel("missed", CHRONOPOST, chronopost(3), "fr")
                .ships("Mon 11")
                .says("Mon 11 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 11", MessageKind.SHIPPED)
                .says("Wed 13 10:00", TrackingStatus.PICKUP_READY)
                .flagged(FlagKind.PICKUP_WAITING)
                .told("Wed 13", MessageKind.PICKUP_READY)
                .told("Tue 19", MessageKind.PICKUP_REMINDER)
                .says("Fri 22 09:00", TrackingStatus.PICKUP_EXPIRED)
                .flagged(FlagKind.PICKUP_MISSED)
                .told("Thu 21", MessageKind.PICKUP_LAST_DAY)
                .told("Sat 23", MessageKind.PICKUP_MISSED)
                .reminded("Tue 26")
                .says("Mon 25 09:00", TrackingStatus.RETURN_UNDER_WAY)
                .flagged(FlagKind.RETURNING)
                .says("Wed 27 10:00", TrackingStatus.RETURN_ARRIVED)
                .flagged(FlagKind.RETURNED)
                .closed("Thu 28 10:00", CloseReason.RETURN_BOOKED_IN)
                .told("Fri 29", MessageKind.RESOLVED)
                .worked(CaseKind.RETURNED, CloseReason.RETURN_BOOKED_IN));
        // Damaged: the shop sends the goods anew, and the customer hears no more of the first parcel.
        ScriptedParcel damaged = parcel("damaged", CHRONOPOST, chronopost(4), "en")
                .ships("Mon 18")
                .says("Mon 18 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 18", MessageKind.SHIPPED)
                .says("Wed 20 10:00", TrackingStatus.EXC_DAMAGED)
                .flagged(FlagKind.DAMAGED)
                .closed("Wed 20 15:00", CloseReason.RESHIPPED)
                .worked(CaseKind.DAMAGED, CloseReason.RESHIPPED)
                .says("Fri 22 10:00", TrackingStatus.RETURN_UNDER_WAY)
                .flagged(FlagKind.RETURNING)
                .says("Tue 26 10:00", TrackingStatus.RETURN_ARRIVED)
                .flagged(FlagKind.RETURNED)
                .flagged(FlagKind.CLAIM_DEADLINE)
                .closed("Wed 27 10:00", CloseReason.RETURN_BOOKED_IN)
                .worked(CaseKind.CLAIM_DEADLINE, CloseReason.RETURN_BOOKED_IN);
        all.add(damaged);
        all.add(parcel("replacement", LAPOSTE, laposte(8), "en")
                .replaces(damaged)
                .told("Thu 21", MessageKind.EXCHANGE_SHIPPED)
                .says("Thu 21 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .says("Sat 23 11:00", TrackingStatus.DELIVERED_RECIPIENT)
                .told("Sat 23", MessageKind.DELIVERED));
        // On its way back, booked in late, then refunded.
        all.add(parcel("returned", LAPOSTE, laposte(9), "fr")
                .ships("Mon 4")
                .says("Mon 4 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 4", MessageKind.SHIPPED)
                .says("Thu 7 10:00", TrackingStatus.RETURN_UNDER_WAY)
                .flagged(FlagKind.RETURNING)
                .told("Fri 8", MessageKind.RETURNING)
                .reminded("Tue 12")
                .says("Mon 11 10:00", TrackingStatus.RETURN_ARRIVED)
                .flagged(FlagKind.RETURNED)
                .closed("Wed 13 16:00", CloseReason.RETURN_BOOKED_IN)
                .told("Thu 14", MessageKind.RESOLVED)
                .worked(CaseKind.RETURNED, CloseReason.RETURN_BOOKED_IN)
                .told("Thu 14", MessageKind.REFUND_TRIGGERED)
                .told("Fri 29", MessageKind.REFUND_LATE_CHECK));
        // Silent since Tuesday 5: stalled on Friday, late for the customer when Saturday is over, searched for after
        // seven days. What waits for approval leaves a day later. Found again, which is told at once.
        all.add(parcel("silent", LAPOSTE, laposte(10), "en")
                .ships("Mon 4")
                .promised("Thu 7")
                .says("Mon 4 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 4", MessageKind.SHIPPED)
                .says("Tue 5 10:00", TrackingStatus.TRANSIT_MOVING)
                .flagged(FlagKind.STALLED)
                .flagged(FlagKind.LATE)
                .told("Mon 11", MessageKind.DELAY_UNKNOWN)
                .flagged(FlagKind.LOST_SUSPECTED)
                .told("Wed 13", MessageKind.SEARCHING)
                .told("Thu 14", MessageKind.STILL_SEARCHING)
                .says("Fri 15 10:00", TrackingStatus.TRANSIT_DELIVERY_DEPOT)
                .told("Fri 15", MessageKind.DELAY_KNOWN)
                .says("Sat 16 11:00", TrackingStatus.DELIVERED_RECIPIENT)
                .told("Sat 16", MessageKind.DELIVERED)
                .told("Mon 18", MessageKind.RESOLVED)
                .worked(CaseKind.LOST_SUSPECTED, CloseReason.RESOLVED_BY_ITSELF));
        // Declared lost, then refunded.
        all.add(parcel("lost", CHRONOPOST, chronopost(5), "fr")
                .ships("Mon 18")
                .says("Mon 18 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 18", MessageKind.SHIPPED)
                .says("Tue 19 10:00", TrackingStatus.TRANSIT_MOVING)
                .says("Fri 22 09:00", TrackingStatus.EXC_LOST_DECLARED)
                .flagged(FlagKind.LOST_DECLARED)
                .told("Sat 23", MessageKind.LOST)
                .closed("Mon 25 11:00", CloseReason.REFUNDED)
                .told("Tue 26", MessageKind.RESOLVED)
                .worked(CaseKind.LOST_DECLARED, CloseReason.REFUNDED)
                .told("Mon 25", MessageKind.REFUND_TRIGGERED));
        // A code that no table lists ends with the journey.
        all.add(parcel("unmapped", LAPOSTE, laposte(11), "en")
                .ships("Mon 4")
                .says("Mon 4 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 4", MessageKind.SHIPPED)
                .says("Tue 5 10:00", TrackingStatus.UNKNOWN_UNMAPPED)
                .flagged(FlagKind.UNMAPPED_CODE)
                .worked(CaseKind.UNMAPPED_CODE, CloseReason.RESOLVED_BY_ITSELF)
                .says("Thu 7 11:00", TrackingStatus.DELIVERED_RECIPIENT)
                .told("Thu 7", MessageKind.DELIVERED));
        // … or with a person; the same code does not come back, but another one is a question of its own.
        all.add(parcel("mapped", LAPOSTE, laposte(12), "fr")
                .ships("Mon 4")
                .says("Mon 4 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 4", MessageKind.SHIPPED)
                .says("Tue 5 10:00", TrackingStatus.UNKNOWN_UNMAPPED)
                .flagged(FlagKind.UNMAPPED_CODE)
                .closed("Wed 6 09:00", CloseReason.CODE_MAPPED)
                .worked(CaseKind.UNMAPPED_CODE, CloseReason.CODE_MAPPED)
                .says("Wed 6 10:00", TrackingStatus.UNKNOWN_UNMAPPED)
                .says("Wed 6 15:00", TrackingStatus.HELD_SECURITY)
                .flagged(FlagKind.UNMAPPED_CODE)
                .worked(CaseKind.UNMAPPED_CODE, CloseReason.RESOLVED_BY_ITSELF)
                .says("Thu 7 11:00", TrackingStatus.DELIVERED_RECIPIENT)
                .told("Thu 7", MessageKind.DELIVERED));
        // Who has no address is called; good news alone are no reason to.
        all.add(parcel("mute", LAPOSTE, laposte(13), "fr")
                .withoutAddress()
                .ships("Mon 11")
                .says("Mon 11 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .says("Wed 13 08:00", TrackingStatus.OUT_ON_VEHICLE)
                .says("Wed 13 14:00", TrackingStatus.ATTEMPT_ABSENT)
                .flagged(FlagKind.ATTEMPT_FAILED)
                .flagged(FlagKind.MAIL_FAILED)
                .closed("Thu 14 09:00", CloseReason.CUSTOMER_CONTACTED)
                .worked(CaseKind.CUSTOMER_UNREACHABLE, CloseReason.CUSTOMER_CONTACTED)
                .says("Thu 14 12:00", TrackingStatus.DELIVERED_RECIPIENT));
        all.addAll(MonthOfMessages.parcels());
        return List.copyOf(all);
    }

    @Test
    void inAMonthEverythingIsSeenWorkedOnAndSaidOnce() throws IOException {
        Files.createDirectories(folder.resolve("data/inbox"));
        try (Letterbox letterbox = new Letterbox(clock, "stalled@example.org");
                ScriptedCarriers carriers = new ScriptedCarriers(month, clock)) {
            Path config = folder.resolve("prevenance.yaml");
            Files.writeString(config, config(letterbox, carriers));
            try (Prevenance program =
                    Main.open(config, Path.of("").toAbsolutePath(), Map.of(), Database.Use.DAEMON, clock)) {
                Instant end = at("Mon 39 08:00").toInstant();
                while (clock.instant().isBefore(end)) {
                    live(program);
                    program.beat(clock.instant(), PATIENCE);
                    clock.advance(BEAT);
                }
                assertAll(
                        () -> assertFlags(program), () -> assertCases(program), () -> assertMails(program, letterbox));
            }
        }
    }

    private void live(Prevenance program) throws IOException {
        ZonedDateTime now = clock.instant().atZone(ScriptedParcel.PARIS);
        dropOrders(now);
        if (now.isEqual(at("Thu 14 09:00"))) {
            take(program, ImportKind.REFUNDS, """
                reference,order,amount,currency,means,triggered_at
                R-1,A-returned,49.90,EUR,card,%s
                """.formatted(now.toInstant()));
        }
        if (now.isEqual(at("Thu 21 09:00"))) {
            take(program, ImportKind.EXCHANGES, """
                reference,order,carrier,tracking_number,shipped_at,items
                E-1,A-damaged,laposte,%s,%s,Mug
                """.formatted(laposte(8), now.toInstant()));
        }
        if (now.isEqual(at("Mon 25 15:00"))) {
            take(program, ImportKind.REFUNDS, """
                reference,order,amount,currency,means,triggered_at
                R-2,A-lost,120.00,EUR,bank transfer,%s
                """.formatted(now.toInstant()));
        }
        if (now.isEqual(at("Mon 11 13:00"))) {
            program.database()
                    .execute(tx -> tx.handle()
                            .execute("update customer_order set progress_off_at = 1 where number = 'A-quiet'"));
        }
        lead.live(program, now);
        for (ScriptedParcel parcel : month) {
            for (ScriptedParcel.Deed deed : parcel.deeds) {
                if (!deed.at().isAfter(now) && !done.contains(parcel.name + deed)) {
                    done.add(parcel.name + deed);
                    work(program, parcel, deed);
                }
            }
        }
    }

    /// The shop's file of the morning, put into the drop folder in one piece.
    private void dropOrders(ZonedDateTime now) throws IOException {
        List<ScriptedParcel> today = month.stream()
                .filter(parcel ->
                        parcel.shippedAt != null && !parcel.shippedAt.isAfter(now) && !imported.contains(parcel.name))
                .toList();
        if (today.isEmpty()) {
            return;
        }
        String file = today.stream()
                .map(parcel -> String.join(
                        ",",
                        parcel.order,
                        parcel.carrier,
                        parcel.number,
                        Objects.requireNonNull(parcel.shippedAt).toInstant().toString(),
                        parcel.promised,
                        "Camille Exemple",
                        parcel.address,
                        parcel.language,
                        "FR",
                        "69001"))
                .collect(Collectors.joining(
                        "\n",
                        "order,carrier,tracking_number,shipped_at,promised_date,customer_name,email,locale,country,"
                                + "postcode\n",
                        "\n"));
        today.forEach(parcel -> imported.add(parcel.name));
        Path draft = folder.resolve("draft.csv");
        Files.writeString(draft, file);
        Files.move(draft, folder.resolve("data/inbox/orders-" + ++drops + ".csv"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void take(Prevenance program, ImportKind kind, String content) throws IOException {
        Path file = folder.resolve(kind + "-" + ++drops + ".csv");
        Files.writeString(file, content);
        ImportReport report =
                program.imports().read(kind, ImportSource.file(file), clock.instant(), ImportProgress.NONE);
        assertThat(report.isClean()).as("%s: %s", kind, report).isTrue();
    }

    private void work(Prevenance program, ScriptedParcel parcel, ScriptedParcel.Deed deed) {
        ServiceCase open = program.database().read(tx -> new CaseStore().list(tx, CaseFilter.open(MANY))).stream()
                .filter(row -> parcel.number.equals(row.trackingNumber()))
                .map(CaseRow::serviceCase)
                .findFirst()
                .orElseThrow(() -> new AssertionError(parcel.name + " has no open case at " + deed.at()));
        CaseOutcome outcome = deed.reason() == null
                ? program.cases().assign(open.id(), "anna", "anna", clock.instant())
                : program.cases().close(open.id(), deed.reason(), null, "anna", clock.instant());
        assertThat(outcome).isInstanceOf(CaseOutcome.Done.class);
    }

    private void assertFlags(Prevenance program) {
        List<FlagRow> rows =
                program.database().read(tx -> new FlagStore().list(tx, new FlagFilter(null, null, false, null, MANY)));
        assertThat(byParcel(
                        rows,
                        row -> row.trackingNumber().value(),
                        row -> row.flag().kind().name()))
                .as("flags, in alphabetical order")
                .isEqualTo(expected(
                        parcel -> parcel.flags.stream().map(Enum::name).sorted().toList()));
        assertThat(rows.stream().map(row -> row.flag().kind()).collect(Collectors.toSet()))
                .as("of the others each needs a longer story, another file or a customer's word, and has its own test")
                .isEqualTo(EnumSet.complementOf(EnumSet.of(
                        FlagKind.NOT_RECEIVED,
                        FlagKind.NUMBER_REPLACED,
                        FlagKind.REPLACEMENT_SILENT,
                        FlagKind.REFUND_DUE,
                        FlagKind.CUSTOMS_HELD,
                        FlagKind.WILL_MISS,
                        FlagKind.NO_PROGRESS_LOOP,
                        FlagKind.TRACKING_END)));
        for (FlagRow row : rows) {
            Reason closedBy = row.flag().closedBy();
            assertThat(row.flag().isOpen()).as("open: %s", row).isFalse();
            assertThat(closedBy).as("why it ended: %s", row).isNotNull();
            for (Locale locale : List.of(Locale.FRENCH, Locale.ENGLISH)) {
                assertSentence(Reasons.text(row.flag().reason(), locale, program.zone()));
                assertSentence(Reasons.text(Objects.requireNonNull(closedBy), locale, program.zone()));
            }
        }
    }

    private static void assertSentence(String text) {
        assertThat(text)
                .doesNotContain("{", "}", "[", "]", "null")
                .doesNotContainPattern("(?<!\\w)\\?(?!\\w)")
                .endsWith(".");
    }

    private void assertCases(Prevenance program) {
        List<CaseRow> rows =
                program.database().read(tx -> new CaseStore().list(tx, new CaseFilter(null, null, null, null, MANY)));
        assertThat(byParcel(
                        rows,
                        row -> String.valueOf(row.trackingNumber()),
                        row -> row.serviceCase().kind() + " "
                                + row.serviceCase().closeReason()))
                .isEqualTo(expected(parcel -> parcel.cases.stream().sorted().toList()));
        assertThat(byParcel(
                        rows,
                        row -> String.valueOf(row.trackingNumber()),
                        row ->
                                program
                                        .database()
                                        .read(tx -> new CaseStore()
                                                .entries(tx, row.serviceCase().id()))
                                        .stream()
                                        .filter(entry -> entry.kind() == EntryKind.PROMISED_NEWS)
                                        .map(entry -> entry.at()
                                                .atZone(ScriptedParcel.PARIS)
                                                .toLocalDate()
                                                .toString())
                                        .collect(Collectors.joining(" "))))
                .as("reminders of promised news")
                .isEqualTo(expected(parcel -> parcel.cases.isEmpty()
                        ? List.of()
                        : Stream.concat(
                                        Stream.generate(() -> "").limit(parcel.cases.size() - 1L),
                                        Stream.of(String.join(" ", parcel.reminders)))
                                .toList()));
    }

    private void assertMails(Prevenance program, Letterbox letterbox) {
        List<Letterbox.Mail> mails = letterbox.mails();
        List<OutboxMessage> outbox =
                program.database().read(tx -> program.outbox().list(tx, MessageFilter.newest(MANY)));
        Map<String, OutboxMessage> byKey =
                outbox.stream().collect(Collectors.toMap(OutboxMessage::key, Function.identity()));
        assertThat(letterbox.deferred()).isEqualTo(2);
        assertThat(mails)
                .as("accepted once per notification")
                .extracting(Letterbox.Mail::notification)
                .doesNotHaveDuplicates();
        assertThat(mails).extracting(Letterbox.Mail::messageId).doesNotHaveDuplicates();
        assertThat(mails.stream()
                        .map(mail -> ScriptedParcel.mail(
                                mail.recipient(),
                                mail.at().atZone(ScriptedParcel.PARIS).toLocalDate(),
                                Objects.requireNonNull(byKey.get(mail.notification()), mail.notification())
                                        .kind()))
                        .sorted()
                        .toList())
                .isEqualTo(month.stream()
                        .flatMap(parcel -> parcel.mails.stream())
                        .sorted()
                        .toList());
        assertThat(mails.stream()
                        .map(mail -> Objects.requireNonNull(byKey.get(mail.notification()))
                                .kind())
                        .collect(Collectors.toSet()))
                .isEqualTo(EnumSet.complementOf(EnumSet.copyOf(NOT_IN_THIS_MONTH)));
        assertThat(outbox.stream()
                        .filter(message -> message.state() != MessageState.SENT)
                        .map(message -> message.orderNumber() + " " + message.kind() + " " + message.state() + " "
                                + message.stateReason())
                        .sorted())
                .as("what did not leave, and why")
                .containsExactlyElementsOf(UNSAID);
        assertThat(lead.approved).containsExactlyElementsOf(APPROVED);
        assertThat(mails)
                .filteredOn(mail -> mail.text().contains(ScriptedLead.OWN_WORDS))
                .extracting(Letterbox.Mail::recipient, Letterbox.Mail::subject)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("silent@example.org", "About your parcel"));
        assertOneIncidentADay(outbox);
        Map<String, String> languages = month.stream()
                .filter(parcel -> !parcel.address.isEmpty())
                .collect(Collectors.toMap(parcel -> parcel.address, parcel -> parcel.language, (one, other) -> one));
        assertThat(languages.values()).contains("fr", "en");
        for (Letterbox.Mail mail : mails) {
            OutboxMessage message = Objects.requireNonNull(byKey.get(mail.notification()));
            assertThat(mail.messageId()).isEqualTo(message.messageId());
            assertThat(mail.autoSubmitted()).isEqualTo("auto-generated");
            assertThat(mail.subject()).isEqualTo(message.subjectLine()).isNotBlank();
            boolean french = Objects.equals(languages.get(mail.recipient()), "fr");
            assertThat(mail.text()).startsWith(french ? "Bonjour Camille Exemple" : "Hello Camille Exemple");
            assertThat(mail.html()).contains("lang=\"" + languages.get(mail.recipient()) + "\"");
            for (String words : List.of(mail.subject(), mail.text(), mail.html())) {
                assertThat(words).isNotBlank().doesNotContain("null", "{{", "{%", ScriptedCarriers.RAW);
            }
        }
    }

    private static void assertOneIncidentADay(List<OutboxMessage> outbox) {
        Set<MessageKind> calm = EnumSet.of(
                MessageKind.SHIPPED,
                MessageKind.DELIVERED,
                MessageKind.DELIVERED_THIRD_PARTY,
                MessageKind.PARTIAL_ORDER,
                MessageKind.EXCHANGE_SHIPPED,
                MessageKind.RESOLVED);
        assertThat(outbox.stream()
                        .filter(message -> message.sentAt() != null
                                && message.parcelId() != null
                                && !calm.contains(message.kind()))
                        .map(message -> message.parcelId() + " "
                                + Objects.requireNonNull(message.sentAt())
                                        .atZone(ScriptedParcel.PARIS)
                                        .toLocalDate()))
                .as("incidents of a parcel on a day")
                .doesNotHaveDuplicates();
        assertThat(outbox.stream()
                        .map(OutboxMessage::sentAt)
                        .filter(Objects::nonNull)
                        .map(at -> at.atZone(ScriptedParcel.PARIS).getHour()))
                .as("hours at which mails left")
                .allMatch(hour -> hour >= 8 && hour < 21);
    }

    private Map<String, List<String>> expected(Function<ScriptedParcel, List<String>> what) {
        Map<String, List<String>> expected = new TreeMap<>();
        month.forEach(parcel -> expected.put(parcel.name, what.apply(parcel)));
        return expected;
    }

    private <T> Map<String, List<String>> byParcel(List<T> rows, Function<T, String> number, Function<T, String> what) {
        Map<String, List<String>> found = new LinkedHashMap<>(expected(parcel -> List.of()));
        for (ScriptedParcel parcel : month) {
            found.put(
                    parcel.name,
                    rows.stream()
                            .filter(row -> number.apply(row).equals(parcel.number))
                            .map(what)
                            .sorted()
                            .toList());
        }
        return new TreeMap<>(found);
    }

    private static String config(Letterbox letterbox, ScriptedCarriers carriers) {
        return """
            shop: { name: Maison Exemple, sender: service@example.org, locale: fr, country: FR }
            mail: { host: 127.0.0.1, port: %d, security: none }
            incidents: {settle: 0s, kinds: [late, stalled, delay-announced, not-handed-over, lost-suspected, number-unknown]}
            polling:
              cadence: { every: 210m }
            carriers:
              laposte:
                base-url: %s
                credentials: { key: test }
                limits: [{ requests: 1000000, per: 1s }]
              chronopost:
                base-url: %s
                limits: [{ requests: 1000000, per: 1s }]
            """.formatted(letterbox.port(), carriers.address(), carriers.address());
    }

    static String laposte(int i) {
        return "6A%011d".formatted(12_700_000_000L + i);
    }

    /// With the check digit of UPU S10: weights 8 6 4 2 3 5 9 7, modulo 11.
    static String chronopost(int i) {
        String serial = "%08d".formatted(6_263_300 + i);
        int[] weights = {8, 6, 4, 2, 3, 5, 9, 7};
        int sum = IntStream.range(0, weights.length)
                .map(k -> weights[k] * Character.digit(serial.charAt(k), 10))
                .sum();
        int check = 11 - sum % 11;
        return "XX" + serial + (check == 10 ? 0 : check == 11 ? 5 : check) + "JB";
    }
}
