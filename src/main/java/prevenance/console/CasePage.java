package prevenance.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CaseActions;
import prevenance.cases.CaseOutcome;
import prevenance.cases.CloseReason;
import prevenance.cases.RootCause;
import prevenance.console.access.Role;
import prevenance.web.Refusal;

/// What a person does in a case. Every form carries the version that was seen: when the case has changed since, nothing
/// is overwritten, the page says what changed, and keeps what was typed.
final class CasePage implements ConsolePage {
    private final CaseView view;
    private final ConsoleParts parts;
    private final CaseActions actions;
    private final CasePageStore store = new CasePageStore();

    CasePage(CaseView view, ConsoleParts parts) {
        this.view = view;
        this.parts = parts;
        this.actions = parts.cases();
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/cases/{id}", context -> view.show(context, "", Map.of()), Role.VIEWER);
        routes.get("/cases/{id}/files/{file}", this::file, Role.VIEWER);
        routes.post("/cases/{id}/take", act("take", this::take), Role.AGENT);
        routes.post("/cases/{id}/assign", act("assign", this::assign), Role.AGENT);
        routes.post("/cases/{id}/note", act("note", this::note), Role.AGENT);
        routes.post("/cases/{id}/close", act("close", this::close), Role.AGENT);
        routes.post("/cases/{id}/reopen", act("reopen", this::reopen), Role.AGENT);
        routes.post("/cases/{id}/call", act("call", this::call), Role.AGENT);
        routes.post("/cases/{id}/called", act("called", this::called), Role.AGENT);
        routes.post("/cases/{id}/cause", act("cause", this::cause), Role.AGENT);
    }

    private io.javalin.http.Handler act(String name, CaseView.Act act) {
        return context -> view.act(context, name, act);
    }

    private CaseOutcome take(Context context, CaseView.Seen seen) {
        return actions.assign(seen.id(), seen.author(), seen.author(), seen.version(), seen.now());
    }

    private CaseOutcome assign(Context context, CaseView.Seen seen) {
        String owner = Input.field(context, "owner");
        return actions.assign(seen.id(), owner.isEmpty() ? null : owner, seen.author(), seen.version(), seen.now());
    }

    private CaseOutcome note(Context context, CaseView.Seen seen) {
        return actions.note(seen.id(), Input.field(context, "text"), seen.author(), seen.version(), seen.now());
    }

    private CaseOutcome close(Context context, CaseView.Seen seen) {
        CloseReason reason = Input.choice(context, "reason", CloseReason.class);
        String cause = Input.field(context, "cause");
        int version = seen.version();
        if (!cause.isEmpty()) {
            CaseOutcome learnt = actions.rootCause(
                    seen.id(), Input.constant(cause, RootCause.class), seen.author(), version, seen.now());
            if (!(learnt instanceof CaseOutcome.Done(var changed))) {
                return learnt;
            }
            version = changed.version();
        }
        return actions.close(seen.id(), reason, text(context, "text"), seen.author(), version, seen.now());
    }

    private CaseOutcome reopen(Context context, CaseView.Seen seen) {
        return actions.reopen(seen.id(), text(context, "text"), seen.author(), seen.version(), seen.now());
    }

    private CaseOutcome call(Context context, CaseView.Seen seen) {
        return moment(context)
                .map(at -> actions.callBack(seen.id(), at, seen.author(), seen.version(), seen.now()))
                .orElseGet(() -> new CaseOutcome.Refused("the hour cannot be read; write it as 2026-11-17T14:30"));
    }

    private CaseOutcome called(Context context, CaseView.Seen seen) {
        return actions.called(seen.id(), Input.field(context, "text"), seen.author(), seen.version(), seen.now());
    }

    private CaseOutcome cause(Context context, CaseView.Seen seen) {
        RootCause cause = Input.choice(context, "cause", RootCause.class);
        return actions.rootCause(seen.id(), cause, seen.author(), seen.version(), seen.now());
    }

    private Optional<Instant> moment(Context context) {
        try {
            return Optional.of(LocalDateTime.parse(Input.field(context, "at"))
                    .atZone(parts.zone())
                    .toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    static @Nullable String text(Context context, String name) {
        String text = Input.field(context, name);
        return text.isEmpty() ? null : text;
    }

    /// A file of the case. Whatever it claims to be, nothing in it runs, and all but pictures are only downloaded.
    private void file(Context context) {
        long caseId = Input.id(context, "id");
        long id = Input.id(context, "file");
        parts.database().<Boolean>read(tx -> {
            CasePageStore.Attachment file = store.attachments(tx, caseId).stream()
                    .filter(one -> one.id() == id)
                    .findFirst()
                    .orElseThrow(Refusal::notFound);
            context.header("Content-Security-Policy", "sandbox; default-src 'none'");
            context.header("X-Content-Type-Options", "nosniff");
            context.header(
                    "Content-Disposition",
                    (file.isPicture() ? "inline" : "attachment") + "; filename=\""
                            + file.name().replaceAll("[^A-Za-z0-9._-]", "_") + "\"");
            context.contentType(file.isPicture() ? file.mediaType() : "application/octet-stream");
            context.result(store.bytes(tx, caseId, id).orElseThrow(Refusal::notFound));
            return true;
        });
    }
}
