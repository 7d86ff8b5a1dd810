package prevenance.console;

import static prevenance.console.access.Gate.person;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.console.access.AuditStore;
import prevenance.console.access.Role;
import prevenance.message.HeldFor;
import prevenance.message.MessageActions;
import prevenance.message.MessageOutcome;
import prevenance.message.MessageState;
import prevenance.message.OutboxMessage;
import prevenance.message.Preview;
import prevenance.message.mail.ReadLetter;
import prevenance.store.Tx;
import prevenance.web.Refusal;

/// One message: what it says or said, where it stands, who decided, and what may be done with it.
final class MessagePage implements ConsolePage {
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_BODY = 10_000;

    private final ConsoleParts parts;
    private final Shell shell;
    private final AuditStore audit = new AuditStore();

    MessagePage(ConsoleParts parts, Shell shell) {
        this.parts = parts;
        this.shell = shell;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/messages/{id}", context -> show(context, null, Map.of()), Role.VIEWER);
        routes.post("/messages/{id}/approve", this::approve, Role.LEAD);
        routes.post("/messages/{id}/reject", this::reject, Role.LEAD);
        routes.post("/messages/{id}/hold", this::hold, Role.AGENT);
        routes.post("/messages/{id}/release", this::release, Role.AGENT);
        routes.post("/messages/{id}/edit", this::edit, Role.AGENT);
        routes.post("/messages/{id}/requeue", this::requeue, Role.AGENT);
        routes.post("/messages/{id}/called", this::called, Role.AGENT);
    }

    private void show(Context context, @Nullable String problem, Map<String, String> typed) {
        long id = Requested.id(context);
        Locale locale = Shell.locale(context);
        Instant now = shell.now();
        Map<String, @Nullable Object> model = parts.database().read(tx -> {
            OutboxMessage message = parts.outbox().find(tx, id).orElseThrow(Refusal::notFound);
            Map<String, @Nullable Object> names = new HashMap<>();
            names.put("message", message);
            names.put("reason", MessageReasons.say(shell.texts(), locale, message.stateReason()));
            names.put(
                    "late",
                    message.approveUntil() != null && message.approveUntil().isBefore(now));
            describe(tx, message, names, now);
            return names;
        });
        OutboxMessage message = (OutboxMessage) java.util.Objects.requireNonNull(model.get("message"));
        boolean held = message.state() == MessageState.HELD;
        boolean mayWork = person(context).may(Role.AGENT);
        boolean mayLead = person(context).may(Role.LEAD);
        model.put("mayApprove", mayLead && held && message.heldFor() == HeldFor.APPROVAL);
        model.put("mayRelease", mayWork && held && message.heldFor() == HeldFor.STAFF);
        model.put("mayReject", mayLead && held);
        model.put("mayHold", mayWork && message.state() == MessageState.QUEUED);
        model.put("mayEdit", mayWork && held && message.template() == null);
        boolean unmailed = message.orderId() != null
                && (message.state() == MessageState.DEAD
                        || message.state() == MessageState.SUPPRESSED && isUnmailed(message.stateReason()));
        model.put("mayRequeue", mayWork && unmailed);
        model.put("mayCall", mayWork && unmailed && message.decidedAt() == null);
        model.put("problem", problem);
        model.put("typedSubject", typed.getOrDefault("subject", orEmpty(message.editedSubject())));
        model.put("typedBody", typed.getOrDefault("body", orEmpty(message.editedBody())));
        shell.page(context, "message", model);
    }

    private static boolean isUnmailed(@Nullable String reason) {
        return reason != null
                && (reason.startsWith("no e-mail address")
                        || reason.startsWith("address refused")
                        || reason.startsWith("given up"));
    }

    /// The mail as it left, or as it would leave now.
    private void describe(Tx tx, OutboxMessage message, Map<String, @Nullable Object> names, Instant now) {
        Optional<ReadLetter> letter = parts.outbox().archived(tx, message.id()).map(ReadLetter::of);
        names.put("letter", letter.orElse(null));
        names.put("broken", null);
        names.put("text", letter.map(ReadLetter::text).orElse(null));
        names.put("subject", message.subjectLine());
        if (letter.isEmpty()) {
            switch (parts.lead().preview().of(tx, message, parts.outbox().facts(tx, message.id()), now)) {
                case Preview.Look.Words words -> {
                    names.put("subject", words.subject());
                    names.put("text", words.text());
                }
                case Preview.Look.Broken broken -> names.put("broken", broken.why());
            }
        }
    }

