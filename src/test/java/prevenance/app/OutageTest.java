package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.app.ScriptedParcel.at;
import static prevenance.app.ScriptedParcel.parcel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.assess.FlagFilter;
import prevenance.assess.FlagRow;
import prevenance.assess.FlagStore;
import prevenance.console.access.Role;
import prevenance.console.access.StaffStore;
import prevenance.intake.ImportKind;
import prevenance.intake.ImportProgress;
import prevenance.intake.ImportSource;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.FeedOutage;
import prevenance.watch.FeedOutageStore;
import prevenance.watch.OutageCause;

/// Some hundred parcels in all stages, and then their carrier's feed is gone for days, while promises pass, parcels
/// arrive unseen and the shop goes on shipping: nobody is called late, no customer gets a mail, the staff is told
/// once; and when the feed is back, only what is still true is said.
class OutageTest {
    private static final Duration BEAT = Duration.ofHours(2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String STAFF = "lea@example.org";
    private static final int A_DAY = 14;
    private static final int STUCK = 4;

    private static final String BEGINS = "Thu 21 12:00";
    private static final String ENDS = "Thu 28 12:00";
    private static final DateTimeFormatter SCRIPT = DateTimeFormatter.ofPattern("EEE d HH:mm", Locale.ENGLISH);

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(at("Mon 4 06:00").toInstant());
    private final List<ScriptedParcel> parcels = new ArrayList<>();
    private final Set<String> stuck = new TreeSet<>();
    private final AtomicReference<@Nullable Instant> frozen = new AtomicReference<>();
    private final Set<String> imported = new TreeSet<>();
    private int imports;

    /// What was seen of it.
    private record Outcome(
            List<FeedOutage> outages, List<FlagRow> flags, List<Letterbox.Mail> customers, List<Letterbox.Mail> staff) {
        List<FlagRow> flagsBetween(Instant from, Instant to) {
            return flags.stream()
                    .filter(flag -> !flag.flag().raisedAt().isBefore(from)
                            && flag.flag().raisedAt().isBefore(to))
                    .toList();
        }

        List<Letterbox.Mail> mailsBetween(Instant from, Instant to) {
            return customers.stream()
                    .filter(mail -> !mail.at().isBefore(from) && mail.at().isBefore(to))
                    .toList();
        }
    }

    @Test
    void sevenDaysWithoutAFeedRaiseNoFlagAndOneAlarm() throws IOException {
        Outcome outcome = run(carriers -> carriers.down(true), carriers -> carriers.down(false), false);
        assertThat(outcome.outages()).extracting(FeedOutage::cause).containsExactly(OutageCause.FAILED_READS);
        assertCalm(outcome, "La Poste", "does not answer any more");
    }

    @Test
    void sevenDaysOfAnswersWithoutNewsRaiseNoFlagAndOneAlarm() throws IOException {
        Outcome outcome = run(_ -> frozen.set(clock.instant()), _ -> frozen.set(null), false);
        assertThat(outcome.outages()).extracting(FeedOutage::cause).containsExactly(OutageCause.NO_EVENTS);
        assertCalm(outcome, "La Poste", "has told nothing new");
    }

    @Test
    void sevenDaysInWhichWeWereOffRaiseNoFlagAndOneAlarm() throws IOException {
        Outcome outcome = run(_ -> {}, _ -> {}, true);
        assertThat(outcome.outages()).extracting(FeedOutage::cause).containsExactly(OutageCause.NOT_RUNNING);
        assertThat(outcome.flagsBetween(at(BEGINS).toInstant(), at(ENDS).toInstant()))
                .isEmpty();
        assertThat(outcome.staff()).hasSize(1);
        assertThat(outcome.staff().getFirst().subject()).contains("Prevenance was off for 170 hours");
        assertAfterwards(outcome);
    }

    private void assertCalm(Outcome outcome, String carrier, String alarm) {
        Instant began = at(BEGINS).toInstant();
        Instant ended = at(ENDS).toInstant();
        // What was read in the last beat before is still told.
        Instant silent = began.plus(BEAT);
        assertThat(outcome.flagsBetween(began, ended)).isEmpty();
        assertThat(outcome.mailsBetween(silent, ended)).isEmpty();
        assertThat(outcome.outages().getFirst().beganAt()).isBetween(began.minus(Duration.ofHours(3)), began);
        assertThat(outcome.outages().getFirst().endedAt()).isBetween(ended, ended.plus(Duration.ofHours(4)));
        assertThat(outcome.staff())
                .extracting(Letterbox.Mail::subject)
                .satisfiesExactly(
                        first -> assertThat(first).contains(carrier, alarm),
                        last -> assertThat(last).contains(carrier, "is back"));
        assertThat(outcome.staff().getFirst().at()).isBefore(began.plus(Duration.ofHours(10)));
        assertAfterwards(outcome);
    }

    /// The parcels that are really stuck are found; of the others nobody is told a stale thing.
    private void assertAfterwards(Outcome outcome) {
        Instant ended = at(ENDS).toInstant();
        assertThat(Set.copyOf(outcome.flagsBetween(ended, Instant.MAX).stream()
                        .map(FlagRow::orderNumber)
                        .toList()))
                .isEqualTo(stuck);
        List<Letterbox.Mail> after = outcome.mailsBetween(ended, Instant.MAX);
        assertThat(Set.copyOf(after.stream()
                        .filter(mail -> !stuck.contains(order(mail)))
                        .map(OutageTest::kind)
                        .toList()))
                .isSubsetOf("shipped", "delivered");
        // Who has his parcel for days needs no mail about it; at most one is about each that came just now.
        assertThat(after.size()).isLessThan(parcels.size() / 6);
        assertThat(after.stream().collect(Collectors.groupingBy(Letterbox.Mail::recipient, Collectors.counting())))
                .allSatisfy(
                        (recipient, count) -> assertThat(count).as(recipient).isLessThanOrEqualTo(2));
    }

    private static String order(Letterbox.Mail mail) {
        return "A-" + mail.recipient().substring(0, mail.recipient().indexOf('@'));
    }

    /// Such as `delivered` in `parcel:157/delivered/1`.
    private static String kind(Letterbox.Mail mail) {
        String[] parts = mail.notification().split("/", -1);
        return parts[Math.max(0, parts.length - 2)];
    }

    private Outcome run(Consumer<ScriptedCarriers> begin, Consumer<ScriptedCarriers> end, boolean off)
            throws IOException {
        script();
        InstantSource told = () -> {
            Instant at = frozen.get();
            return at == null ? clock.instant() : at;
        };
        Path config = folder.resolve("prevenance.yaml");
        try (Letterbox letterbox = new Letterbox(clock, "nobody@example.org");
                ScriptedCarriers carriers = new ScriptedCarriers(parcels, told)) {
            Files.writeString(config, config(letterbox, carriers));
            Prevenance program = open(config);
            try {
                program.database()
                        .execute(tx -> new StaffStore()
                                .add(tx, "lea", "Léa Exemple", STAFF, Role.ADMIN, Locale.ENGLISH, clock.instant()));
                live(program, BEGINS);
                begin.accept(carriers);
                if (off) {
                    program.close();
                    clock.advance(Duration.between(clock.instant(), at(ENDS).toInstant()));
                    program = open(config);
                } else {
                    live(program, ENDS);
                }
                end.accept(carriers);
                live(program, "Sun 31 12:00");
                Database database = program.database();
                return new Outcome(
                        database.read(tx -> new FeedOutageStore().since(tx, "laposte", Instant.EPOCH)),
                        database.read(tx -> new FlagStore().list(tx, new FlagFilter(null, null, false, null, 10_000))),
                        letterbox.mails().stream()
                                .filter(mail -> !mail.recipient().equals(STAFF))
                                .toList(),
                        letterbox.mails().stream()
                                .filter(mail -> mail.recipient().equals(STAFF))
                                .filter(mail -> kind(mail).equals("staff-alert"))
                                // What is found afterwards waits for approval, and says so.
                                .filter(mail -> !mail.notification().contains("/approvals/"))
                                .toList());
            } finally {
                program.close();
            }
        }
    }

    private Prevenance open(Path config) {
        return Main.open(config, Path.of("").toAbsolutePath(), Map.of(), Database.Use.DAEMON, clock);
    }

    private void live(Prevenance program, String until) throws IOException {
        Stage alerts = program.stages().stream()
                .filter(stage -> stage.name().equals("alerts"))
                .findFirst()
                .orElseThrow();
        while (clock.instant().isBefore(at(until).toInstant())) {
            ship(program);
            program.beat(clock.instant(), PATIENCE);
            alerts.beat().accept(clock.instant());
            clock.advance(BEAT);
        }
    }

    /// Every working day the shop ships some parcels, which travel for two working days and arrive in the course of
    /// the third. Their promise leaves a day of margin. Some of the eve of the outage never move again.
    private void script() {
        int number = 0;
        for (ZonedDateTime day = at("Mon 4 00:00"); day.isBefore(at("Fri 29 00:00")); day = day.plusDays(1)) {
            if (day.getDayOfWeek() == DayOfWeek.SUNDAY || day.getDayOfWeek() == DayOfWeek.SATURDAY) {
                continue;
            }
            for (int i = 0; i < A_DAY; i++) {
                number++;
                ScriptedParcel parcel = parcel("p" + number, "laposte", "%s%011d".formatted("6A", number), "fr")
                        .ships(text(day).replaceFirst(" [^ ]*$", ""))
                        .promised(text(workday(day, 3)).replaceFirst(" [^ ]*$", ""))
                        .says(text(day.withHour(15).plusMinutes(i * 12L)), TrackingStatus.ACCEPTED_SCANNED)
                        .says(text(workday(day, 1).withHour(4).plusMinutes(i * 20L)), TrackingStatus.TRANSIT_MOVING);
                parcels.add(parcel);
                if (text(day).startsWith("Wed 20") && i < STUCK) {
                    stuck.add(parcel.order);
                    continue;
                }
                parcel.says(text(workday(day, 2).withHour(7).plusMinutes(i * 5L)), TrackingStatus.OUT_ON_VEHICLE)
                        .says(
                                text(workday(day, 2).withHour(9).plusMinutes(i * 33L)),
                                TrackingStatus.DELIVERED_RECIPIENT);
            }
        }
    }

    private static ZonedDateTime workday(ZonedDateTime from, int days) {
        ZonedDateTime day = from;
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            left -= day.getDayOfWeek().getValue() <= 5 ? 1 : 0;
        }
        return day;
    }

