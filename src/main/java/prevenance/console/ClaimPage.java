package prevenance.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import prevenance.aftersales.Aftersales;
import prevenance.aftersales.ClaimDocument;
import prevenance.aftersales.ClaimOutcome;
import prevenance.aftersales.ExchangeOutcome;
import prevenance.aftersales.Exchanges;
import prevenance.aftersales.RefundOutcome;
import prevenance.cases.CaseOutcome;
import prevenance.cases.CaseStore;
import prevenance.cases.CaseSwaps;
import prevenance.console.access.Role;
import prevenance.web.Refusal;

/// What belongs to a case and has a life of its own: its claim against the carrier, its refund and replacement, the
/// other half of a swap.
final class ClaimPage {
    private final Shell shell;
    private final ConsoleParts parts;
    private final Aftersales aftersales;
    private final CaseSwaps swaps;
    private final CaseStore cases = new CaseStore();

    ClaimPage(Shell shell, ConsoleParts parts) {
        this.shell = shell;
        this.parts = parts;
        this.aftersales = parts.desk().aftersales();
        this.swaps = new CaseSwaps(parts.database());
    }

    void addTo(JavalinDefaultRoutingApi routes, CaseView view) {
        routes.get("/cases/{id}/claim.txt", this::file, Role.VIEWER);
        routes.post("/cases/{id}/claim/mark", CaseDecisionPage.act(view, "claim-mark", this::mark), Role.AGENT);
        routes.post("/cases/{id}/claim/sent", CaseDecisionPage.act(view, "claim-sent", this::sent), Role.AGENT);
        routes.post("/cases/{id}/claim/answer", CaseDecisionPage.act(view, "claim-answer", this::answer), Role.AGENT);
        routes.post("/cases/{id}/claim/drop", CaseDecisionPage.act(view, "claim-drop", this::drop), Role.AGENT);
        routes.post(
                "/cases/{id}/refund/confirm", CaseDecisionPage.act(view, "refund-confirm", this::confirm), Role.LEAD);
        routes.post("/cases/{id}/refund/cancel", CaseDecisionPage.act(view, "refund-cancel", this::cancel), Role.LEAD);
        routes.post(
                "/cases/{id}/exchange/cancel",
                CaseDecisionPage.act(view, "exchange-cancel", this::cancelExchange),
                Role.LEAD);
        routes.post("/cases/{id}/swap", CaseDecisionPage.act(view, "swap", this::swap), Role.AGENT);
        routes.post("/cases/{id}/unswap", CaseDecisionPage.act(view, "unswap", this::unswap), Role.AGENT);
    }

    private void file(Context context) {
        long id = Input.id(context, "id");
        String text = parts.database().read(tx -> {
            Long parcel = cases.find(tx, id).orElseThrow(Refusal::notFound).parcelId();
            if (parcel == null) {
                throw Refusal.notFound();
            }
            return aftersales
                    .claimFile()
                    .write(tx, id, parcel, Shell.locale(context), shell.now())
                    .orElseThrow(Refusal::notFound);
        });
        context.header("Content-Disposition", "attachment; filename=\"claim-" + id + ".txt\"");
        context.contentType("text/plain; charset=utf-8").result(text);
    }

    private CaseOutcome mark(Context context, CaseView.Seen seen) {
        return claim(
                seen,
                aftersales
                        .claims()
                        .mark(
                                seen.id(),
                                Input.choice(context, "document", ClaimDocument.class),
                                Input.choice(context, "state", ClaimDocument.State.class),
                                seen.author(),
                                own(context),
                                seen.now()));
    }

    private CaseOutcome sent(Context context, CaseView.Seen seen) {
        return claim(
                seen,
                aftersales
                        .claims()
                        .sent(seen.id(), CasePage.text(context, "reference"), seen.author(), own(context), seen.now()));
    }