    private void approve(Context context) {
        act(
                context,
                "approve",
                "/messages?tab=approve",
                (actions, id, version, who, now) -> actions.approve(id, version, who, now));
    }

    private void reject(Context context) {
        String why = Requested.field(context, "why");
        if (why.isBlank()) {
            refuse(context, shell.text(context, "messages.problem.reject-why"), Map.of());
            return;
        }
        act(
                context,
                "reject",
                "/messages?tab=approve",
                (actions, id, version, who, now) -> actions.reject(id, version, why, who, now));
    }

    private void hold(Context context) {
        act(
                context,
                "hold",
                null,
                (actions, id, version, who, now) ->
                        actions.hold(id, version, Requested.field(context, "why"), who, now));
    }

    private void release(Context context) {
        act(context, "release", null, (actions, id, version, who, now) -> actions.release(id, version, who, now));
    }

    private void requeue(Context context) {
        act(context, "requeue", null, (actions, id, version, who, now) -> actions.requeue(id, version, who, now));
    }

    private void called(Context context) {
        boolean fromList = Requested.field(context, "from").equals("calls");
        Long caseId = parts.database()
                .read(tx -> parts.outbox().find(tx, Requested.id(context)))
                .map(OutboxMessage::caseId)
                .orElse(null);
        boolean done = act(
                context,
                "called",
                fromList ? "/messages?tab=calls" : null,
                (actions, id, version, who, now) -> actions.called(id, version, who, now));
        String note = Requested.field(context, "note").strip();
        if (done && caseId != null && !note.isEmpty()) {
            parts.cases().note(caseId, note, person(context).login(), shell.now());
        }
    }

    private void edit(Context context) {
        String subject = Requested.field(context, "subject");
        String body = Requested.field(context, "body");
        String problem = problem(subject, body);
        if (problem != null) {
            refuse(context, shell.text(context, problem), Map.of("subject", subject, "body", body));
            return;
        }
        act(
                context,
                "edit",
                null,
                (actions, id, version, who, now) -> actions.edit(id, version, subject, body, who, now));
    }

    private static @Nullable String problem(String subject, String body) {
        if (subject.isBlank() && body.isBlank()) {
            return null;
        }
        if (subject.isBlank() || body.isBlank()) {
            return "messages.problem.both";
        }
        if (subject.strip().chars().anyMatch(Character::isISOControl)) {
            return "messages.problem.one-line";
        }
        return subject.length() > LONGEST_SUBJECT || body.length() > LONGEST_BODY ? "messages.problem.long" : null;
    }

    private interface Act {
        MessageOutcome on(MessageActions actions, long id, int version, String who, Instant now);
    }

    private boolean act(Context context, String action, @Nullable String next, Act act) {
        long id = Requested.id(context);
        String who = person(context).login();
        Instant now = shell.now();
        int version = Requested.number(context, "version");
        MessageOutcome outcome = parts.database().together(tx -> {
            MessageOutcome became = act.on(parts.lead().messages(), id, version, who, now);
            if (became instanceof MessageOutcome.Done) {
                audit.write(tx, who, "message." + action, "message:" + id, null, now);
            }
            return became;
        });
        switch (outcome) {
            case MessageOutcome.Done _ -> {
                shell.goOn(context, next == null ? "/messages/" + id : next, "said.message-" + action);
                return true;
            }
            case MessageOutcome.NotFound _ -> throw Refusal.notFound();
            case MessageOutcome.Conflict _ -> {
                context.status(409);
                show(context, shell.text(context, "messages.problem.faster"), Map.of());
            }
            case MessageOutcome.Refused refused -> refuse(context, said(context, refused.why()), Map.of());
        }
        return false;
    }

    private String said(Context context, String why) {
        if (why.startsWith("the order has no e-mail address")) {
            return shell.text(context, "messages.problem.no-address");
        }
        return why.startsWith("a server refused the order's address")
                ? shell.text(context, "messages.problem.refused-address")
                : shell.text(context, "messages.problem.refused", why);
    }

    private void refuse(Context context, String problem, Map<String, String> typed) {
        context.status(422);
        show(context, problem, typed);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