    /// Days of January 2027, the script's month, may go on into February.
    private static String text(ZonedDateTime at) {
        long day = Duration.between(at("Fri 1 00:00"), at).toDays() + 1;
        return at.format(SCRIPT).replaceFirst(" \\d+ ", " " + day + " ");
    }

    private void ship(Prevenance program) throws IOException {
        String rows = parcels.stream()
                .filter(parcel -> parcel.shippedAt != null
                        && !parcel.shippedAt.toInstant().isAfter(clock.instant())
                        && imported.add(parcel.name))
                .map(parcel -> String.join(
                        ",",
                        parcel.order,
                        parcel.carrier,
                        parcel.number,
                        String.valueOf(parcel.shippedAt == null ? "" : parcel.shippedAt.toInstant()),
                        parcel.promised,
                        parcel.customer,
                        parcel.address,
                        parcel.language,
                        "FR",
                        "69001"))
                .collect(Collectors.joining("\n"));
        if (rows.isEmpty()) {
            return;
        }
        Path file = folder.resolve("orders-" + ++imports + ".csv");
        Files.writeString(
                file,
                "order,carrier,tracking_number,shipped_at,promised_date,customer_name,email,locale,country,postcode\n"
                        + rows + "\n");
        assertThat(program.imports()
                        .read(ImportKind.ORDERS, ImportSource.file(file), clock.instant(), ImportProgress.NONE)
                        .isClean())
                .isTrue();
    }

    private static String config(Letterbox letterbox, ScriptedCarriers carriers) {
        return """
            shop:
              name: Maison Exemple
              sender: service@example.org
              locale: fr
              country: FR
              phones: { default: "+33 1 99 00 10 10" }
            mail: { host: 127.0.0.1, port: %d, security: none }
            polling: { cadence: { every: 110m } }
            digest: { enabled: false }
            carriers:
              laposte: { base-url: "%s", credentials: { key: test }, limits: [{ requests: 1000000, per: 1s }] }
            """.formatted(letterbox.port(), carriers.address());
    }
}
