package prevenance.page;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CustomerAct;
import prevenance.cases.CustomerActKind;
import prevenance.cases.Heard;
import prevenance.link.Purpose;
import prevenance.web.ListenerSettings;
import prevenance.web.Open;
import prevenance.web.Refusal;

/// What he can say: first a page that shows what it means, then the form is sent, then a page that says what comes
/// next.
final class ActPages {
    static final int MOST_PHOTOS = 6;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_LARGE = 413;
    private static final int BAD_REQUEST = 400;

    /// No form of words alone has so many bytes.
    private static final int LARGE = 100_000;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MOST_A_DAY = 20;
    private static final int MOST_OF_A_KIND_A_DAY = 6;
    private static final String ONE_CLICK = "One-Click";

    private final PageParts parts;
    private final ListenerSettings listener;
    private final Door door;
    private final Frame frame;
    private final Photos photos = new Photos();
    private final PhotoStore photoStore = new PhotoStore();

    ActPages(PageParts parts, ListenerSettings listener, Door door, Frame frame) {
        this.parts = parts;
        this.listener = listener;
        this.door = door;
        this.frame = frame;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.post("/p/{token}", this::oneClick, Open.TO_ALL);
        routes.get("/p/{token}/{act}", this::ask, Open.TO_ALL);
        routes.post("/p/{token}/{act}", this::take, Open.TO_ALL);
    }

    /// RFC 8058: a mail program stops the mails about progress for him, without cookie, page or redirect.
    private void oneClick(Context context) {
        OwnForm.requireNoForeignSite(context);
        Visit visit = door.open(context);
        if (visit.purpose() != Purpose.STOP_PROGRESS) {
            throw Refusal.notFound();
        }
        if (!ONE_CLICK.equals(context.formParam("List-Unsubscribe"))) {
            throw Refusal.badRequest();
        }
        if (visit.order().progressOff() == null) {
            ActForm form = ActForm.next(visit.order(), CustomerActKind.STOP_PROGRESS, null);
            hear(visit, form, null, Statement.EMPTY, List.of());
        }
        context.contentType("text/plain; charset=utf-8").result("ok\n");
    }

    private void ask(Context context) {
        Visit visit = door.open(context);
        form(context, visit, kind(context, visit));
    }

    /// The page that asks before anything is done.
    void form(Context context, Visit visit, CustomerActKind kind) {
        Optional<Subject> subject = subject(visit.order(), kind, context.queryParam("parcel"));
        if (subject.isEmpty()) {
            notice(context, visit, kind);
            return;
        }
        form(context, visit, subject.get(), Statement.EMPTY, null);
    }

    /// Has it arrived? Both answers on one page.
    void refundQuestion(Context context, Visit visit) {
        Reimbursement refund = visit.order().refundToAskFor().orElse(null);
        if (refund == null) {
            notice(context, visit, CustomerActKind.REFUND_ARRIVED);
            return;
        }
        frame.page(
                context,
                visit,
                "refund",
                Map.of("link", visit.token(), "amount", visit.speech().money(refund.amountMinor(), refund.currency())));
    }

    /// What a form is about.
    ///
    /// @param parcel null: the order
    private record Subject(CustomerActKind kind, @Nullable ParcelStory parcel) {}

    /// Empty when there is nothing to say there now.
    private static Optional<Subject> subject(OrderStory order, CustomerActKind kind, @Nullable String number) {
        if (kind == CustomerActKind.CHOICE) {
            List<ParcelStory> choices = order.choices();
            Optional<ParcelStory> wanted = number == null || number.isEmpty()
                    ? choices.stream().findFirst()
                    : choices.stream()
                            .filter(choice -> String.valueOf(choice.number()).equals(number))
                            .findFirst();
            return wanted.map(parcel -> new Subject(kind, parcel))
                    .or(() -> order.mayChooseForExchange() ? Optional.of(new Subject(kind, null)) : Optional.empty());
        }
        if (kind == CustomerActKind.REFUND_ARRIVED || kind == CustomerActKind.REFUND_NOT_ARRIVED) {
            return order.refundToAskFor().map(_ -> new Subject(kind, null));
        }
        if (!ActForm.isAboutParcel(kind)) {
            return Optional.of(new Subject(kind, null));
        }
        return parcel(order, number).map(parcel -> new Subject(kind, parcel));
    }

