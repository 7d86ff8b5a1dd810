package prevenance.console;

import static prevenance.console.access.Gate.person;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import prevenance.console.MessageListStore.Line;
import prevenance.console.MessageListStore.Search;
import prevenance.console.access.AuditStore;
import prevenance.console.access.Role;
import prevenance.message.CallListEntry;
import prevenance.message.MessageActions.Seen;
import prevenance.message.MessageKind;
import prevenance.message.MessageOutcome;
import prevenance.message.OutboxMessage;
import prevenance.message.Pause;
import prevenance.message.Preview;
import prevenance.store.Tx;
import prevenance.web.Refusal;

/// All messages in their drawers: to approve, queued, held, to be told by telephone, failed, past ones.
final class MessagesPage implements ConsolePage {
    private static final int ROWS = 50;
    private static final int CALLS = 100;
    private static final int MOST_AT_ONCE = 200;

    private final ConsoleParts parts;
    private final Shell shell;
    private final MessageListStore store = new MessageListStore();
    private final AuditStore audit = new AuditStore();

    MessagesPage(ConsoleParts parts, Shell shell) {
        this.parts = parts;
        this.shell = shell;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/messages", this::list, Role.VIEWER);
        routes.post("/messages/approve", this::approveAll, Role.LEAD);
        routes.post("/messages/pause", this::pause, Role.LEAD);
        routes.post("/messages/resume", this::resume, Role.LEAD);
    }

    private void list(Context context) {
        Locale locale = Shell.locale(context);
        MessageTab tab = Requested.constant(MessageTab.class, Requested.query(context, "tab"))
                .orElse(MessageTab.APPROVE);
        Search search = new Search(
                Requested.query(context, "q"),
                Requested.constant(MessageKind.class, Requested.query(context, "kind"))
                        .orElse(null),
                Requested.queryNumber(context, "before"));
        Instant now = shell.now();
        Map<String, @Nullable Object> model = parts.database().read(tx -> {
            Map<String, @Nullable Object> names = new HashMap<>();
            names.put("counts", store.counts(tx));
            names.put("calls", tab == MessageTab.CALLS ? calls(tx, locale, now) : List.of());
            List<Line> lines = tab == MessageTab.CALLS ? List.of() : store.list(tx, tab, search, ROWS + 1);
            boolean more = lines.size() > ROWS;
            List<Line> shown = more ? lines.subList(0, ROWS) : lines;
            names.put(
                    "rows",
                    shown.stream().map(line -> row(tx, line, locale, now)).toList());
            names.put("more", more);
            names.put("last", shown.isEmpty() ? null : shown.getLast().id());
            names.put("pause", parts.outbox().pause(tx).orElse(null));
            return names;
        });
        model.put("tab", tab.wireName());
        model.put(
                "tabs",
                List.of(MessageTab.values()).stream().map(MessageTab::wireName).toList());
        model.put("q", search.text());
        model.put("kind", search.kind() == null ? "" : search.kind().name());
        model.put(
                "kinds", List.of(MessageKind.values()).stream().map(Enum::name).toList());
        model.put("mayLead", person(context).may(Role.LEAD));
        model.put("mayWork", person(context).may(Role.AGENT));
        shell.page(context, "messages", model);
    }

