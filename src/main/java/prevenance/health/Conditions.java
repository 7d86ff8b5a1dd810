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
        return condition.since() != null
                ? condition
                : new Condition(condition.name(), condition.level(), first, condition.what(), condition.remedy());
    }

    private Condition stages(Instant now) {
        List<String> stuck = pulse.troubles();
        if (!stuck.isEmpty()) {
            return new Condition(
                    "stages",
                    STOPPED,
                    null,
                    String.join(", ", stuck),
                    "the service manager starts the program anew; without one, restart it and send the log, which holds"
                            + " the threads");
        }
        List<String> failing = pulse.beats().stream()
                .filter(beat -> beat.failing()
                        && (beat.lastGood() == null || beat.lastGood().isBefore(now.minus(FAILING))))
                .map(Beat::stage)
                .toList();
        return failing.isEmpty()
                ? Condition.fine("stages", "all " + pulse.beats().size() + " beat")
                : new Condition(
                        "stages",
                        TROUBLE,
                        null,
                        "each round fails: " + String.join(", ", failing),
                        "the log of the service says why");
    }

    private static Condition figures(Optional<Reading> read, Instant now) {
        if (read.isEmpty()) {
            return new Condition("figures", STARTING, null, "the program is starting", "");
        }
        return read.get().at().isBefore(now.minus(OLD))
                ? new Condition(
                        "figures",
                        TROUBLE,
                        read.get().at(),
                        "the database has not been read since then",
                        "see 'database' and 'stages'")
                : Condition.fine("figures", "fresh");
    }

    private Condition disk(Reading reading) {
        if (reading.diskFree().isEmpty()) {
            return Condition.fine("disk", "kept by the database's server");
        }
        long free = reading.diskFree().getAsLong();
        String what = free / MB + " MB left where the database lies";
        if (free >= settings.diskFree()) {
            return Condition.fine("disk", what);
        }
        return new Condition(
                "disk",
                free < settings.diskFree() / SAFE_PART_OF_DISK ? STOPPED : TROUBLE,
                null,
                what,
                "make room; when the disk is full nothing is asked or sent any more");
    }

    private Condition mailServer(Reading reading, Instant now) {
        if (reading.mail().isEmpty()) {
            return Condition.fine("mail-server", "it takes mail");
        }
        MailTrouble trouble = reading.mail().get();
        String answer = " (answer: " + trouble.answer() + ")";
        return switch (trouble.kind()) {
            case "MISCONFIGURED" ->
                new Condition(
                        "mail-server",
                        STOPPED,
                        trouble.since(),
                        "the mail server refuses our log-in or sender" + answer,
                        "correct user and password in the section mail:, then restart; messages wait, none is lost");
            case "DISTRUSTED" ->
                new Condition(
                        "mail-server",
                        STOPPED,
                        trouble.since(),
                        "the mail server refuses one mail after the other for what it thinks of us" + answer,
                        "ask its operator; see SPF, DKIM and block lists; messages wait, none is lost");
            default ->
                new Condition(
                        "mail-server",
                        now.isBefore(trouble.since().plus(mails.down())) ? NOTE : STOPPED,
                        trouble.since(),
                        "the mail server takes no mail" + answer,
                        "see that it runs and is reached from here; messages wait, none is lost");
        };
    }

    private Condition mails(Reading reading, boolean serverToBlame, Instant now) {
        Waiting due = reading.outbox().due();
        if (reading.outbox().paused()) {
            return new Condition(
                    "mails", NOTE, null, "sending is paused; " + due.count() + " wait", "the console resumes it");
        }
        if (serverToBlame || due.since() == null || !due.since().isBefore(now.minus(mails.late()))) {
            return Condition.fine("mails", due.count() + " about to leave");
        }
        return new Condition(
                "mails",
                TROUBLE,
                due.since(),
                due.count() + " should have left and have not",
                "the page Messages tells why each one waits");
    }

    private Condition untold(Reading reading) {
        Waiting untold = reading.untold();
        return untold.count() == 0
                ? Condition.fine("untold", "every open case has had an act or a word in time")
                : new Condition(
                        "untold",
                        TROUBLE,
                        untold.since(),
                        untold.count() + " open cases are long due, and nobody has done or told anything",
                        "the page Cases, the oldest first");
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
        List<String> words = down.stream()
                .map(carrier -> carrier.name()
                        + (carrier.downSince() != null
                                ? " is down"
                                : carrier.state() == CarrierHealth.State.REFUSED ? " refuses us" : " rests"))
                .toList();
        boolean everyone = down.size() == all && down.stream().allMatch(carrier -> carrier.downSince() != null);
        return new Condition(
                "carriers",
                everyone ? TROUBLE : NOTE,
                first,
                String.join(", ", words),
                everyone
                        ? "no carrier answers: see that this machine reaches the internet"
                        : "the page Carriers tells since when and why");
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
                : new Condition(
                        "polls",
                        NOTE,
                        null,
                        "parcels that should have been asked about: " + String.join(", ", late),
                        "'prevenance coverage' tells why; a carrier's limit may be too low for so many");
    }
}
