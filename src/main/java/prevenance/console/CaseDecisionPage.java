package prevenance.console;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.aftersales.ClaimDocument;
import prevenance.aftersales.ClaimKind;
import prevenance.aftersales.ClaimStore;
import prevenance.aftersales.Decisions;
import prevenance.aftersales.PaymentMeans;
import prevenance.aftersales.RepeatClaimStore;
import prevenance.aftersales.ReshipAdvice;
import prevenance.cases.CaseOutcome;
import prevenance.cases.Playbook;
import prevenance.cases.Playbooks;
import prevenance.cases.ServiceCase;
import prevenance.console.access.Role;
import prevenance.store.Tx;
import prevenance.watch.CustomerOrder;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;

/// What a person decides in a case, and the advice that stands beside it. Money is decided by a lead.
final class CaseDecisionPage implements CaseView.More {
    private final ConsoleParts parts;
    private final Decisions decisions;
    private final ClaimPage claims;
    private final ClaimStore claimStore = new ClaimStore();
    private final ParcelStore parcels = new ParcelStore();
    private final RepeatClaimStore repeats = new RepeatClaimStore();

    CaseDecisionPage(Shell shell, ConsoleParts parts) {
        this.parts = parts;
        this.decisions = parts.desk().aftersales().decisions();
        this.claims = new ClaimPage(shell, parts);
    }

    /// The routes, which show what came of it on the case's page.
    ConsolePage with(CaseView view) {
        return routes -> {
            addTo(routes, view);
            claims.addTo(routes, view);
        };
    }

    private void addTo(JavalinDefaultRoutingApi routes, CaseView view) {
        routes.post("/cases/{id}/reship", act(view, "reship", this::reship), Role.AGENT);
        routes.post("/cases/{id}/refund", act(view, "refund", this::refund), Role.LEAD);
        routes.post("/cases/{id}/wait", act(view, "wait", this::waitUntil), Role.AGENT);
        routes.post("/cases/{id}/inquiry", act(view, "inquiry", this::inquiry), Role.AGENT);
        routes.post("/cases/{id}/inquiry-answered", act(view, "inquiry-answered", this::answered), Role.AGENT);
        routes.post("/cases/{id}/claim", act(view, "claim", this::claim), Role.AGENT);
        routes.post("/cases/{id}/goodwill", act(view, "goodwill", this::goodwill), Role.LEAD);
    }

    static Handler act(CaseView view, String name, CaseView.Act act) {
        return context -> view.act(context, name, act);
    }

    private CaseOutcome reship(Context context, CaseView.Seen seen) {
        Day leaves = day(context, "ship-by");
        if (leaves.unreadable()) {
            return leaves.refused();
        }
        boolean back = !Input.field(context, "awaits-return").isEmpty();
        return decisions.reship(
                seen.id(),
                CasePage.text(context, "items"),
                leaves.date(),
                back,
                seen.author(),
                seen.version(),
                seen.now());
    }

    private CaseOutcome refund(Context context, CaseView.Seen seen) {
        String currency = Input.field(context, "currency");
        Long minor = null;
        String amount = Input.field(context, "amount").replace(',', '.');
        if (!amount.isEmpty()) {
            Optional<Long> read = minor(amount, currency);
            if (read.isEmpty()) {
                return new CaseOutcome.Refused("the amount cannot be read; write it as 49.90, with its currency");
            }
            minor = read.get();
        }
        PaymentMeans means = Input.choice(context, "means", PaymentMeans.class);
        return decisions.refund(
                seen.id(), minor, minor == null ? null : currency, means, seen.author(), seen.version(), seen.now());
    }

    private static Optional<Long> minor(String amount, String currency) {
        boolean known = Currency.getAvailableCurrencies().stream()
                .anyMatch(one -> one.getCurrencyCode().equals(currency));
        if (!known || !amount.matches("\\d{1,9}(\\.\\d{1,3})?")) {
            return Optional.empty();
        }
        BigDecimal minor = new BigDecimal(amount)
                .movePointRight(Currency.getInstance(currency).getDefaultFractionDigits())
                .stripTrailingZeros();
        return minor.scale() > 0 ? Optional.empty() : Optional.of(minor.longValueExact());
    }

    private CaseOutcome waitUntil(Context context, CaseView.Seen seen) {
        Day until = day(context, "until");
        LocalDate date = until.date();
        if (date == null) {
            return until.refused();
        }
        boolean tell = !Input.field(context, "tell").isEmpty();
        return decisions.waitUntil(
                seen.id(), date, Input.field(context, "text"), tell, seen.author(), seen.version(), seen.now());
    }

    private CaseOutcome inquiry(Context context, CaseView.Seen seen) {
        return decisions.inquiry(
                seen.id(), CasePage.text(context, "reference"), seen.author(), seen.version(), seen.now());
    }

    private CaseOutcome answered(Context context, CaseView.Seen seen) {
        return decisions.inquiryAnswered(
                seen.id(), Input.field(context, "text"), seen.author(), seen.version(), seen.now());
    }