    private CaseOutcome answer(Context context, CaseView.Seen seen) {
        return claim(
                seen,
                switch (Input.field(context, "answer")) {
                    case "accepted" ->
                        aftersales.claims().accepted(seen.id(), null, seen.author(), own(context), seen.now());
                    case "refused" ->
                        aftersales
                                .claims()
                                .refused(
                                        seen.id(),
                                        CasePage.text(context, "text"),
                                        seen.author(),
                                        own(context),
                                        seen.now());
                    default -> throw Refusal.badRequest();
                });
    }

    private CaseOutcome drop(Context context, CaseView.Seen seen) {
        return claim(
                seen,
                aftersales
                        .claims()
                        .drop(seen.id(), Input.field(context, "text"), seen.author(), own(context), seen.now()));
    }

    private CaseOutcome claim(CaseView.Seen seen, ClaimOutcome outcome) {
        return switch (outcome) {
            case ClaimOutcome.Done _ -> done(seen);
            case ClaimOutcome.NotFound _ -> new CaseOutcome.NotFound(seen.id());
            case ClaimOutcome.Conflict _ -> changed(seen);
            case ClaimOutcome.Refused refused -> new CaseOutcome.Refused(refused.why());
        };
    }

    private CaseOutcome confirm(Context context, CaseView.Seen seen) {
        return refund(
                seen,
                aftersales
                        .refunds()
                        .confirm(Input.field(context, "reference"), seen.author(), own(context), seen.now()));
    }

    private CaseOutcome cancel(Context context, CaseView.Seen seen) {
        return refund(
                seen,
                aftersales
                        .refunds()
                        .cancel(
                                Input.field(context, "reference"),
                                Input.field(context, "text"),
                                seen.author(),
                                own(context),
                                seen.now()));
    }

    private CaseOutcome refund(CaseView.Seen seen, RefundOutcome outcome) {
        return switch (outcome) {
            case RefundOutcome.Done _ -> done(seen);
            case RefundOutcome.NotFound _ -> new CaseOutcome.NotFound(seen.id());
            case RefundOutcome.Conflict _ -> changed(seen);
            case RefundOutcome.Refused refused -> new CaseOutcome.Refused(refused.why());
        };
    }

    private CaseOutcome cancelExchange(Context context, CaseView.Seen seen) {
        Exchanges exchanges = aftersales.exchanges();
        ExchangeOutcome outcome = exchanges.cancel(
                Input.field(context, "reference"),
                Input.field(context, "text"),
                seen.author(),
                own(context),
                seen.now());
        return switch (outcome) {
            case ExchangeOutcome.Done _ -> done(seen);
            case ExchangeOutcome.NotFound _ -> new CaseOutcome.NotFound(seen.id());
            case ExchangeOutcome.Conflict _ -> changed(seen);
            case ExchangeOutcome.Refused refused -> new CaseOutcome.Refused(refused.why());
        };
    }

    private CaseOutcome swap(Context context, CaseView.Seen seen) {
        return swaps.link(
                seen.id(), Input.whole(Input.field(context, "other"), 18), seen.author(), seen.version(), seen.now());
    }

    private CaseOutcome unswap(Context context, CaseView.Seen seen) {
        return swaps.unlink(seen.id(), seen.author(), seen.version(), seen.now());
    }

    /// The version of the claim, refund or replacement as it was seen.
    private static int own(Context context) {
        return Math.toIntExact(Input.whole(Input.field(context, "own-version"), 9));
    }

    private CaseOutcome done(CaseView.Seen seen) {
        return parts.database()
                .<CaseOutcome>read(tx -> cases.find(tx, seen.id())
                        .<CaseOutcome>map(CaseOutcome.Done::new)
                        .orElseGet(() -> new CaseOutcome.NotFound(seen.id())));
    }

    private static CaseOutcome changed(CaseView.Seen seen) {
        return new CaseOutcome.Conflict(seen.id(), "it has changed meanwhile; look at it again");
    }
}