    private static Optional<ParcelStory> parcel(OrderStory order, @Nullable String number) {
        List<ParcelStory> sent =
                order.parcels().stream().filter(ParcelWords::isForCustomer).toList();
        if (number == null || number.isEmpty()) {
            return sent.size() == 1 ? Optional.of(sent.getFirst()) : Optional.empty();
        }
        return sent.stream()
                .filter(parcel -> String.valueOf(parcel.number()).equals(number))
                .findFirst();
    }

    private void take(Context context) {
        OwnForm.require(context, listener);
        // The link before the body: who has none sends no files.
        Visit visit = door.open(context);
        CustomerActKind kind = kind(context, visit);
        receive(context);
        Subject sent = sent(visit.order(), kind, context.formParam("parcel"));
        ActForm next = ActForm.next(visit.order(), kind, sent.parcel());
        ActForm form = next.of(visit.token(), Objects.requireNonNullElse(context.formParam("form"), ""))
                .orElseThrow(Refusal::forbidden);
        if (form.time() == next.time()) {
            if (subject(visit.order(), kind, context.formParam("parcel")).isEmpty()) {
                notice(context, visit, kind);
                return;
            }
            if (isTooMuch(visit.order(), kind)) {
                throw new Refusal(TOO_MANY_REQUESTS);
            }
        }
        Statement statement = Statement.read(context);
        List<Photos.Reading> readings = ActForm.takesPhotos(kind) ? read(context) : List.of();
        List<Photos.Photo> kept = readings.stream()
                .filter(Photos.Photo.class::isInstance)
                .map(Photos.Photo.class::cast)
                .toList();
        Optional<String> problem = statement.problem(kind, readings.size());
        if (problem.isPresent()) {
            context.status(UNPROCESSABLE);
            form(context, visit, sent, statement, problem.get());
            return;
        }
        Heard heard = hear(visit, form, sent.parcel(), statement, kept);
        answer(context, visit, sent, statement, heard, readings);
    }

    /// Reads the whole form.
    ///
    /// @throws Refusal 413 when it is larger than what we take, 400 when it is none
    private static void receive(Context context) {
        try {
            context.formParamMap();
        } catch (Exception unreadable) {
            // The server answers a form that is too large with whatever its reader throws.
            throw new Refusal(context.contentLength() > LARGE ? TOO_LARGE : BAD_REQUEST);
        }
    }

    /// What a sent form is about, whether or not it may be said now: it may have been said already.
    private static Subject sent(OrderStory order, CustomerActKind kind, @Nullable String number) {
        boolean aboutParcel = ActForm.isAboutParcel(kind) && number != null && !number.isEmpty();
        if (aboutParcel) {
            return new Subject(kind, parcel(order, number).orElseThrow(Refusal::notFound));
        }
        if (ActForm.isAboutParcel(kind) && kind != CustomerActKind.CHOICE) {
            throw Refusal.notFound();
        }
        return new Subject(kind, null);
    }

    private Heard hear(
            Visit visit, ActForm form, @Nullable ParcelStory parcel, Statement statement, List<Photos.Photo> kept) {
        Instant now = parts.time().instant();
        CustomerActKind kind = form.kind();
        CustomerAct act = new CustomerAct(
                form.key(),
                form.orderId(),
                parcel == null ? null : parcel.parcel().id(),
                kind,
                statement.forStaff(kind, kept.size()),
                choice(visit.order(), kind, statement));
        return parts.database().write(tx -> {
            Heard heard = parts.voice().hear(tx, act, now);
            if (heard instanceof Heard.InHand inHand && !inHand.repeated()) {
                photoStore.add(tx, inHand.caseId(), kept, now);
            }
            return heard;
        });
    }

    private static @Nullable String choice(OrderStory order, CustomerActKind kind, Statement statement) {
        return kind == CustomerActKind.REFUND_ARRIVED || kind == CustomerActKind.REFUND_NOT_ARRIVED
                ? order.refundToAskFor().map(Reimbursement::reference).orElse(null)
                : statement.kept(kind);
    }

