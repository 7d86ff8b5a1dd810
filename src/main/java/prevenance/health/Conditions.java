package prevenance.health;

import static prevenance.health.Condition.Level.FINE;
import static prevenance.health.Condition.Level.NOTE;
import static prevenance.health.Condition.Level.STARTING;
import static prevenance.health.Condition.Level.STOPPED;
import static prevenance.health.Condition.Level.TROUBLE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import prevenance.health.Reading.Carrier;
import prevenance.health.Reading.Waiting;
import prevenance.message.MailTrouble;
import prevenance.watch.CarrierHealth;

/// Judges how the program is doing, from its figures. One cause is one trouble: what follows from it is not another.
public final class Conditions {
    /// Figures older than that say nothing about now.
    private static final Duration OLD = Duration.ofMinutes(2);

    private static final Duration FAILING = Duration.ofMinutes(5);
    private static final Duration LATE_POLLS = Duration.ofHours(2);
    private static final int SAFE_PART_OF_DISK = 10;
    private static final long MB = 1 << 20;

    private final Pulse pulse;
    private final WriteProbe probe;
    private final Survey survey;
    private final CanaryMail canary;
    private final HealthSettings settings;
    private final MailWatchSettings mails;
    private final List<Function<Instant, Optional<Condition>>> others;
    private final Map<String, Instant> began = new HashMap<>();

    /// @param others what else may be wrong; empty while it is not
    public Conditions(
            Pulse pulse,
            WriteProbe probe,
            Survey survey,
            CanaryMail canary,
            HealthSettings settings,
            MailWatchSettings mails,
            List<Function<Instant, Optional<Condition>>> others) {
        this.others = List.copyOf(others);
        this.pulse = pulse;
        this.probe = probe;
        this.survey = survey;
        this.canary = canary;
        this.settings = settings;
        this.mails = mails;
    }

    /// Every part in the same order, those without trouble too, and then what else is wrong.
    public synchronized List<Condition> now(Instant now) {
        List<Condition> all = new ArrayList<>();
        all.add(stages(now));
        all.add(probe.trouble(now).orElseGet(() -> Condition.fine("database", "it can be read and written")));
        Optional<Reading> read = survey.last();
        all.add(figures(read, now));
        if (read.isPresent()) {
            Reading reading = read.get();
            Condition server = mailServer(reading, now);
            all.add(disk(reading));
            all.add(server);
            all.add(mails(reading, server.isAlarming(), now));
            all.add(server.isAlarming() ? Condition.fine("canary", "see mail-server") : canary.condition(now));
            all.add(untold(reading));
            all.add(carriers(reading));
            all.add(polls(reading, now));
        }
        others.forEach(other -> other.apply(now).ifPresent(all::add));
        return all.stream().map(condition -> since(condition, now)).toList();
    }

    /// Whether the program can do its work.
    public static boolean isReady(List<Condition> conditions) {
        return conditions.stream()
                .noneMatch(condition -> condition.level() == STOPPED || condition.level() == STARTING);
    }

    private Condition since(Condition condition, Instant now) {
        if (condition.level() == FINE) {
            began.remove(condition.name());
            return condition;
        }
        Instant first = began.computeIfAbsent(condition.name(), _ -> now);
        return condition.since() != null ? condition : condition.beganAt(first);
    }

    private Condition stages(Instant now) {
        List<String> stuck = pulse.troubles();
        if (!stuck.isEmpty()) {
            return Condition.of("stages", STOPPED, null, "stages.stuck", stuck);
        }
        List<String> failing = pulse.beats().stream()
                .filter(beat -> beat.failing()
                        && (beat.lastGood() == null || beat.lastGood().isBefore(now.minus(FAILING))))
                .map(Beat::stage)
                .toList();
        return failing.isEmpty()
                ? Condition.fine("stages", "all " + pulse.beats().size() + " beat")
                : Condition.of("stages", TROUBLE, null, "stages.failing", failing);
    }

