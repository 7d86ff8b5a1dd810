package prevenance.console;

import static prevenance.console.access.Gate.person;

import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Flag;
import prevenance.assess.FlagStore;
import prevenance.cases.CaseEntry;
import prevenance.cases.CaseOutcome;
import prevenance.cases.CaseStore;
import prevenance.cases.DeadlineStore;
import prevenance.cases.DeadlineWords;
import prevenance.cases.RootCause;
import prevenance.cases.ServiceCase;
import prevenance.console.access.AuditStore;
import prevenance.console.access.Role;
import prevenance.console.access.StaffMember;
import prevenance.console.access.StaffStore;
import prevenance.link.Purpose;
import prevenance.message.MessageFilter;
import prevenance.store.Database;
import prevenance.store.Tx;
import prevenance.watch.CustomerOrder;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;
import prevenance.web.Refusal;

/// Shows a case, and carries an act out on it as it was seen.
final class CaseView {
    private static final int MESSAGES = 50;
    private static final int LONGEST = 4000;

    /// Who does something to a case as he saw it.
    record Seen(long id, int version, String author, Instant now) {}

    interface Act {
        CaseOutcome on(Context context, Seen seen);
    }

    /// What more is shown of a case.
    interface More {
        void addTo(Tx tx, Context context, ServiceCase about, Map<String, @Nullable Object> model);
    }

    /// One line of the story.
    ///
    /// @param fresh written since whoever looks sent his form
    record Line(CaseEntry entry, String text, boolean fresh) {}

    /// @param name  what must be done
    /// @param source where the day comes from
    /// @param missed its hour has passed
    record Due(
            String name,
            Instant at,
            boolean missed,
            @Nullable Long amountMinor,
            @Nullable String currency,
            String source) {}

    private final Shell shell;
    private final ConsoleParts parts;
    private final Database database;
    private final More more;
    private final OutcomeWords words;
    private final StoryWords stories;
    private final CaseStore cases = new CaseStore();
    private final CasePageStore store = new CasePageStore();
    private final ParcelPageStore remedies = new ParcelPageStore();
    private final ParcelStore parcels = new ParcelStore();
    private final FlagStore flags = new FlagStore();
    private final DeadlineStore deadlines = new DeadlineStore();
    private final StaffStore staff = new StaffStore();
    private final AuditStore audit = new AuditStore();

    CaseView(Shell shell, ConsoleParts parts, More more) {
        this.shell = shell;
        this.parts = parts;
        this.database = parts.database();
        this.more = more;
        this.words = new OutcomeWords(shell);
        this.stories = new StoryWords(shell);
    }

    /// @param problem what went wrong with a form, empty when nothing did
    /// @param typed   what was typed into it, by `act.field`
    void show(Context context, String problem, Map<String, String> typed) {
        long id = Input.id(context, "id");
        Instant now = shell.now();
        Map<String, @Nullable Object> model = new HashMap<>();
        database.<Boolean>read(tx -> {
            ServiceCase about = cases.find(tx, id).orElseThrow(Refusal::notFound);
            Long incident = about.incidentId();
            if (incident != null) {
                model.put("incident", incident);
                return false;
            }
            fill(tx, context, about, Input.field(context, "entry"), now, model);
            more.addTo(tx, context, about, model);
            return true;
        });
        if (model.containsKey("incident")) {
            shell.goOn(context, "/incidents/" + model.get("incident"), null);
            return;
        }
        model.put("problem", problem);
        model.put("typed", new Typed(typed));
        model.put("agent", person(context).may(Role.AGENT));
        model.put("lead", person(context).may(Role.LEAD));
        model.put("reasons", CaseListPage.reasons());
        model.put("causes", RootCause.values());
        model.put("carriers", new CarrierNames(parts.carriers()));
        shell.page(context, "case", model);
    }

