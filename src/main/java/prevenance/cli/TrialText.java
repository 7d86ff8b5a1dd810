package prevenance.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import prevenance.carrier.CarrierReport;
import prevenance.carrier.CarrierTrial;
import prevenance.carrier.IndentedBody;
import prevenance.carrier.PollOutcome;
import prevenance.carrier.ReadingTrace;
import prevenance.carrier.ShownRequest;
import prevenance.tracking.TrackingEvent;

/// What `carriers try` prints.
///
/// @param lines how many of a body
record TrialText(Terminal terminal, int lines) {
    private static final String IN = "  ";
    private static final String DEEP = "     ";

    void print(CarrierTrial trial, boolean fromFile) {
        for (CarrierTrial.Call call : trial.calls()) {
            request(call, fromFile);
            reply(call);
        }
        outcome(trial);
        boolean any = false;
        for (ReadingTrace.Step step : trial.steps()) {
            if (step instanceof ReadingTrace.Step.Statement statement) {
                if (!any) {
                    head("Events, in the order of the reply");
                    any = true;
                }
                statement(statement);
            }
        }
        if (trial.outcome() instanceof PollOutcome.Answered(CarrierReport report)) {
            result(report);
        }
    }

    private void head(String text) {
        terminal.line("");
        terminal.line(Ansi.AUTO.string("@|bold " + text + "|@"));
    }

    private void request(CarrierTrial.Call call, boolean fromFile) {
        ShownRequest request = call.request();
        head(call.token() ? "Request of a token" : fromFile ? "Request, as it would be sent" : "Request");
        terminal.line(IN + request.method() + " " + request.address());
        request.headers().forEach((name, value) -> terminal.line(IN + name + ": " + value));
        if (!request.body().isEmpty()) {
            terminal.line("");
            body(request.body().lines().toList());
        }
    }

    private void reply(CarrierTrial.Call call) {
        head("Reply");
        String took =
                call.took().map(time -> ", after " + time.toMillis() + " ms").orElse("");
        if (call.reply().isEmpty()) {
            terminal.line(IN + (call.failure().isEmpty() ? "none" : call.failure()) + took);
            return;
        }
        CarrierTrial.Reply reply = call.reply().get();
        terminal.line(IN + "HTTP " + reply.status() + ", " + String.format(Locale.ROOT, "%,d", reply.body().length)
                + " bytes" + took);
        reply.headers().forEach((name, value) -> terminal.line(IN + name + ": " + value));
        if (reply.body().length > 0) {
            terminal.line("");
            body(IndentedBody.lines(reply.body()));
        }
    }

    private void body(List<String> body) {
        body.stream().limit(lines).forEach(line -> terminal.line(IN + line.replaceAll("\\p{Cntrl}", " ")));
        if (body.size() > lines) {
            terminal.line(IN + "… " + (body.size() - lines) + " more lines: --body shows them");
        }
    }

    private void outcome(CarrierTrial trial) {
        String wait = trial.outcome() instanceof PollOutcome.Throttled(Optional<java.time.Duration> time, String _)
                ? time.map(asked -> ", ask again after " + asked.toSeconds() + " s")
                        .orElse("")
                : "";
        String detail = trial.outcome().detail() + wait;
        head("Outcome: " + trial.outcome().word() + (detail.isEmpty() ? "" : " (" + detail + ")"));
        for (ReadingTrace.Step step : trial.steps()) {
            switch (step) {
                case ReadingTrace.Step.Decided decided ->
                    terminal.wrapped(
                            IN,
                            IN + IN,
                            (decided.number().isPresent() ? "the entry of the parcel: " : "the reply: ")
                                    + decided.outcome() + ", by " + decided.by());
                case ReadingTrace.Step.Remark(String text) -> terminal.wrapped(IN, IN + IN, text);
                case ReadingTrace.Step.Statement _ -> {}
            }
        }
    }

    private void statement(ReadingTrace.Step.Statement statement) {
        String place = String.format(Locale.ROOT, "%3d  ", statement.place());
        if (statement.event().isEmpty()) {
            terminal.wrapped(place, DEEP, "left out: " + statement.dropped());
            return;
        }
        TrackingEvent event = statement.event().get();
        terminal.line(place + event.occurredText() + "  "
                + Ansi.AUTO.string("@|bold " + event.status().wireName() + "|@")
                + (event.informational() ? "  (informational)" : ""));
        said(event);
        field("time", statement.occurred() + "; zone: " + statement.clock());
        statement.keys().forEach(key -> field("key", key));
        field("by", statement.decidedBy());
    }

    private void said(TrackingEvent event) {
        List<String> words = new ArrayList<>();
        add(words, event.carrierCode().isEmpty() ? null : event.carrierCode());
        add(words, event.carrierText().isEmpty() ? null : "“" + event.carrierText() + "”");
        add(words, event.place());
        add(words, event.country());
        terminal.wrapped(DEEP + "said  ", DEEP + "      ", String.join(" · ", words));
    }

    private static void add(List<String> words, @Nullable String word) {
        if (word != null) {
            words.add(word.replaceAll("\\p{Cntrl}", " "));
        }
    }

    private void field(String name, String text) {
        terminal.wrapped(DEEP + String.format("%-6s", name), DEEP + "      ", text.replaceAll("\\p{Cntrl}", " "));
    }

    private void result(CarrierReport report) {
        head("The parcel: " + report.history().status().wireName());
        value("estimated delivery", report.estimatedDelivery());
        value("promised delivery", report.promisedDelivery());
        value("proof of delivery", report.proofOfDelivery());
        value("pickup place", report.pickupPlace());
        value("pickup until", report.pickupUntil());
        value("customer page", report.customerPage());
    }

    private void value(String name, @Nullable Object value) {
        terminal.line(IN + String.format("%-20s", name) + (value == null ? "none read" : value));
    }
}
