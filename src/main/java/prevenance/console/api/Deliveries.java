package prevenance.console.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.console.access.Scope;
import prevenance.intake.DirectIntake;
import prevenance.intake.ImportKind;
import prevenance.intake.RowProblem;
import prevenance.store.Tx;

/// What is handed in: orders with their parcels, refunds, exchanges. It becomes the rows of a file and
/// goes the files' way, and what is wrong with a row comes back with a pointer to where it stands in
/// the body.
final class Deliveries {
    private static final int MOST_PARCELS = 100;
    private static final Map<String, String> ORDER = fields(
            "number=order",
            "customerName=customer_name",
            "email=email",
            "phone=phone",
            "locale=locale",
            "country=country",
            "postcode=postcode",
            "orderedAt=ordered_at",
            "shop=shop");
    private static final Map<String, String> PARCEL = fields(
            "carrier=carrier",
            "trackingNumber=tracking_number",
            "shippedAt=shipped_at",
            "promisedDate=promised_date",
            "promisedFrom=promised_from",
            "promisedUntil=promised_until",
            "originCountry=origin_country",
            "originPostcode=origin_postcode",
            "replaces=replaces",
            "service=service",
            "value=value",
            "currency=currency",
            "items=items");
    private static final Map<String, String> REFUND = fields(
            "reference=reference",
            "order=order",
            "amount=amount",
            "currency=currency",
            "means=means",
            "triggeredAt=triggered_at",
            "bankReference=bank_reference",
            "state=state",
            "why=why");
    private static final Map<String, String> EXCHANGE = fields(
            "reference=reference",
            "order=order",
            "carrier=carrier",
            "trackingNumber=tracking_number",
            "shippedAt=shipped_at",
            "items=items",
            "promisedDate=promised_date",
            "service=service",
            "state=state",
            "why=why",
            "shipBy=ship_by",
            "awaitsReturn=awaits_return",
            "returnReceivedAt=return_received_at");

    private final DirectIntake intake;
    private final Listings listings;

    Deliveries(DirectIntake intake, Listings listings) {
        this.intake = intake;
        this.listings = listings;
    }

    List<Operation> operations() {
        return List.of(
                Operation.write("/orders", Scope.ORDERS_WRITE, this::order),
                Operation.write(
                        "/refunds",
                        Scope.REFUNDS_WRITE,
                        (tx, call) -> referenced(tx, call, ImportKind.REFUNDS, REFUND, Listings.REFUNDS)),
                Operation.write(
                        "/exchanges",
                        Scope.EXCHANGES_WRITE,
                        (tx, call) -> referenced(tx, call, ImportKind.EXCHANGES, EXCHANGE, Listings.EXCHANGES)));
    }

    private ApiAnswer order(Tx tx, ApiCall call) {
        JsonBody body = call.read();
        Map<String, String> common = cells(body, ORDER);
        List<Map<String, String>> rows = new ArrayList<>();
        for (JsonBody parcel : body.objects("parcels", MOST_PARCELS)) {
            Map<String, String> row = new LinkedHashMap<>(common);
            row.putAll(cells(parcel, PARCEL));
            parcel.rejectUnknown();
            rows.add(row);
        }
        if (rows.isEmpty()) {
            body.fault("parcels", "holds no parcel", "send at least one");
        }
        body.rejectUnknown().throwIfAny();
        String number = common.getOrDefault("order", "").strip();
        boolean known = listings.orderId(tx, number).isPresent();
        DirectIntake.Result result = intake.take(tx, ImportKind.ORDERS, rows, call.now());
        refuse(result, Deliveries::orderPointer);
        long id = listings.orderId(tx, number)
                .orElseThrow(() -> new IllegalStateException("an order that came in is not there"));
        return answer(known ? 200 : 201, listings.order(tx, id), faults(result.warnings(), Deliveries::orderPointer));
    }

    private ApiAnswer referenced(Tx tx, ApiCall call, ImportKind kind, Map<String, String> fields, Listing listing) {
        JsonBody body = call.read();
        Map<String, String> cells = cells(body, fields);
        body.rejectUnknown().throwIfAny();
        String reference = cells.getOrDefault("reference", "").strip();
        boolean known = listings.exists(tx, listing, reference);
        DirectIntake.Result result = intake.take(tx, kind, List.of(cells), call.now());
        refuse(result, problem -> pointer(fields, problem.column()));
        Optional<RowProblem> tooLate = result.warnings().stream()
                .filter(warning -> warning.column().isEmpty() && known && result.added() + result.changed() == 0)
                .findFirst();
        if (tooLate.isPresent()) {
            throw ApiProblem.of(
                    409,
                    "too-late",
                    "The customer has been told otherwise",
                    tooLate.get().message() + ": " + tooLate.get().remedy());
        }
        return answer(
                known ? 200 : 201,
                listings.byReference(tx, listing, reference),
                faults(result.warnings(), problem -> pointer(fields, problem.column())));
    }

    private static ApiAnswer answer(int status, Map<String, @Nullable Object> thing, List<ApiProblem.Fault> warnings) {
        thing.put("warnings", warnings.stream().map(ApiProblem.Fault::toJson).toList());
        return new ApiAnswer(status, thing);
    }

    private static Map<String, String> cells(JsonBody body, Map<String, String> fields) {
        Map<String, String> cells = new LinkedHashMap<>();
        fields.forEach((name, column) -> {
            boolean amount = name.equals("value") || name.equals("amount");
            (amount ? body.amount(name) : body.text(name)).ifPresent(text -> cells.put(column, text));
        });
        return cells;
    }

    private interface Pointing {
        String at(RowProblem problem);
    }

    private static void refuse(DirectIntake.Result result, Pointing pointing) {
        if (result.isRefused()) {
            throw ApiProblem.invalid(faults(result.problems(), pointing));
        }
    }

    /// What is wrong with the order itself was found once for each of its parcels.
    private static List<ApiProblem.Fault> faults(List<RowProblem> problems, Pointing pointing) {
        return problems.stream()
                .map(problem -> new ApiProblem.Fault(pointing.at(problem), problem.message(), problem.remedy()))
                .distinct()
                .toList();
    }

    private static String orderPointer(RowProblem problem) {
        String parcel = "/parcels/" + (problem.line() - 1);
        return PARCEL.containsValue(problem.column())
                ? parcel + pointer(PARCEL, problem.column())
                : problem.column().isEmpty() ? parcel : pointer(ORDER, problem.column());
    }

    private static String pointer(Map<String, String> fields, String column) {
        return fields.entrySet().stream()
                .filter(field -> field.getValue().equals(column))
                .map(field -> "/" + field.getKey())
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> fields(String... pairs) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : pairs) {
            int at = pair.indexOf('=');
            fields.put(pair.substring(0, at), pair.substring(at + 1));
        }
        return java.util.Collections.unmodifiableMap(fields);
    }
}