    private Map<String, @Nullable Object> row(Tx tx, Line line, Locale locale, Instant now) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("line", line);
        row.put("subject", line.subject() == null ? subject(tx, line.id(), now) : line.subject());
        row.put("reason", MessageReasons.say(shell.texts(), locale, line.reason()));
        row.put("late", line.approveUntil() != null && line.approveUntil().isBefore(now));
        row.put("tone", tone(line));
        return row;
    }

    private static String tone(Line line) {
        return switch (line.state()) {
            case SENT -> "good";
            case HELD -> "wait";
            case DEAD -> "bad";
            case QUEUED, SENDING, SHADOW, SUPPRESSED -> "";
        };
    }

    /// The subject that a message would have if it left now.
    private @Nullable String subject(Tx tx, long id, Instant now) {
        Optional<OutboxMessage> message = parts.outbox().find(tx, id);
        if (message.isEmpty()) {
            return null;
        }
        return switch (look(tx, message.get(), now)) {
            case Preview.Look.Words words -> words.subject();
            case Preview.Look.Broken _ -> null;
        };
    }

    private Preview.Look look(Tx tx, OutboxMessage message, Instant now) {
        return parts.lead().preview().of(tx, message, parts.outbox().facts(tx, message.id()), now);
    }

    private List<Map<String, @Nullable Object>> calls(Tx tx, Locale locale, Instant now) {
        List<Map<String, @Nullable Object>> calls = new ArrayList<>();
        for (CallListEntry entry : parts.outbox().callList(tx, CALLS)) {
            Map<String, @Nullable Object> call = new HashMap<>();
            String phone = entry.phone();
            call.put("entry", entry);
            call.put("message", entry.message());
            call.put("dial", phone == null ? null : phone.replaceAll("[^+0-9]", ""));
            call.put("why", entry.why().name());
            switch (look(tx, entry.message(), now)) {
                case Preview.Look.Words words -> {
                    call.put("subject", words.subject());
                    call.put("script", words.text().replaceFirst("(?s)\n-- ?\n.*", ""));
                }
                case Preview.Look.Broken broken -> {
                    call.put("subject", null);
                    call.put("script", broken.why());
                }
            }
            call.put(
                    "reason",
                    MessageReasons.say(shell.texts(), locale, entry.message().stateReason()));
            calls.add(call);
        }
        return calls;
    }

    private void approveAll(Context context) {
        List<Seen> seen = context.formParams("message").stream()
                .distinct()
                .limit(MOST_AT_ONCE)
                .map(MessagesPage::seen)
                .toList();
        Instant now = shell.now();
        String who = person(context).login();
        List<Map<String, @Nullable Object>> rows = parts.database().together(tx -> {
            List<MessageOutcome> outcomes = parts.lead().messages().approveAll(seen, who, now);
            List<Map<String, @Nullable Object>> told = new ArrayList<>();
            for (int i = 0; i < seen.size(); i++) {
                long id = seen.get(i).id();
                Map<String, @Nullable Object> row = new HashMap<>();
                row.put("id", id);
                row.put("done", outcomes.get(i) instanceof MessageOutcome.Done);
                row.put("message", parts.outbox().find(tx, id).orElse(null));
                told.add(row);
                if (outcomes.get(i) instanceof MessageOutcome.Done) {
                    audit.write(tx, who, "message.approve", "message:" + id, null, now);
                }
            }
            return told;
        });
        shell.page(context, "messages-approved", Map.of("rows", rows));
    }

    private static Seen seen(String text) {
        if (!text.matches("\\d{1,18}\\.\\d{1,9}")) {
            throw Refusal.badRequest();
        }
        int dot = text.indexOf('.');
        return new Seen(Long.parseLong(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }

    private void pause(Context context) {
        String why = Requested.field(context, "why").strip();
        String who = person(context).login();
        if (why.isEmpty()) {
            shell.goOn(context, "/messages#pause", "said.pause-needs-why");
            return;
        }
        noting(who, "messages.pause", () -> parts.lead().messages().pause(why, who, shell.now()));
        shell.goOn(context, "/messages", "said.paused");
    }

    private void resume(Context context) {
        String who = person(context).login();
        boolean paused = parts.database()
                .<Optional<Pause>>read(tx -> parts.outbox().pause(tx))
                .isPresent();
        boolean resumed = paused && noting(who, "messages.resume", parts.lead().messages()::resume);
        shell.goOn(context, "/messages", resumed || !paused ? "said.resumed" : "said.resume-needs-word");
    }

    private boolean noting(String who, String action, BooleanSupplier act) {
        return parts.database().<Boolean>together(tx -> {
            boolean done = act.getAsBoolean();
            if (done) {
                audit.write(tx, who, action, null, null, shell.now());
            }
            return done;
        });
    }
}
