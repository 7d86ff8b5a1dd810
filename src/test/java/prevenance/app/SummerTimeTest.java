package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.app.DayInTheLifeTest.chronopost;
import static prevenance.app.DayInTheLifeTest.laposte;
import static prevenance.app.ScriptedParcel.parcel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prevenance.assess.FlagFilter;
import prevenance.assess.FlagStore;
import prevenance.calendar.BusinessCalendar;
import prevenance.cases.CaseFilter;
import prevenance.cases.CaseStore;
import prevenance.console.access.Role;
import prevenance.console.access.StaffStore;
import prevenance.intake.ImportKind;
import prevenance.intake.ImportProgress;
import prevenance.intake.ImportSource;
import prevenance.message.MessageFilter;
import prevenance.store.Backups;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.tracking.TrackingStatus;

/// The clock is set forward and back, at night in Paris and at midnight in Cairo. The beats themselves ring by
/// intervals
/// of real time; what is due by the clock is decided by the stages.
class SummerTimeTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final LocalTime MORNING = LocalTime.of(8, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int YEARS = 4;
    private static final Duration NEAR = Duration.ofDays(2);
    private static final Duration LONGEST_STEP = Duration.ofHours(5);

    /// By the shop's clock; two of them lie in the quiet hours.
    private static final List<Integer> HOURS = List.of(0, 3, 6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 20, 22);

    private static final int MANY = 10_000;

    @TempDir
    Path folder;

    /// What a stage did for a day of the shop, which begins with the stage's hour.
    ///
    /// @param late after that hour, by the clock
    private record Done(LocalDate day, Duration late) {
        static Done at(Instant at, LocalTime due, ZoneId zone) {
            LocalDateTime local = at.atZone(zone).toLocalDateTime();
            LocalDate day = local.toLocalDate().minusDays(local.toLocalTime().isBefore(due) ? 1 : 0);
            return new Done(day, Duration.between(day.atTime(due), local));
        }
    }

    /// The hour of the night is one that the clock skips on one day and shows twice on another. The short form passes
    /// over the months between two changes.
    @ParameterizedTest
    @CsvSource({"Europe/Paris, 02:30", "Africa/Cairo, 00:30", "Africa/Cairo, 23:30"})
    void inFourYearsWhatIsDoneOnceADayIsDoneOnEachLocalDayAndOnNoneTwice(ZoneId zone, LocalTime night)
            throws IOException {
        LocalDate first = LocalDate.of(2027, 1, 1);
        Instant start = first.atTime(12, 0).atZone(zone).toInstant();
        Instant end = start.atZone(zone).plusYears(YEARS).toInstant();
        ManualClock clock = new ManualClock(start);
        Set<LocalDate> days = new TreeSet<>();
        Set<LocalDate> passedOver = new TreeSet<>();
        Set<Instant> made = new TreeSet<>();
        try (Prevenance program = open("shop", clock, """
            backup: {at: "%s"}
            retention: {at: "%s"}
            digest: {at: "08:00"}
            """.formatted(night, night), zone, 25)) {
            program.database()
                    .execute(tx -> new StaffStore()
                            .add(tx, "lea", "Léa Exemple", "lea@example.org", Role.AGENT, Locale.FRENCH, start));
            List<Stage> daily = program.stages().stream()
                    .filter(stage -> Set.of("backup", "retention", "digest").contains(stage.name()))
                    .toList();
            assertThat(daily).hasSize(3);
            for (Instant now = start; now.isBefore(end); ) {
                for (Stage stage : daily) {
                    stage.beat().accept(now);
                }
                Backups.Kept newest = program.care().backups().status().newest();
                if (newest != null) {
                    made.add(newest.at());
                }
                LocalDate today = now.atZone(zone).toLocalDate();
                days.add(today);
                now = clock.advance(step(now, zone));
                // Of what was passed over, and of the days on both sides of it, nothing is asked.
                LocalDate next = now.atZone(zone).toLocalDate();
                if (next.isAfter(today.plusDays(1))) {
                    today.datesUntil(next.plusDays(1)).forEach(passedOver::add);
                }
            }
            // The first and the last are no whole days.
            days.removeAll(Set.of(
                    first,
                    end.atZone(zone).toLocalDate(),
                    end.atZone(zone).toLocalDate().minusDays(1)));
            days.removeAll(passedOver);
            assertThat(days).hasSizeGreaterThan(YEARS * 2);

            assertOnceADay("backups", made, night, days, zone);
            assertOnceADay(
                    "retention",
                    instants(program, "select ended_at from retention_round order by ended_at"),
                    night,
                    days,
                    zone);
            BusinessCalendar calendar = BusinessCalendar.of("FR", null, BusinessCalendar.MONDAY_TO_SATURDAY);
            assertOnceADay(
                    "digests",
                    instants(
                            program,
                            "select created_at from outbox_message where kind = 'STAFF_DIGEST' order by created_at"),
                    MORNING,
                    days.stream().filter(calendar::isBusinessDay).toList(),
                    zone);
        }
    }

    /// On each of these days once, at its hour.
    private static void assertOnceADay(
            String what, Collection<Instant> made, LocalTime due, Collection<LocalDate> days, ZoneId zone) {
        List<Done> done = made.stream()
                .map(at -> Done.at(at, due, zone))
                .filter(one -> days.contains(one.day()))
                .toList();
        assertThat(done).as(what).hasSize(days.size());
        assertThat(done.stream().map(Done::day).toList()).as(what).containsAll(days);
        assertThat(done)
                .as(what)
                .allSatisfy(one -> assertThat(one.late()).as("%s", one).isLessThan(LONGEST_STEP));
    }

    /// Every half hour around a change; between two of them a few times a day, or not at all.
    private static Duration step(Instant now, ZoneId zone) {
        Instant last = zone.getRules().previousTransition(now).getInstant();
        Instant next = zone.getRules().nextTransition(now).getInstant();
        boolean near = now.isBefore(last.plus(NEAR)) || now.isAfter(next.minus(NEAR));
        if (near) {
            return Duration.ofMinutes(30);
        }
        return "long".equals(System.getProperty("faults"))
                ? Duration.ofHours(3)
                : Duration.between(now, next.minus(NEAR).plusSeconds(1));
    }

    private static List<Instant> instants(Prevenance program, String query) {
        return program
                .database()
                .read(tx -> tx.handle().createQuery(query).mapTo(Long.class).list())
                .stream()
                .map(Instant::ofEpochMilli)
                .toList();
    }

    /// None has a public holiday near; all run from Thursday to the Saturday of the week after.
    @Test
    void aWeekInWhichTheClockChangesGoesByTheClockAsAnyOther() throws IOException {
        List<String> usual = week("usual", LocalDate.of(2026, 10, 11));
        assertThat(usual.stream().filter(line -> line.startsWith("mail"))).hasSizeGreaterThan(10);
        assertThat(week("back", LocalDate.of(2026, 10, 25))).isEqualTo(usual);
        assertThat(week("forward", LocalDate.of(2028, 3, 26))).isEqualTo(usual);
    }

    /// What is found, told and due around a Sunday, by the shop's clock and the number of days from it.
    private List<String> week(String name, LocalDate sunday) throws IOException {
        Week week = new Week(sunday);
        List<ScriptedParcel> parcels = parcels(week);
        ManualClock clock = new ManualClock(week.at(-3, "07:00").toInstant());
        try (Letterbox letterbox = new Letterbox(clock, "nobody@example.org");
                ScriptedCarriers carriers = new ScriptedCarriers(parcels, clock);
                Prevenance program = open(
                        name, clock, """
                            polling: { cadence: { every: 50m } }
                            incidents: { enabled: false }
                            messages: { approve: [none] }
                            carriers:
                              laposte: { base-url: "%s", credentials: { key: test }, limits: [{ requests: 1000000, per: 1s }] }
                              chronopost: { base-url: "%s", limits: [{ requests: 1000000, per: 1s }] }
                            """.formatted(carriers.address(), carriers.address()), PARIS, letterbox.port())) {
            Path orders = folder.resolve(name + ".csv");
            Files.writeString(orders, csv(parcels));
            assertThat(program.imports()
                            .read(ImportKind.ORDERS, ImportSource.file(orders), clock.instant(), ImportProgress.NONE)
                            .isClean())
                    .isTrue();
            for (int day = -3; day <= 6; day++) {
                for (int hour : HOURS) {
                    Instant now = week.at(day, "%02d:00".formatted(hour)).toInstant();
                    if (now.isAfter(clock.instant())) {
                        program.beat(clock.advance(Duration.between(clock.instant(), now)), PATIENCE);
                    }
                }
            }
            return week.lines(program, letterbox);
        }
    }

    private record Week(LocalDate sunday) {
        ZonedDateTime at(int day, String time) {
            return sunday.plusDays(day).atTime(LocalTime.parse(time)).atZone(PARIS);
        }

        private String by(@Nullable Instant at) {
            if (at == null) {
                return "-";
            }
            ZonedDateTime local = at.atZone(PARIS);
            return ChronoUnit.DAYS.between(sunday, local.toLocalDate()) + " " + local.toLocalTime();
        }

        private List<String> lines(Prevenance program, Letterbox letterbox) {
            List<String> lines = new ArrayList<>();
            letterbox
                    .mails()
                    .forEach(mail -> lines.add("mail " + mail.recipient() + " " + kind(mail) + " at " + by(mail.at())));
            program.database()
                    .read(tx -> new FlagStore().list(tx, new FlagFilter(null, null, false, null, MANY)))
                    .forEach(row -> lines.add(
                            "flag " + row.orderNumber() + " " + row.flag().kind() + " since "
                                    + by(row.flag().sinceAt()) + " raised "
                                    + by(row.flag().raisedAt()) + " closed "
                                    + by(row.flag().closedAt())));
            program.database()
                    .read(tx -> new CaseStore().list(tx, CaseFilter.open(MANY)))
                    .forEach(row -> lines.add("case " + row.trackingNumber() + " "
                            + row.serviceCase().kind() + " due "
                            + by(row.serviceCase().dueAt())));
            program.database()
                    .read(tx -> program.outbox().list(tx, MessageFilter.newest(MANY)))
                    .forEach(message -> lines.add("message " + message.orderNumber() + " " + message.kind() + " "
                            + message.state() + " made " + by(message.createdAt()) + " sent " + by(message.sentAt())));
            return lines.stream().sorted().toList();
        }

        /// Such as `delivered` in `parcel:157/delivered/1`.
        private static String kind(Letterbox.Mail mail) {
            String[] parts = mail.notification().split("/", -1);
            return parts[Math.max(0, parts.length - 2)];
        }
    }

    private static List<ScriptedParcel> parcels(Week week) {
        List<ScriptedParcel> all = new ArrayList<>();
        // Delivered in the quiet hours: told on the Sunday morning, and on the Monday.
        all.add(story(parcel("saturday", "laposte", laposte(1), "fr"), week)
                .moves(-3, "16:00", TrackingStatus.ACCEPTED_SCANNED)
                .moves(-1, "22:00", TrackingStatus.DELIVERED_RECIPIENT)
                .parcel());
        all.add(story(parcel("sunday", "laposte", laposte(2), "en"), week)
                .moves(-3, "16:00", TrackingStatus.ACCEPTED_SCANNED)
                .moves(0, "23:00", TrackingStatus.DELIVERED_RECIPIENT)
                .parcel());
        // In the middle of the night.
        all.add(story(parcel("night", "laposte", laposte(3), "fr"), week)
                .moves(-3, "16:00", TrackingStatus.ACCEPTED_SCANNED)
                .moves(0, "05:00", TrackingStatus.TRANSIT_DELIVERY_DEPOT)
                .moves(1, "08:00", TrackingStatus.OUT_ON_VEHICLE)
                .moves(1, "11:00", TrackingStatus.DELIVERED_RECIPIENT)
                .parcel());
        // Late on the Saturday, on the Monday, on the Tuesday.
        for (int day : new int[] {-1, 1, 2}) {
            ScriptedParcel late = story(parcel("late" + day, "laposte", laposte(10 + day), "fr"), week)
                    .moves(-3, "16:00", TrackingStatus.ACCEPTED_SCANNED)
                    .moves(-2, "10:00", TrackingStatus.TRANSIT_MOVING)
                    .moves(1, "10:00", TrackingStatus.TRANSIT_MOVING)
                    .parcel();
            late.promised = week.at(day, "00:00").toLocalDate().toString();
            all.add(late);
        }
        all.add(story(parcel("stalled", "laposte", laposte(20), "en"), week)
                .moves(-3, "16:00", TrackingStatus.ACCEPTED_SCANNED)
                .moves(-2, "10:00", TrackingStatus.TRANSIT_MOVING)
                .parcel());
        all.add(story(parcel("unscanned", "laposte", laposte(21), "fr"), week)
                .moves(-3, "09:00", TrackingStatus.PRE_ANNOUNCED)
                .parcel());
        all.add(story(parcel("absent", "laposte", laposte(22), "fr"), week)
                .moves(-3, "16:00", TrackingStatus.ACCEPTED_SCANNED)
                .moves(-1, "14:00", TrackingStatus.ATTEMPT_ABSENT)
                .moves(1, "14:00", TrackingStatus.ATTEMPT_ABSENT)
                .moves(2, "11:00", TrackingStatus.DELIVERED_RECIPIENT)
                .parcel());
        // Kept for eight days; reminded two days before their end, and on the last.
        all.add(story(parcel("pickup", "chronopost", chronopost(1), "en"), week)
                .moves(-3, "16:00", TrackingStatus.ACCEPTED_SCANNED)
                .moves(-2, "10:00", TrackingStatus.PICKUP_READY)
                .parcel());
        all.add(story(parcel("promised", "chronopost", chronopost(2), "fr"), week)
                .moves(-3, "16:00", TrackingStatus.ACCEPTED_SCANNED)
                .moves(-2, "10:00", TrackingStatus.TRANSIT_DELAY_WEATHER)
                .moves(1, "10:00", TrackingStatus.TRANSIT_MOVING)
                .parcel());
        return all;
    }

    private static Story story(ScriptedParcel parcel, Week week) {
        parcel.shippedAt = week.at(-3, "07:00");
        return new Story(parcel, week);
    }

    private record Story(ScriptedParcel parcel, Week week) {
        Story moves(int day, String time, TrackingStatus status) {
            parcel.statements.add(new ScriptedParcel.Statement(week.at(day, time), status));
            return this;
        }
    }

    private static String csv(List<ScriptedParcel> parcels) {
        return parcels.stream()
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
    }

    private Prevenance open(String name, ManualClock clock, String more, ZoneId zone, int smtp) throws IOException {
        Path config = Files.createDirectories(folder.resolve(name)).resolve("prevenance.yaml");
        Files.writeString(config, """
            shop: { name: Maison Exemple, sender: service@example.org, locale: fr, country: FR, time-zone: %s }
            mail: { host: 127.0.0.1, port: %d, security: none }
            %s
            """.formatted(zone, smtp, more));
        return Main.open(config, Path.of("").toAbsolutePath(), Map.of(), Database.Use.DAEMON, clock);
    }
}
