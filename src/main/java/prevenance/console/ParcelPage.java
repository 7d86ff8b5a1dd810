package prevenance.console;

import static prevenance.console.access.Gate.person;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagStore;
import prevenance.carrier.CarrierDirectory;
import prevenance.carrier.TrackingQuery;
import prevenance.cases.CaseKind;
import prevenance.cases.CaseOutcome;
import prevenance.cases.CaseStore;
import prevenance.cases.ReplacedNumberStore;
import prevenance.console.access.AuditStore;
import prevenance.console.access.Role;
import prevenance.link.Purpose;
import prevenance.message.MessageFilter;
import prevenance.message.OutboxMessage;
import prevenance.store.Database;
import prevenance.store.Tx;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.AskNow;
import prevenance.watch.CustomerOrder;
import prevenance.watch.EventStore;
import prevenance.watch.HandStatus;
import prevenance.watch.KeptReply;
import prevenance.watch.ParcelStore;
import prevenance.watch.ReplyStore;
import prevenance.watch.WatchedParcel;
import prevenance.web.Refusal;

/// A parcel: its way, the carrier's words beside ours, why it is flagged, what was written, what can be
/// done.
final class ParcelPage implements ConsolePage {
    private static final int MESSAGES = 100;
    private static final int LONGEST_REASON = 500;

    private final Shell shell;
    private final ConsoleParts parts;
    private final Database database;
    private final ParcelStore parcels = new ParcelStore();
    private final ParcelPageStore store = new ParcelPageStore();
    private final EventStore events = new EventStore();
    private final FlagStore flags = new FlagStore();
    private final CaseStore cases = new CaseStore();
    private final ReplyStore replies = new ReplyStore();
    private final AuditStore audit = new AuditStore();
    private final ReplacedNumberStore replacements = new ReplacedNumberStore();

    ParcelPage(Shell shell, ConsoleParts parts) {
        this.shell = shell;
        this.parts = parts;
        this.database = parts.database();
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/parcels/{id}", context -> show(context, Map.of()), Role.VIEWER);
        routes.get("/parcels/{id}/reply", this::reply, Role.VIEWER);
        routes.post("/parcels/{id}/ask", this::ask, Role.AGENT);
        routes.post("/parcels/{id}/status", this::status, Role.AGENT);
        routes.post("/parcels/{id}/case", this::openCase, Role.AGENT);
        routes.post("/parcels/{id}/replaced", this::replaced, Role.AGENT);
    }

    private void show(Context context, Map<String, ? extends @Nullable Object> more) {
        long id = Input.id(context, "id");
        Instant now = shell.now();
        Locale locale = Shell.locale(context);
        Map<String, @Nullable Object> model =
                new HashMap<>(Map.of("problem", "", "typedReason", "", "typedStatus", "", "typedNumber", ""));
        model.putAll(more);
        database.<Boolean>read(tx -> {
            WatchedParcel parcel = parcels.find(tx, id).orElseThrow(Refusal::notFound);
            CustomerOrder order = parcels.findOrder(tx, parcel.orderId()).orElseThrow();
            model.put("parcel", parcel);
            model.put("order", order);
            ParcelHistory history = events.history(tx, id);
            List<TrackingEvent> said = history.events();
            Prediction prediction = Prediction.of(
                            parcel,
                            order,
                            history,
                            parts.lead().rules(),
                            parts.lead().model().get(),
                            now,
                            locale)
                    .orElse(null);
            model.put("prediction", prediction);
            Instant from = Objects.requireNonNullElse(parcel.shippedAt(), parcel.importedAt());
            model.put(
                    "picture",
                    JourneyPicture.of(
                            said,
                            parcel.promiseDate(),
                            prediction == null ? null : prediction.outlook(),
                            from,
                            now,
                            shell.zone(),
                            locale));
            model.put("statements", store.statements(tx, id));
            model.put(
                    "flags",
                    flags.ofParcel(tx, id).reversed().stream()
                            .map(flag -> ToldFlag.of(flag, locale, shell.zone()))
                            .toList());
            model.put("messages", messages(tx, parcel, order));
            model.put("reply", replies.find(tx, id).orElse(null));
            model.put(
                    "siblings",
                    parcels.ofOrder(tx, order.id()).stream()
                            .filter(sibling -> sibling.id() != id)
                            .toList());
            model.put("refunds", store.refunds(tx, order.id()));
            model.put("exchanges", store.exchanges(tx, order.id()));
            model.put("cases", cases.ofOrder(tx, order.id()));
            model.put("open", cases.openOf(tx, id).orElse(null));
            model.put("progressOff", store.progressOff(tx, order.id()));
            model.put(
                    "customerLink",
                    parts.desk().links().isOn()
                            ? parts.desk().links().urlFor(tx, order.id(), Purpose.PAGE, now)
                            : null);
            model.put("carrierPage", carrierPage(parcel, order, locale));
            return true;
        });
        model.put("carriers", new CarrierNames(parts.carriers()));
        model.put("choices", HandStatus.CHOICES);
        model.put("agent", person(context).may(Role.AGENT));
        shell.page(context, "parcel", model);
    }

