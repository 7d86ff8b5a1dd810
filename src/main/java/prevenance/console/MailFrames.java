package prevenance.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.console.access.Role;
import prevenance.message.OutboxMessage;
import prevenance.message.Preview;
import prevenance.message.mail.ReadLetter;
import prevenance.web.Refusal;
import prevenance.web.SecurityHeaders;

/// Mails as customers see them, each in an answer of its own that can do nothing: for frames, and to be kept.
final class MailFrames implements ConsolePage {
    private final ConsoleParts parts;
    private final Shell shell;

    MailFrames(ConsoleParts parts, Shell shell) {
        this.parts = parts;
        this.shell = shell;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/messages/{id}/preview", this::preview, Role.VIEWER);
        routes.post("/messages/{id}/preview", this::previewEdited, Role.AGENT);
        routes.get("/messages/{id}/mail.html", this::html, Role.VIEWER);
        routes.get("/messages/{id}/mail.eml", this::eml, Role.VIEWER);
    }

    private void preview(Context context) {
        frame(context, look(context, null, null));
    }

    /// With words that are not kept yet.
    private void previewEdited(Context context) {
        String subject = Requested.field(context, "subject");
        String body = Requested.field(context, "body");
        boolean template = subject.isBlank() && body.isBlank();
        frame(context, template ? look(context, "", "") : look(context, subject, body));
    }

    private Preview.Look look(Context context, @Nullable String subject, @Nullable String body) {
        Instant now = shell.now();
        return parts.database().read(tx -> {
            OutboxMessage message =
                    parts.outbox().find(tx, Requested.id(context)).orElseThrow(Refusal::notFound);
            Map<String, @Nullable Object> facts = parts.outbox().facts(tx, message.id());
            if (subject != null && body != null) {
                if (subject.isEmpty() && body.isEmpty()) {
                    facts.remove("edited");
                } else {
                    facts = Preview.edited(facts, subject, body);
                }
            }
            return parts.lead().preview().of(tx, message, facts, now);
        });
    }

    private void frame(Context context, Preview.Look look) {
        SecurityHeaders.forFramedMail(context);
        switch (look) {
            case Preview.Look.Words words ->
                context.contentType("text/html; charset=utf-8").result(words.html());
            case Preview.Look.Broken broken ->
                context.contentType("text/plain; charset=utf-8").result(broken.why());
        }
    }

    private void html(Context context) {
        String html = ReadLetter.of(bytes(context)).html();
        SecurityHeaders.forFramedMail(context);
        if (html == null) {
            throw Refusal.notFound();
        }
        context.contentType("text/html; charset=utf-8").result(html);
    }

    private void eml(Context context) {
        byte[] bytes = bytes(context);
        context.header("Content-Disposition", "attachment; filename=\"message-" + Requested.id(context) + ".eml\"");
        context.contentType("message/rfc822").result(bytes);
    }

    private byte[] bytes(Context context) {
        return parts.database()
                .read(tx -> parts.outbox().archived(tx, Requested.id(context)))
                .orElseThrow(Refusal::notFound);
    }
}
