package prevenance.cases;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.assess.FlagStore;
import prevenance.calendar.Places;
import prevenance.cases.incident.Grouping;
import prevenance.cases.incident.Incident;
import prevenance.cases.incident.IncidentEnd;
import prevenance.cases.incident.IncidentSettings;
import prevenance.cases.incident.IncidentState;
import prevenance.cases.incident.IncidentStore;
import prevenance.cases.incident.MemberStore;
import prevenance.cases.incident.Worry;
import prevenance.store.Database;
import prevenance.store.Failure;
import prevenance.store.Tx;

/// Stands between the rules and the desk: many flags of one cause become one incident with one case before any of them
/// becomes a case or a mail. Then lets its members hear the approved wording in their turn, lets those go who
/// recovered,
/// and ends it with its cause.
public final class IncidentDesk {
    private static final Logger LOG = LoggerFactory.getLogger(IncidentDesk.class);
    private static final int TOGETHER = 500;
    /// The pace is kept in slices of a minute, so that nobody is flooded at its start.
    private static final int SLICES = 6;

    private static final Duration SLICE = Duration.ofMinutes(1).dividedBy(SLICES);
    private static final LocalTime REMINDED_AT = LocalTime.of(8, 0);

    private final Database database;
    private final IncidentSettings settings;
    private final TellingSettings telling;
    private final ZoneId zone;
    private final Grouping grouping;
    private final IncidentCases files;
    private final IncidentStore incidents = new IncidentStore();
    private final MemberStore members = new MemberStore();
    private final FlagStore flags = new FlagStore();
    private final Map<String, String> broken = new HashMap<>();

    public IncidentDesk(Database database, IncidentSettings settings, DeskSettings desk, TellingSettings telling) {
        this.database = database;
        this.settings = settings;
        this.telling = telling;
        this.zone = desk.zone();
        this.files = new IncidentCases(desk);
        this.grouping = new Grouping(database, settings, files::open);
    }

    /// Looks at the flags that wait, and at every open incident. Returns how many flags were settled or joined one.
    public int groupDue(Instant now) {
        int[] grouped = {0};
        guarded("flags", () -> grouped[0] = grouping.groupDue(now));
        if (!settings.on()) {
            return grouped[0];
        }
        guarded("recovered", () -> {
            while (database.<Integer>write(tx -> members.recover(tx, now, TOGETHER)) == TOGETHER) {
                // The next part.
            }
        });
        for (long id : database.<List<Long>>read(members::unfinished)) {
            guarded("incident " + id, () -> disperse(id, now));
        }
        for (Incident incident : database.<List<Incident>>read(incidents::open)) {
            guarded("incident " + incident.id(), () -> look(incident, now));
        }
        return grouped[0];
    }

    private void guarded(String what, Runnable work) {
        try {
            work.run();
            broken.remove(what);
        } catch (RuntimeException failed) {
            String problem = Failure.told(failed);
            if (!problem.equals(broken.put(what, problem))) {
                LOG.atError()
                        .addKeyValue("subject", what)
                        .addKeyValue("problem", problem)
                        .log("incidents could not be looked at and are tried again with the next beat");
            }
        }
    }

    private void look(Incident incident, Instant now) {
        if (database.<Boolean>write(tx -> endedBy(tx, incident, now))) {
            return;
        }
        remind(incident, now);
        if (incident.state() == IncidentState.TELLING && incident.round() > 0) {
            letGo(incident, now);
        }
    }

    /// Nobody is in it any more; or most have recovered, and for long nobody new has come.
    private boolean endedBy(Tx tx, Incident incident, Instant now) {
        if (incident.members() == 0) {
            // A crash came between its opening and its first member; they are on their way, or were none.
            boolean old = incident.openedAt().plus(settings.settle()).isBefore(now);
            return old && end(tx, incident, "Nobody was in it.", now);
        }
        int active = members.active(tx, incident.id());
        if (active == 0) {
            return end(tx, incident, "All its parcels have recovered.", now);
        }
        boolean quiet = !incident.lastMemberAt().plus(settings.endAfter()).isAfter(now);
        boolean recovered = active * 100L <= (long) incident.members() * (100 - settings.recovered());
        return quiet
                && recovered
                && incident.worry() != Worry.CODE
                && end(
                        tx,
                        incident,
                        "Its cause is over: " + (incident.members() - active) + " of " + incident.members()
                                + " have recovered and nobody new has come. The others are cases of their own again.",
                        now);
    }

