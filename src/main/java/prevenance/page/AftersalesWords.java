package prevenance.page;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CustomerActKind;
import prevenance.page.OrderCard.Stage;
import prevenance.page.OrderCard.StepsCard;
import prevenance.page.ParcelCard.ActLink;

/// Puts refunds and exchanges into the words of the page: what is done, what comes next and until when.
final class AftersalesWords {
    private static final String DONE = "done";
    private static final String NOW = "now";
    private static final String TODO = "todo";
    private static final String BAD = "bad";

    private final Speech speech;
    private final OrderStory order;

    AftersalesWords(Speech speech, OrderStory order) {
        this.speech = speech;
        this.order = order;
    }

    List<StepsCard> refunds() {
        return order.refunds().stream()
                .filter(refund -> !refund.isCancelled())
                .map(this::refund)
                .toList();
    }

    List<StepsCard> exchanges() {
        return order.exchanges().stream()
                .filter(exchange -> !exchange.isCancelled())
                .map(this::exchange)
                .toList();
    }

    private StepsCard refund(Reimbursement refund) {
        String amount = speech.money(refund.amountMinor(), refund.currency());
        String means = refund.means().toLowerCase(Locale.ROOT).replace('_', '-');
        boolean triggered = refund.triggeredAt() != null;
        boolean arrived = refund.state().equals("ARRIVED");
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage(speech.say("refund.decided"), day(refund.decidedAt()), DONE));
        if (refund.state().equals("FAILED")) {
            stages.add(new Stage(speech.say("refund.failed"), null, BAD));
        } else {
            stages.add(new Stage(
                    speech.say("refund.triggered." + means),
                    triggered ? day(refund.triggeredAt()) : until("refund.pay-by", refund.payBy()),
                    triggered ? DONE : NOW));
            stages.add(new Stage(
                    speech.say(arrived ? "refund.arrived" : "refund.shows." + means),
                    arrived ? day(refund.endedAt()) : triggered ? until("refund.show-by", refund.showBy()) : null,
                    arrived ? DONE : triggered ? NOW : TODO));
        }
        return new StepsCard(
                speech.say("refund.title", amount),
                arrived ? "good" : refund.state().equals("FAILED") ? "bad" : "calm",
                List.copyOf(stages),
                refundNotes(refund, means),
                refundActs(refund));
    }

    private List<String> refundNotes(Reimbursement refund, String means) {
        List<String> notes = new ArrayList<>();
        switch (refund.state()) {
            case "FAILED" -> notes.add(speech.say("refund.failed-note"));
            case "MISSING" -> notes.add(speech.say("refund.missing-note"));
            case "TRIGGERED", "ASKED" -> {
                speech.sayIf("refund.note." + means).ifPresent(notes::add);
                LocalDate showBy = refund.showBy();
                String reference = refund.bankReference();
                if (showBy != null && showBy.isBefore(order.today())) {
                    notes.add(speech.say("refund.late-note"));
                    if (reference != null) {
                        notes.add(speech.say("refund.bank-reference", reference));
                    }
                }
            }
            default -> {
                // Decided or arrived: the steps say all.
            }
        }
        return List.copyOf(notes);
    }

    private List<ActLink> refundActs(Reimbursement refund) {
        boolean newest = order.refundToAskFor().filter(refund::equals).isPresent();
        if (!newest) {
            return List.of();
        }
        LocalDate showBy = refund.showBy();
        boolean due = refund.state().equals("ASKED")
                || refund.state().equals("TRIGGERED") && showBy != null && showBy.isBefore(order.today());
        List<ActLink> links = new ArrayList<>();
        links.add(link(CustomerActKind.REFUND_ARRIVED));
        if (due) {
            links.add(link(CustomerActKind.REFUND_NOT_ARRIVED));
        }
        return List.copyOf(links);
    }

    private StepsCard exchange(Replacement exchange) {
        boolean shipped = exchange.shippedAt() != null || exchange.state().equals("SHIPPED");
        boolean ended = exchange.state().equals("ENDED");
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage(speech.say("exchange.promised"), day(exchange.promisedAt()), DONE));
        boolean waits = exchange.awaitsReturn() && exchange.returnReceivedAt() == null && !shipped;
        if (exchange.awaitsReturn()) {
            stages.add(new Stage(
                    speech.say(waits ? "exchange.awaits-return" : "exchange.return-received"),
                    day(exchange.returnReceivedAt()),
                    waits ? NOW : DONE));
        }
        if (exchange.isBlocked()) {
            stages.add(new Stage(speech.say("exchange.blocked"), null, BAD));
        } else {
            stages.add(new Stage(
                    speech.say(shipped || ended ? "exchange.shipped" : "exchange.to-ship"),
                    shipped || ended ? day(exchange.shippedAt()) : until("exchange.ship-by", exchange.shipBy()),
                    shipped || ended ? DONE : waits ? TODO : NOW));
            stages.add(new Stage(
                    speech.say(ended ? "exchange.ended" : "exchange.to-arrive"),
                    null,
                    ended ? DONE : shipped ? NOW : TODO));
        }
        List<String> notes = new ArrayList<>();
        if (exchange.isBlocked()) {
            notes.add(speech.say("exchange.blocked-note"));
        } else if (shipped && !ended && exchange.parcelId() != null) {
            notes.add(speech.say("exchange.shipped-note"));
        }
        return new StepsCard(
                speech.say("exchange.title"),
                exchange.isBlocked() ? "wait" : ended ? "good" : "calm",
                List.copyOf(stages),
                List.copyOf(notes),
                exchange.isBlocked() && order.mayChooseForExchange()
                        ? List.of(new ActLink(ActForm.path(CustomerActKind.CHOICE), speech.say("act.choice-exchange")))
                        : List.of());
    }

    private ActLink link(CustomerActKind kind) {
        return new ActLink(ActForm.path(kind), speech.say("act." + ActForm.path(kind)));
    }

    private @Nullable String day(@Nullable Instant at) {
        return at == null ? null : speech.say("on-day", speech.day(at));
    }

    /// A day that has passed is no promise any more.
    private @Nullable String until(String key, @Nullable LocalDate day) {
        return day == null || day.isBefore(order.today()) ? null : speech.say(key, speech.day(day));
    }
}