    private CaseOutcome claim(Context context, CaseView.Seen seen) {
        ClaimKind kind = Input.choice(context, "kind", ClaimKind.class);
        return decisions.claim(seen.id(), kind, seen.author(), seen.version(), seen.now());
    }

    private CaseOutcome goodwill(Context context, CaseView.Seen seen) {
        return decisions.goodwill(seen.id(), Input.field(context, "text"), seen.author(), seen.version(), seen.now());
    }

    /// @param date null when none was written, or none that can be read
    private record Day(@Nullable LocalDate date, boolean unreadable) {
        CaseOutcome refused() {
            return new CaseOutcome.Refused("the day cannot be read; write it as 2026-11-17");
        }
    }

    private static Day day(Context context, String name) {
        String text = Input.field(context, name);
        try {
            return text.isEmpty() ? new Day(null, false) : new Day(LocalDate.parse(text), false);
        } catch (DateTimeException unreadable) {
            return new Day(null, true);
        }
    }

    /// One line of a sum.
    ///
    /// @param factors what was multiplied
    public record Cost(String key, long minor, String factors) {}

    @Override
    public void addTo(Tx tx, Context context, ServiceCase about, Map<String, @Nullable Object> model) {
        Long parcelId = about.parcelId();
        WatchedParcel parcel =
                parcelId == null ? null : parcels.find(tx, parcelId).orElse(null);
        ReshipAdvice advice =
                decisions.advice(tx, about, parts.time().instant()).orElse(null);
        model.put("advice", advice == null ? null : told(advice));
        int before = repeats.before(tx, about, parts.time().instant());
        model.put("repeats", before >= RepeatClaimStore.WORTH_A_LOOK ? before : 0);
        model.put("claim", claimStore.ofCase(tx, about.id()).orElse(null));
        model.put("documents", ClaimDocument.values());
        model.put("documentStates", ClaimDocument.State.values());
        model.put("claimKinds", ClaimKind.values());
        model.put("means", PaymentMeans.values());
        model.put("value", parcel == null ? null : amount(parcel));
        playbook(tx, context, about, parcel, model);
        model.put("today", LocalDate.ofInstant(parts.time().instant(), parts.zone()));
    }

    /// How to work on it in the reader's language; the words to start from in the customer's.
    private void playbook(
            Tx tx,
            Context context,
            ServiceCase about,
            @Nullable WatchedParcel parcel,
            Map<String, @Nullable Object> model) {
        CustomerOrder order = parcels.findOrder(tx, about.order()).orElseThrow();
        Playbooks books = parts.desk().aftersales().playbooks();
        Map<String, String> known = new HashMap<>();
        known.put("order", order.number());
        known.put("case", String.valueOf(about.id()));
        if (order.customerName() != null) {
            known.put("name", order.customerName());
        }
        if (parcel != null) {
            known.put("number", parcel.trackingNumber().value());
            known.put("carrier", new CarrierNames(parts.carriers()).of(parcel.takenBy()));
        }
        model.put("playbook", books.of(about.kind(), Shell.locale(context)));
        model.put("always", books.always(Shell.locale(context)));
        model.put(
                "replies",
                books.of(about.kind(), order.locale()).replies().stream()
                        .map(reply -> new Playbook.Reply(reply.title(), reply.filled(known)))
                        .toList());
    }

    private static @Nullable BigDecimal amount(WatchedParcel parcel) {
        Long minor = parcel.valueMinor();
        String currency = parcel.currency();
        return minor == null || currency == null
                ? null
                : BigDecimal.valueOf(minor, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    private static Map<String, Object> told(ReshipAdvice advice) {
        Map<String, Object> told = new HashMap<>();
        told.put("choice", advice.choice());
        told.put("currency", advice.currency());
        told.put("arrival", advice.arrival());
        told.put("wait", costs(advice.waiting(), advice.currency()));
        told.put("waitSum", minor(advice.costOfWaiting(), advice.currency()));
        told.put("investigate", costs(advice.investigate(), advice.currency()));
        told.put("reship", costs(advice.reship(), advice.currency()));
        told.put("investigateSum", minor(advice.costOfInvestigating(), advice.currency()));
        told.put("reshipSum", minor(advice.costOfReshipping(), advice.currency()));
        return told;
    }

    private static List<Cost> costs(List<ReshipAdvice.Line> lines, String currency) {
        return lines.stream()
                .map(line -> new Cost(
                        line.key(),
                        minor(line.amount(), currency),
                        line.terms().stream()
                                .map(term -> term.stripTrailingZeros().toPlainString())
                                .collect(Collectors.joining(" × "))))
                .toList();
    }

    private static long minor(BigDecimal amount, String currency) {
        return amount.movePointRight(Currency.getInstance(currency).getDefaultFractionDigits())
                .setScale(0, java.math.RoundingMode.HALF_UP)
                .longValueExact();
    }
}
