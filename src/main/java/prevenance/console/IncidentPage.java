package prevenance.console;

import static prevenance.console.access.Gate.person;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CaseEntry;
import prevenance.cases.CaseStore;
import prevenance.cases.DelayCause;
import prevenance.cases.IncidentActions;
import prevenance.cases.IncidentOutcome;
import prevenance.cases.IncidentSample;
import prevenance.cases.IncidentWording;
import prevenance.cases.ServiceCase;
import prevenance.cases.incident.Incident;
import prevenance.cases.incident.IncidentEnd;
import prevenance.cases.incident.IncidentState;
import prevenance.cases.incident.IncidentStore;
import prevenance.cases.incident.MemberListStore;
import prevenance.cases.incident.Worry;
import prevenance.console.access.AuditStore;
import prevenance.console.access.Role;
import prevenance.message.Preview;
import prevenance.store.Tx;
import prevenance.web.Refusal;
import prevenance.web.SecurityHeaders;

/// One incident: why it is one, who is in it, what its customers are told, and what may be done with it.
final class IncidentPage implements ConsolePage {
    private static final int SHOWN = 25;
    private static final int CHUNK = 2_000;

    private final Shell shell;
    private final ConsoleParts parts;
    private final IncidentWords words;
    private final IncidentStore incidents = new IncidentStore();
    private final MemberListStore members = new MemberListStore();
    private final CaseStore cases = new CaseStore();
    private final AuditStore audit = new AuditStore();

    IncidentPage(Shell shell, ConsoleParts parts) {
        this.shell = shell;
        this.parts = parts;
        this.words = new IncidentWords(shell.texts(), parts.carriers());
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/incidents/{id}", context -> show(context, null, null), Role.VIEWER);
        routes.get("/incidents/{id}/members.csv", this::csv, Role.VIEWER);
        routes.get("/incidents/{id}/preview", context -> preview(context, null), Role.VIEWER);
        routes.post("/incidents/{id}/preview", context -> preview(context, typed(context)), Role.AGENT);
        routes.post("/incidents/{id}/approve", this::approve, Role.LEAD);
        routes.post("/incidents/{id}/pause", act("pause", IncidentActions::pause), Role.LEAD);
        routes.post("/incidents/{id}/resume", act("resume", IncidentActions::resume), Role.LEAD);
        routes.post("/incidents/{id}/quiet", act("quiet", IncidentActions::keepQuiet), Role.LEAD);
        routes.post("/incidents/{id}/close", this::close, Role.LEAD);
    }

    /// What its case tells.
    public record Line(CaseEntry entry, String text) {}

    private void show(Context context, @Nullable String problem, @Nullable IncidentWording typed) {
        long id = Requested.id(context);
        Locale locale = Shell.locale(context);
        Long after = Requested.queryNumber(context, "after");
        Map<String, @Nullable Object> model = new HashMap<>();
        Incident incident = parts.database().<Incident>read(tx -> {
            Incident found = incidents.find(tx, id).orElseThrow(Refusal::notFound);
            List<MemberListStore.Member> page = members.members(tx, id, after == null ? 0 : after, SHOWN + 1);
            model.put("members", page.subList(0, Math.min(SHOWN, page.size())));
            model.put("next", page.size() > SHOWN ? page.get(SHOWN - 1).parcelId() : null);
            model.put("standing", members.standing(tx, found));
            file(tx, found, locale, model);
            return found;
        });
        boolean wordable = incident.isOpen() && incident.worry() != Worry.CODE;
        boolean lead = person(context).may(Role.LEAD);
        model.put("incident", incident);
        model.put("title", words.title(incident, locale));
        model.put("evidence", words.evidence(incident, locale));
        model.put("problem", problem);
        model.put("agent", person(context).may(Role.AGENT));
        model.put("lead", lead && incident.isOpen());
        model.put("wordable", wordable);
        model.put("paused", incident.state() == IncidentState.PAUSED);
        model.put("telling", incident.state() == IncidentState.TELLING);
        model.put("quiet", incident.state() == IncidentState.QUIET);
        model.put("continued", after != null);
        model.put("causes", DelayCause.values());
        model.put("tomorrow", today().plusDays(1).toString());
        wording(typed == null ? standing(incident) : typed, model);
        shell.page(context, "incident", model);
    }

    /// What was approved last, or a draft of it.
    private IncidentWording standing(Incident incident) {
        return new IncidentWording(
                incident.wording().isEmpty() ? words.draft(incident) : incident.wording(),
                cause(incident.cause()),
                incident.nextUpdateDate());
    }

    private static void wording(IncidentWording shown, Map<String, @Nullable Object> model) {
        DelayCause cause = shown.cause();
        LocalDate next = shown.nextUpdateDate();
        model.put("texts", new TreeMap<>(shown.texts()));
        model.put("cause", cause == null ? DelayCause.UNKNOWN : cause);
        model.put("nextDate", next == null ? "" : next.toString());
    }

    private void file(Tx tx, Incident incident, Locale locale, Map<String, @Nullable Object> model) {
        ServiceCase file = cases.ofIncident(tx, incident.id()).orElse(null);
        List<Line> story = new ArrayList<>();
        if (file != null) {
            cases.entries(tx, file.id()).forEach(entry -> story.add(new Line(entry, words.deed(entry, locale))));
        }
        model.put("case", file);
        model.put("story", story);
        model.put("lastEntry", story.isEmpty() ? 0 : story.getLast().entry().id());
    }

    private LocalDate today() {
        return shell.now().atZone(shell.zone()).toLocalDate();
    }