    /// Carries out what a form asks for.
    ///
    /// @param name of the act, for the audit and for what the next page says
    void act(Context context, String name, Act act) {
        Seen seen = new Seen(
                Input.id(context, "id"), Input.version(context), person(context).login(), shell.now());
        if (context.formParamMap().values().stream()
                .anyMatch(all -> all.stream().anyMatch(one -> one.length() > LONGEST))) {
            throw Refusal.badRequest();
        }
        CaseOutcome outcome = database.together(tx -> {
            CaseOutcome became = act.on(context, seen);
            if (became instanceof CaseOutcome.Done) {
                audit.write(tx, seen.author(), "case." + name, "case:" + seen.id(), null, seen.now());
            }
            return became;
        });
        switch (outcome) {
            case CaseOutcome.Done _ -> shell.goOn(context, "/cases/" + seen.id(), "said.case-" + name);
            case CaseOutcome.NotFound _ -> throw Refusal.notFound();
            case CaseOutcome.Conflict _, CaseOutcome.AlreadyClosed _ -> {
                context.status(409);
                show(context, words.of(context, outcome), typed(context, name));
            }
            case CaseOutcome.Refused _ -> {
                context.status(422);
                show(context, words.of(context, outcome), typed(context, name));
            }
        }
    }

    private static Map<String, String> typed(Context context, String name) {
        return context.formParamMap().entrySet().stream()
                .filter(field -> !field.getKey().equals("form-token"))
                .collect(Collectors.toMap(
                        field -> name + "." + field.getKey(),
                        field -> field.getValue().getFirst()));
    }

    /// What was typed into a form that was refused.
    public static final class Typed {
        private final Map<String, String> fields;

        Typed(Map<String, String> fields) {
            this.fields = fields;
        }

        /// Empty when nothing was.
        public String of(String field) {
            return fields.getOrDefault(field, "");
        }

        /// Whether a form of that act was refused.
        public boolean in(String act) {
            return fields.keySet().stream().anyMatch(field -> field.startsWith(act + "."));
        }
    }

    private void fill(
            Tx tx,
            Context context,
            ServiceCase about,
            String lastSeen,
            Instant now,
            Map<String, @Nullable Object> model) {
        Locale locale = Shell.locale(context);
        Long parcelId = about.parcelId();
        WatchedParcel parcel =
                parcelId == null ? null : parcels.find(tx, parcelId).orElse(null);
        CustomerOrder order = parcels.findOrder(tx, about.order()).orElseThrow();
        List<Flag> all = parcelId == null ? List.of() : flags.ofParcel(tx, parcelId);
        long seen = lastSeen.matches("\\d{1,18}") ? Long.parseLong(lastSeen) : Long.MAX_VALUE;
        List<Line> story = new ArrayList<>();
        cases.entries(tx, about.id())
                .forEach(entry -> story.add(new Line(entry, stories.of(context, entry, all), entry.id() > seen)));
        model.put("case", about);
        model.put("clock", new ListedCase(about, 0, "", null, null, null, null, null).clock(now));
        Instant aside = about.waitingUntil();
        model.put("aside", aside != null && aside.isAfter(now));
        model.put("parcel", parcel);
        model.put("order", order);
        model.put("story", story.reversed());
        model.put("fresh", story.stream().filter(Line::fresh).toList());
        model.put("lastEntry", story.isEmpty() ? 0 : story.getLast().entry().id());
        model.put(
                "flags",
                all.stream()
                        .filter(Flag::isOpen)
                        .map(flag -> ToldFlag.of(flag, locale, shell.zone()))
                        .toList());
        model.put(
                "deadlines",
                deadlines.ofCase(tx, about.id()).stream()
                        .map(due -> new Due(
                                DeadlineWords.name(due.kind(), locale),
                                due.dueAt(),
                                !due.dueAt().isAfter(now),
                                due.amountMinor(),
                                due.currency(),
                                DeadlineWords.source(due.source(), locale)))
                        .toList());
        model.put(
                "messages",
                parts.outbox().list(tx, MessageFilter.ofOrder(order.number(), MESSAGES)).stream()
                        .filter(message -> parcelId == null
                                || message.parcelId() == null
                                || message.parcelId().equals(parcelId))
                        .toList());
        model.put("files", store.attachments(tx, about.id()));
        model.put("refunds", remedies.refunds(tx, order.id()));
        model.put("exchanges", remedies.exchanges(tx, order.id()));
        model.put("past", store.history(tx, order.id(), order.email()));
        model.put("pastCases", store.cases(tx, about.id(), order.id(), order.email()));
        model.put("sent", store.messagesSent(tx, order.id(), order.email()));
        model.put("staff", staff.all(tx).stream().filter(StaffMember::active).toList());
        model.put(
                "customerLink",
                parts.desk().links().isOn() ? parts.desk().links().urlFor(tx, order.id(), Purpose.PAGE, now) : null);
    }
}