    private void form(Context context, Visit visit, Subject subject, Statement statement, @Nullable String problem) {
        ActForm form = ActForm.next(visit.order(), subject.kind(), subject.parcel());
        Map<String, @Nullable Object> model = model(visit, subject);
        model.put("form", form.token(visit.token()));
        model.put("statement", statement);
        model.put("problem", problem);
        model.put("most", Statement.MOST_CHARACTERS);
        model.put("mostText", String.valueOf(Statement.MOST_CHARACTERS));
        frame.page(context, visit, "act", model);
    }

    private void answer(
            Context context,
            Visit visit,
            Subject subject,
            Statement statement,
            Heard heard,
            List<Photos.Reading> readings) {
        Map<String, @Nullable Object> model = model(visit, subject);
        List<String> notTaken = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            if (readings.get(i) instanceof Photos.NotTaken refused) {
                notTaken.add(visit.speech()
                        .say(
                                "photo."
                                        + refused.why()
                                                .name()
                                                .toLowerCase(java.util.Locale.ROOT)
                                                .replace('_', '-'),
                                i + 1));
            }
        }
        model.put("notTaken", notTaken);
        model.put("mailed", visit.order().order().email() != null);
        model.put("statement", statement);
        switch (heard) {
            case Heard.InHand(long caseId, java.time.LocalDate nextUpdate, boolean _) -> {
                model.put("caseId", String.valueOf(caseId));
                model.put("nextDay", visit.speech().day(nextUpdate));
            }
            case Heard.Noted _ -> {
                model.put("caseId", null);
                model.put("nextDay", null);
            }
            case Heard.Refused _ -> {
                context.status(UNPROCESSABLE);
                notice(context, visit, subject.kind());
                return;
            }
        }
        frame.page(context, visit, "done", model);
    }

    private static Map<String, @Nullable Object> model(Visit visit, Subject subject) {
        Map<String, @Nullable Object> model = new HashMap<>();
        ParcelStory parcel = subject.parcel();
        model.put("act", ActForm.path(subject.kind()));
        model.put("link", visit.token());
        model.put("mayLook", visit.purpose() == Purpose.PAGE);
        model.put("parcel", parcel == null ? null : parcel.number());
        model.put("several", visit.order().parcels().size() > 1);
        model.put("carrier", parcel == null ? null : parcel.carrier());
        model.put(
                "trackingNumber",
                parcel == null ? null : parcel.parcel().trackingNumber().value());
        model.put("photos", ActForm.takesPhotos(subject.kind()));
        return model;
    }

    /// There is nothing to say here now: it is decided, or was said.
    private void notice(Context context, Visit visit, CustomerActKind kind) {
        Map<String, @Nullable Object> model = new HashMap<>();
        model.put("act", ActForm.path(kind));
        model.put("link", visit.token());
        model.put("mayLook", visit.purpose() == Purpose.PAGE);
        frame.page(context, visit, "nothing", model);
    }

    private CustomerActKind kind(Context context, Visit visit) {
        return ActForm.kind(context.pathParam("act"))
                .filter(kind -> ActForm.allows(visit.purpose(), kind))
                .orElseThrow(Refusal::notFound);
    }

    private boolean isTooMuch(OrderStory order, CustomerActKind kind) {
        Instant dayAgo = parts.time().instant().minus(Duration.ofDays(1));
        List<CustomerActKind> today = order.acts().stream()
                .filter(kept -> kept.at().isAfter(dayAgo))
                .map(kept -> kept.act().kind())
                .toList();
        return today.size() >= MOST_A_DAY || today.stream().filter(kind::equals).count() >= MOST_OF_A_KIND_A_DAY;
    }

    private List<Photos.Reading> read(Context context) {
        List<Photos.Reading> readings = new ArrayList<>();
        for (UploadedFile file : context.uploadedFiles("photos")) {
            if (file.size() == 0 || readings.size() == MOST_PHOTOS) {
                continue;
            }
            try (InputStream content = file.content()) {
                readings.add(photos.read(content.readNBytes(Photos.MOST_BYTES + 1)));
            } catch (IOException broken) {
                readings.add(new Photos.NotTaken(Photos.Why.UNREADABLE));
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                readings.add(new Photos.NotTaken(Photos.Why.UNREADABLE));
            }
        }
        return List.copyOf(readings);
    }
}