    private static Condition figures(Optional<Reading> read, Instant now) {
        if (read.isEmpty()) {
            return Condition.of("figures", STARTING, null, "figures.starting");
        }
        return read.get().at().isBefore(now.minus(OLD))
                ? Condition.of("figures", TROUBLE, read.get().at(), "figures.old")
                : Condition.fine("figures", "fresh");
    }

    private Condition disk(Reading reading) {
        if (reading.diskFree().isEmpty()) {
            return Condition.fine("disk", "kept by the database's server");
        }
        long free = reading.diskFree().getAsLong();
        if (free >= settings.diskFree()) {
            return Condition.fine("disk", free / MB + " MB left where the database lies");
        }
        return Condition.of(
                "disk",
                free < settings.diskFree() / SAFE_PART_OF_DISK ? STOPPED : TROUBLE,
                null,
                "disk.little",
                free / MB);
    }

    private Condition mailServer(Reading reading, Instant now) {
        if (reading.mail().isEmpty()) {
            return Condition.fine("mail-server", "it takes mail");
        }
        MailTrouble trouble = reading.mail().get();
        String answer = trouble.answer();
        return switch (trouble.kind()) {
            case "MISCONFIGURED" ->
                Condition.of("mail-server", STOPPED, trouble.since(), "mail-server.misconfigured", answer);
            case "DISTRUSTED" ->
                Condition.of("mail-server", STOPPED, trouble.since(), "mail-server.distrusted", answer);
            default ->
                Condition.of(
                        "mail-server",
                        now.isBefore(trouble.since().plus(mails.down())) ? NOTE : STOPPED,
                        trouble.since(),
                        "mail-server.down",
                        answer);
        };
    }

    private Condition mails(Reading reading, boolean serverToBlame, Instant now) {
        Waiting due = reading.outbox().due();
        if (reading.outbox().paused()) {
            return Condition.of("mails", NOTE, null, "mails.paused", due.count());
        }
        if (serverToBlame || due.since() == null || !due.since().isBefore(now.minus(mails.late()))) {
            return Condition.fine("mails", due.count() + " about to leave");
        }
        return Condition.of("mails", TROUBLE, due.since(), "mails.late", due.count());
    }

    private Condition untold(Reading reading) {
        Waiting untold = reading.untold();
        return untold.count() == 0
                ? Condition.fine("untold", "every open case has had an act or a word in time")
                : Condition.of("untold", TROUBLE, untold.since(), "untold.cases", untold.count());
    }

    private static Condition carriers(Reading reading) {
        List<Carrier> down = reading.carriers().stream()
                .filter(carrier -> carrier.downSince() != null || carrier.state() != CarrierHealth.State.OPEN)
                .toList();
        int all = reading.carriers().size();
        if (down.isEmpty()) {
            return Condition.fine("carriers", "none of " + all + " is down");
        }
        @Nullable
        Instant first = down.stream()
                .flatMap(carrier -> Optional.ofNullable(carrier.downSince()).stream())
                .min(Instant::compareTo)
                .orElse(null);
        List<ConditionWords> words = down.stream()
                .map(carrier -> ConditionWords.of(
                        carrier.downSince() != null
                                ? "carrier.down"
                                : carrier.state() == CarrierHealth.State.REFUSED ? "carrier.refuses" : "carrier.rests",
                        carrier.name()))
                .toList();
        boolean everyone = down.size() == all && down.stream().allMatch(carrier -> carrier.downSince() != null);
        return Condition.of(
                "carriers", everyone ? TROUBLE : NOTE, first, everyone ? "carriers.all" : "carriers.some", words);
    }

    private static Condition polls(Reading reading, Instant now) {
        List<String> late = reading.carriers().stream()
                .filter(carrier -> carrier.downSince() == null && carrier.state() == CarrierHealth.State.OPEN)
                .filter(carrier ->
                        carrier.due().since() != null && carrier.due().since().isBefore(now.minus(LATE_POLLS)))
                .map(carrier -> String.format(
                        Locale.ROOT, "%s %d", carrier.name(), carrier.due().count()))
                .toList();
        return late.isEmpty()
                ? Condition.fine("polls", "parcels are asked about in time")
                : Condition.of("polls", NOTE, null, "polls.late", late);
    }
}