    private static @Nullable DelayCause cause(@Nullable String word) {
        return Arrays.stream(DelayCause.values())
                .filter(cause -> cause.name().equalsIgnoreCase(word))
                .findFirst()
                .orElse(null);
    }

    private static IncidentWording typed(Context context) {
        Map<String, String> texts = new HashMap<>();
        IncidentWording.LANGUAGES.forEach(
                language -> texts.put(language, Requested.field(context, "text-" + language)));
        return new IncidentWording(
                texts,
                cause(Requested.field(context, "cause")),
                date(Requested.field(context, "next")).orElse(null));
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeException unreadable) {
            throw Refusal.badRequest();
        }
    }

    /// The mail to one of its customers, in a frame that can do nothing.
    ///
    /// @param typed null for the wording as it stands
    private void preview(Context context, @Nullable IncidentWording typed) {
        String language = Requested.query(context, "language");
        String wanted = language != null && IncidentWording.LANGUAGES.contains(language) ? language : "fr";
        Instant now = shell.now();
        Preview.Look look = parts.database().read(tx -> {
            Incident incident = incidents.find(tx, Requested.id(context)).orElseThrow(Refusal::notFound);
            IncidentSample.Letter letter = parts.desk()
                    .sample()
                    .of(tx, incident, wanted, typed == null ? standing(incident) : typed, now)
                    .orElseThrow(Refusal::notFound);
            return parts.lead().preview().of(tx, letter.message(), letter.facts(), now);
        });
        SecurityHeaders.forFramedMail(context);
        switch (look) {
            case Preview.Look.Words mail ->
                context.contentType("text/html; charset=utf-8").result(mail.html());
            case Preview.Look.Broken broken ->
                context.contentType("text/plain; charset=utf-8").result(broken.why());
        }
    }

    private void approve(Context context) {
        IncidentWording wording = typed(context);
        answer(
                context,
                "approve",
                wording,
                (incidents, id, who, version, now) -> incidents.approve(id, wording, who, version, now));
    }

    private void close(Context context) {
        IncidentEnd end = Requested.constant(IncidentEnd.class, Requested.field(context, "end"))
                .orElseThrow(Refusal::badRequest);
        answer(
                context,
                "close",
                null,
                (incidents, id, who, version, now) ->
                        incidents.close(id, end, Requested.field(context, "note"), who, version, now));
    }

    private interface Act {
        IncidentOutcome on(IncidentActions actions, long id, String who, @Nullable Integer version, Instant now);
    }

    private io.javalin.http.Handler act(String name, Act act) {
        return context -> answer(context, name, null, act);
    }

    private void answer(Context context, String name, @Nullable IncidentWording typed, Act act) {
        long id = Requested.id(context);
        String who = person(context).login();
        int version = Requested.number(context, "version");
        IncidentOutcome outcome = parts.database().together(tx -> {
            IncidentOutcome became = act.on(parts.desk().incidents(), id, who, version, shell.now());
            if (became instanceof IncidentOutcome.Done(Incident incident)) {
                String end = incident.end() == null ? null : incident.end().name();
                audit.write(tx, who, "incident." + name, "incident:" + id, end, shell.now());
            }
            return became;
        });
        switch (outcome) {
            case IncidentOutcome.Done(Incident incident) -> {
                shell.goOn(context, "/incidents/" + incident.id(), "said.incident-" + name);
            }
            case IncidentOutcome.NotFound _ -> throw Refusal.notFound();
            case IncidentOutcome.Conflict _ -> {
                context.status(409);
                show(context, shell.text(context, "incident.problem.faster"), typed);
            }
            case IncidentOutcome.Refused refused -> {
                context.status(422);
                show(context, shell.text(context, problem(refused.why())), typed);
            }
        }
    }

    private static String problem(String why) {
        if (why.startsWith("the next news")) {
            return "incident.problem.date";
        }
        return why.contains("characters") ? "incident.problem.long" : "incident.problem.empty";
    }

    private void csv(Context context) {
        long id = Requested.id(context);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        parts.database().<Boolean>read(tx -> {
            Incident incident = incidents.find(tx, id).orElseThrow(Refusal::notFound);
            write(tx, incident.id(), new CsvWriter(bytes));
            return true;
        });
        parts.database()
                .execute(tx -> audit.write(
                        tx, person(context).login(), "incident.export", "incident:" + id, null, shell.now()));
        context.header("Content-Disposition", "attachment; filename=\"incident-" + id + ".csv\"");
        context.contentType("text/csv; charset=utf-8").result(bytes.toByteArray());
    }

    private void write(Tx tx, long id, CsvWriter csv) {
        try {
            csv.byteOrderMark();
            csv.row(List.of(
                    "order",
                    "tracking_number",
                    "customer_name",
                    "email",
                    "flag",
                    "promised_date",
                    "milestone",
                    "joined_at",
                    "told_at",
                    "left_at",
                    "left_why"));
            long after = 0;
            List<MemberListStore.Member> chunk;
            do {
                chunk = members.members(tx, id, after, CHUNK);
                for (MemberListStore.Member one : chunk) {
                    csv.row(Arrays.asList(
                            one.orderNumber(),
                            one.trackingNumber(),
                            one.customerName(),
                            one.email(),
                            one.flag(),
                            one.promiseDate(),
                            one.milestone(),
                            one.joinedAt(),
                            one.toldAt(),
                            one.leftAt(),
                            one.leftWhy()));
                    after = one.parcelId();
                }
            } while (chunk.size() == CHUNK);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
