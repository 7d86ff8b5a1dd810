package prevenance.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.store.Database;
import prevenance.store.Tx;

/// Tells of each trouble of the service once when it begins and once when it is over, by routes that need no mail, and
/// always in the log. A route that fails is tried again.
public final class Alarms {
    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

    /// A trouble that is away for less has not ended.
    private static final Duration CALM = Duration.ofMinutes(2);

    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);

    private final Database database;
    private final List<AlarmRoute> routes;
    private final Function<Instant, List<Condition>> conditions;
    private final Locale locale;
    private final AlarmStore store = new AlarmStore();
    private final Map<String, Open> open = new LinkedHashMap<>();
    private boolean loaded;
    private final LongAdder told = new LongAdder();
    private final LongAdder failures = new LongAdder();

    /// One trouble that lasts.
    private static final class Open {
        private Alarm alarm;
        private List<AlarmRoute> untold;
        private Instant nextTry = Instant.MIN;
        private @Nullable Instant calmSince;
        private boolean kept;

        Open(Alarm alarm, List<AlarmRoute> untold, boolean kept) {
            this.alarm = alarm;
            this.untold = untold;
            this.kept = kept;
        }
    }

    /// @param locale     in which somebody is told
    /// @param conditions how the program is doing at an instant
    public Alarms(
            Database database, AlarmSettings settings, Locale locale, Function<Instant, List<Condition>> conditions) {
        this(database, routes(settings), locale, conditions);
    }

    Alarms(Database database, List<AlarmRoute> routes, Locale locale, Function<Instant, List<Condition>> conditions) {
        this.locale = locale;
        this.database = database;
        this.routes = List.copyOf(routes);
        this.conditions = conditions;
    }

    private static List<AlarmRoute> routes(AlarmSettings settings) {
        List<AlarmRoute> routes = new ArrayList<>();
        if (settings.url() != null) {
            routes.add(new AlarmPost(settings.url(), settings.format(), settings.token()));
        }
        if (!settings.command().isEmpty()) {
            routes.add(new AlarmCommand(settings.command()));
        }
        return routes;
    }

    /// How often somebody was told, by whatever route.
    long told() {
        return told.sum();
    }

    /// How often a route failed.
    long failures() {
        return failures.sum();
    }

    /// Tells what has begun and what is over.
    public synchronized void alarmsDue(Instant now) {
        load();
        List<Condition> all = conditions.apply(now);
        for (Condition condition : all) {
            if (condition.isAlarming()) {
                lasts(condition, now);
            }
        }
        for (Open one : List.copyOf(open.values())) {
            boolean lasting = all.stream()
                    .anyMatch(condition ->
                            condition.isAlarming() && condition.name().equals(one.alarm.name()));
            if (!lasting && one.alarm.begins()) {
                calm(one, now);
            }
            if (!one.untold.isEmpty() && !now.isBefore(one.nextTry)) {
                tell(one, now);
            }
            if (!one.alarm.begins() && one.untold.isEmpty()) {
                open.remove(one.alarm.name());
            }
        }
    }

    private void lasts(Condition condition, Instant now) {
        Alarm alarm = new Alarm(
                condition.name(),
                true,
                condition.level() == Condition.Level.STOPPED,
                Optional.ofNullable(condition.since()).orElse(now),
                condition.what(locale),
                condition.remedy(locale),
                locale);
        Open known = open.get(condition.name());
        if (known != null && known.alarm.begins()) {
            known.calmSince = null;
            if (known.kept && known.untold.isEmpty() && isForgotten(alarm)) {
                // It was over where it was told, on another machine perhaps, and is not here.
                open.put(condition.name(), new Open(alarm, new ArrayList<>(routes), false));
            }
            return;
        }
        boolean ours = keep(tx -> store.claim(tx, alarm.name(), alarm.since()));
        open.put(condition.name(), new Open(alarm, ours ? new ArrayList<>(routes) : new ArrayList<>(), !ours));
        LOG.atError()
                .addKeyValue("condition", condition.name())
                .addKeyValue("since", alarm.since())
                .addKeyValue("what", condition.what())
                .addKeyValue("remedy", condition.remedy())
                .log("alarm");
    }

    private boolean isForgotten(Alarm alarm) {
        try {
            return !database.<Boolean>read(tx -> store.isTold(tx, alarm.name()))
                    && database.<Boolean>write(tx -> store.claim(tx, alarm.name(), alarm.since()));
        } catch (RuntimeException failed) {
            LOG.atDebug().setCause(failed).log("told alarms cannot be read");
            return false;
        }
    }

    /// What nobody has heard of yet need not be told any more.
    private void calm(Open one, Instant now) {
        if (one.calmSince == null) {
            one.calmSince = now;
        }
        if (now.isBefore(one.calmSince.plus(CALM))) {
            return;
        }
        Alarm was = one.alarm;
        one.alarm = new Alarm(was.name(), false, was.grave(), was.since(), was.what(), "", locale);
        List<AlarmRoute> reached = new ArrayList<>(routes);
        reached.removeAll(one.untold);
        one.untold = keep(tx -> store.ended(tx, was.name())) ? reached : new ArrayList<>();
        one.nextTry = Instant.MIN;
        LOG.atInfo()
                .addKeyValue("condition", was.name())
                .addKeyValue("since", was.since())
                .log("alarm over");
    }

    private void tell(Open one, Instant now) {
        one.nextTry = now.plus(BETWEEN_TRIES);
        for (AlarmRoute route : List.copyOf(one.untold)) {
            Optional<String> failed = route.tell(one.alarm);
            if (failed.isEmpty()) {
                told.increment();
                one.untold.remove(route);
            } else {
                failures.increment();
                LOG.atWarn()
                        .addKeyValue("route", route.name())
                        .addKeyValue("condition", one.alarm.name())
                        .addKeyValue("reason", failed.get())
                        .log("the alarm was not told, it is tried again");
            }
        }
        if (one.alarm.begins() && one.untold.size() < routes.size() && !one.kept) {
            one.kept = keep(tx -> {
                store.told(tx, one.alarm.name(), now);
                return true;
            });
        }
    }

    /// That the database does not work must not keep anybody from hearing it: then the answer is yes.
    private boolean keep(Function<Tx, Boolean> work) {
        try {
            return database.<Boolean>write(work);
        } catch (RuntimeException failed) {
            LOG.atDebug().setCause(failed).log("an alarm cannot be kept");
            return true;
        }
    }

    private void load() {
        if (loaded) {
            return;
        }
        try {
            database.<Map<String, Instant>>read(store::told)
                    .forEach((name, since) -> open.putIfAbsent(
                            name,
                            new Open(
                                    new Alarm(
                                            name,
                                            true,
                                            false,
                                            since,
                                            ConditionWords.text(locale, "alarm.before"),
                                            "",
                                            locale),
                                    new ArrayList<>(),
                                    true)));
            loaded = true;
        } catch (RuntimeException failed) {
            LOG.atDebug().setCause(failed).log("told alarms cannot be read");
        }
    }
}