    /// About the parcel, or about its order as a whole; the newest first.
    private List<OutboxMessage> messages(Tx tx, WatchedParcel parcel, CustomerOrder order) {
        return parts.outbox().list(tx, MessageFilter.ofOrder(order.number(), MESSAGES)).stream()
                .filter(message -> message.parcelId() == null || message.parcelId() == parcel.id())
                .toList();
    }

    private @Nullable String carrierPage(WatchedParcel parcel, CustomerOrder order, Locale locale) {
        CarrierDirectory carriers = parts.carriers();
        String page = parcel.customerPage();
        if (page == null && carriers.codes().contains(parcel.carrier())) {
            Instant shipped = parcel.shippedAt();
            TrackingQuery query = new TrackingQuery(
                    parcel.trackingNumber(),
                    order.postcode(),
                    order.country(),
                    shipped == null ? null : LocalDate.ofInstant(shipped, shell.zone()));
            page = carriers.customerPage(parcel.carrier(), query, locale.getLanguage());
        }
        // The carrier said it: nothing but an address of the web is a link.
        return page != null && page.matches("https?://[^\\s\"<>]+") ? page : null;
    }

    private void reply(Context context) {
        long id = Input.id(context, "id");
        Map<String, @Nullable Object> model = new HashMap<>();
        KeptReply reply = database.read(tx -> {
            model.put("parcel", parcels.find(tx, id).orElseThrow(Refusal::notFound));
            return replies.find(tx, id).orElseThrow(Refusal::notFound);
        });
        model.put("reply", reply);
        model.put("body", new String(reply.body(), StandardCharsets.UTF_8));
        shell.page(context, "reply", model);
    }

    private void ask(Context context) {
        long id = Input.id(context, "id");
        Instant now = shell.now();
        AskNow.Answer answer = database.<AskNow.Answer>write(tx -> {
            AskNow.Answer given = parts.desk().askNow().ask(tx, id, now);
            if (given != AskNow.Answer.NO_SUCH_PARCEL) {
                audit.write(tx, person(context).login(), "parcel.ask", "parcel:" + id, given.name(), now);
            }
            return given;
        });
        switch (answer) {
            case NO_SUCH_PARCEL -> throw Refusal.notFound();
            case DUE -> shell.goOn(context, "/parcels/" + id, "said.asked");
            case CARRIER_OFF, CARRIER_RESTING, ASKED_JUST_NOW, QUOTA_SPENT -> {
                context.status(409);
                show(context, Map.of("problem", shell.text(context, "ask." + answer)));
            }
        }
    }

    private void status(Context context) {
        long id = Input.id(context, "id");
        String reason = Input.field(context, "reason");
        TrackingStatus status = TrackingStatus.find(Input.field(context, "status"))
                .filter(HandStatus.CHOICES::contains)
                .orElseThrow(Refusal::badRequest);
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            context.status(422);
            show(
                    context,
                    Map.of(
                            "problem", shell.text(context, "parcel.reason-missing"),
                            "typedReason", reason,
                            "typedStatus", status.wireName()));
            return;
        }
        Instant now = shell.now();
        // It keeps its own audit.
        boolean set = database.<Boolean>write(tx -> parts.desk()
                .handStatus()
                .set(tx, id, status, reason, person(context).login(), now));
        if (!set) {
            throw Refusal.notFound();
        }
        shell.goOn(context, "/parcels/" + id, "said.status-set");
    }

    private void replaced(Context context) {
        long id = Input.id(context, "id");
        String carrier = Input.field(context, "carrier");
        String typed = Input.field(context, "number");
        if (!parts.carriers().codes().contains(carrier)) {
            throw Refusal.badRequest();
        }
        ReplacedNumberStore.Outcome outcome;
        try {
            TrackingNumber number = new TrackingNumber(typed);
            String login = person(context).login();
            outcome = database.<ReplacedNumberStore.Outcome>write(
                    tx -> replacements.byHand(tx, id, carrier, number, login, shell.now()));
        } catch (IllegalArgumentException noNumber) {
            outcome = ReplacedNumberStore.Outcome.OTHERWISE;
        }
        switch (outcome) {
            case DONE, ALREADY -> shell.goOn(context, "/parcels/" + id, "said.replaced");
            case UNKNOWN -> throw Refusal.notFound();
            case OTHERWISE -> {
                context.status(422);
                show(context, Map.of("problem", shell.text(context, "parcel.cannot-replace"), "typedNumber", typed));
            }
        }
    }

    private void openCase(Context context) {
        long id = Input.id(context, "id");
        String text = Input.field(context, "text");
        Instant now = shell.now();
        String login = person(context).login();
        CaseOutcome outcome = database.together(tx -> {
            CaseOutcome became = parts.cases().openForParcel(id, CaseKind.REPORTED, text, login, now);
            if (became instanceof CaseOutcome.Done(var opened)) {
                audit.write(tx, login, "case.open", "case:" + opened.id(), null, now);
            }
            return became;
        });
        if (outcome instanceof CaseOutcome.Done(var opened)) {
            shell.goOn(context, "/cases/" + opened.id(), "said.case-opened");
            return;
        }
        context.status(422);
        show(context, Map.of("problem", new OutcomeWords(shell).of(context, outcome)));
    }
}