    private boolean end(Tx tx, Incident incident, String text, Instant now) {
        if (!incidents.close(tx, incident, IncidentEnd.ENDED, null, now)) {
            return false;
        }
        files.ended(tx, incident, text, now);
        return true;
    }

    /// The day before news are due that were promised to many, or at once when that has passed.
    private void remind(Incident incident, Instant now) {
        if (incident.nextUpdateDate() == null
                || incident.round() == 0
                || incident.remindedRound() >= incident.round()
                || now.isBefore(incident.nextUpdateDate()
                        .minusDays(1)
                        .atTime(REMINDED_AT)
                        .atZone(zone)
                        .toInstant())) {
            return;
        }
        database.execute(tx -> {
            files.remind(tx, incident, now);
            incidents.reminded(tx, incident.id(), incident.round());
        });
    }

    /// So many members as the pace allows; who sleeps has his turn in the morning.
    private void letGo(Incident incident, Instant now) {
        int most = allowed(now);
        while (most > 0) {
            int part = Math.min(most, TOGETHER);
            int looked = database.<Integer>write(tx -> {
                Incident current = incidents.find(tx, incident.id()).orElseThrow();
                if (current.state() != IncidentState.TELLING) {
                    return 0;
                }
                List<MemberStore.Turn> awake = new ArrayList<>();
                List<MemberStore.Turn> turns = members.turns(tx, current, now, part);
                for (MemberStore.Turn turn : turns) {
                    Instant at = telling.quiet()
                            .endOf(
                                    now,
                                    Places.zoneOf(turn.country(), turn.postcode())
                                            .orElse(zone));
                    if (at.isAfter(now)) {
                        members.putOff(tx, current, turn, at);
                    } else {
                        awake.add(turn);
                    }
                }
                members.letGo(tx, current, awake, now);
                return turns.size();
            });
            if (looked < part) {
                return;
            }
            most -= looked;
        }
    }

    /// What the pace leaves: no more than a minute's worth waits for the mail server besides.
    private int allowed(Instant now) {
        return database.<Integer>read(tx -> {
            int gone = members.letGoSince(tx, now.minus(SLICE));
            int backlog = members.backlog(tx, now);
            return Math.min(settings.mailsPerMinute() / SLICES - gone, settings.mailsPerMinute() - backlog);
        });
    }

    /// What a closed incident still speaks for becomes the desk's again, or is dropped.
    private void disperse(long id, Instant now) {
        IncidentEnd end = database.<Incident>read(tx -> incidents.find(tx, id).orElseThrow())
                .end();
        int most = end == IncidentEnd.RELEASED ? allowed(now) : Integer.MAX_VALUE;
        while (most > 0) {
            int part = Math.min(most, TOGETHER);
            int left = database.<Integer>write(tx -> {
                List<MemberStore.Leaving> leaving = members.left(tx, id, part);
                if (end == IncidentEnd.DROPPED) {
                    drop(tx, leaving, now);
                }
                members.leave(tx, leaving, end == null ? "ENDED" : end.name(), now);
                return leaving.size();
            });
            if (left < part) {
                return;
            }
            most -= left;
        }
    }

    private void drop(Tx tx, List<MemberStore.Leaving> leaving, Instant now) {
        for (MemberStore.Leaving one : leaving) {
            flags.openOf(tx, one.parcelId()).stream()
                    .filter(flag -> flag.id() == one.flagId())
                    .forEach(flag -> flags.closeByStaff(tx, flag, now));
        }
    }
}
