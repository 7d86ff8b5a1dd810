package prevenance.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.aftersales.DeadlineBoard;
import prevenance.aftersales.DueThing;
import prevenance.cases.DeadlineKind;
import prevenance.cases.DeadlineWords;
import prevenance.cases.incident.IncidentStore;
import prevenance.cases.incident.MemberListStore;
import prevenance.console.access.Role;
import prevenance.message.HeldFor;
import prevenance.message.OutboxMessage;
import prevenance.store.Database;
import prevenance.store.Tx;
import prevenance.watch.CarrierHealth;
import prevenance.watch.CarrierHealthStore;

/// What to do now, the most urgent at the top.
final class NowPage implements ConsolePage {
    /// The goal of a first answer, which is how far a person looks ahead.
    private static final Duration SOON = Duration.ofHours(2);

    private static final Duration BOARD = Duration.ofDays(7);
    private static final int MOST = 30;

    private final Shell shell;
    private final ConsoleParts parts;
    private final Database database;
    private final DeadlineBoard board;
    private final NowStore store = new NowStore();
    private final CarrierHealthStore health = new CarrierHealthStore();
    private final IncidentStore incidents = new IncidentStore();
    private final MemberListStore members = new MemberListStore();
    private final IncidentWords words;

    NowPage(Shell shell, ConsoleParts parts) {
        this.shell = shell;
        this.parts = parts;
        this.database = parts.database();
        this.words = new IncidentWords(shell.texts(), parts.carriers());
        this.board = parts.desk().aftersales().board();
    }

    /// One thing to be done.
    ///
    /// @param what   `answer`, `call` or `approve`
    /// @param title  the case's or message's kind, as a key of the words
    /// @param at     until when, null when any time is good
    /// @param tone   `bad` when that has passed, `wait` when it is near
    public record Task(
            String what,
            String title,
            String path,
            @Nullable Instant at,
            String tone,
            @Nullable String who,
            String orderNumber,
            @Nullable String phone,
            @Nullable String owner,
            @Nullable Long valueMinor,
            @Nullable String currency) {}

    /// @param source where the day comes from
    public record Due(DueThing thing, String name, String source) {}

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/", this::now, Role.VIEWER);
    }

    private void now(Context context) {
        Instant now = shell.now();
        Map<String, @Nullable Object> model = new HashMap<>();
        database.<Boolean>read(tx -> {
            model.put("tasks", tasks(tx, now));
            Locale locale = Shell.locale(context);
            List<DueThing> due = board.list(tx, now, BOARD, MOST).stream()
                    .filter(thing -> thing.kind() != DeadlineKind.CALL_BACK)
                    .toList();
            model.put("atStake", DeadlineBoard.atStake(due));
            model.put(
                    "board",
                    due.stream()
                            .map(thing -> new Due(
                                    thing,
                                    DeadlineWords.name(thing.kind(), locale),
                                    DeadlineWords.source(thing.source(), locale)))
                            .toList());
            model.put(
                    "feeds",
                    health.all(tx).stream()
                            .filter(feed -> feed.state() != CarrierHealth.State.OPEN)
                            .toList());
            model.put("coverage", store.coverage(tx, now));
            model.put(
                    "incidents",
                    incidents.open(tx).stream()
                            .map(incident -> new IncidentWords.Listed(
                                    incident, words.title(incident, locale), members.standing(tx, incident)))
                            .toList());
            return true;
        });
        model.put("carriers", new CarrierNames(parts.carriers()));
        shell.page(context, "now", model);
    }

    private List<Task> tasks(Tx tx, Instant now) {
        List<Task> tasks = new ArrayList<>();
        for (NowStore.Waiting waiting : store.waiting(tx, now.plus(SOON), now, MOST)) {
            tasks.add(new Task(
                    waiting.call() ? "call" : "answer",
                    "case-kind." + waiting.kind(),
                    "/cases/" + waiting.caseId(),
                    waiting.at(),
                    tone(waiting.at(), now),
                    waiting.customerName(),
                    waiting.orderNumber(),
                    waiting.call() ? waiting.phone() : null,
                    waiting.owner(),
                    waiting.valueMinor(),
                    waiting.currency()));
        }
        for (OutboxMessage message : parts.outbox().held(tx, MOST)) {
            if (message.heldFor() == HeldFor.APPROVAL) {
                Instant until = message.approveUntil();
                tasks.add(new Task(
                        "approve",
                        "message-kind." + message.kind(),
                        "/messages/" + message.id(),
                        until,
                        until == null ? "calm" : tone(until, now),
                        null,
                        message.orderNumber() == null ? "" : message.orderNumber(),
                        null,
                        null,
                        null,
                        null));
            }
        }
        // What has no hour comes after all that has one.
        tasks.sort(Comparator.comparing(Task::at, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparingLong(task -> task.valueMinor() == null ? 0 : -task.valueMinor()));
        return tasks;
    }

    private static String tone(Instant at, Instant now) {
        return !at.isAfter(now) ? "bad" : at.isBefore(now.plus(Duration.ofMinutes(30))) ? "wait" : "calm";
    }
}
