package prevenance.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import prevenance.aftersales.Amounts;
import prevenance.aftersales.Refund;
import prevenance.aftersales.RefundState;
import prevenance.aftersales.RefundStore;
import prevenance.watch.ParcelStore;

/// Money on its way back.
@Command(name = "refunds", description = "Lists refunds, newest first.", sortOptions = false)
final class RefundsCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Option(names = "--json", description = "One JSON array on standard output, nothing else.")
    private boolean json;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--state", description = "Only ${COMPLETION-CANDIDATES}.")
    private @Nullable RefundState state;

    private record Line(Refund refund, String order) {}

    @Override
    public Integer call() {
        try (Workbench bench = root.open()) {
            List<Line> refunds = bench.database()
                    .read(tx -> new RefundStore()
                            .list(tx, state, limit).stream()
                                    .map(refund -> new Line(
                                            refund,
                                            new ParcelStore()
                                                    .findOrder(tx, refund.orderId())
                                                    .orElseThrow()
                                                    .number()))
                                    .toList());
            root.show(
                    json,
                    refunds,
                    RefundsCommand::json,
                    List.of("Reference", "Order", "State", "Amount", "Means", "Pay by", "Triggered", "Shows by"),
                    line -> List.of(
                            line.refund().reference(),
                            line.order(),
                            line.refund().state().name(),
                            Amounts.words(
                                    line.refund().amountMinor(), line.refund().currency()),
                            line.refund().means().wireName(),
                            text(line.refund().payByDate()),
                            line.refund().triggeredAt() == null
                                    ? ""
                                    : Times.minute(line.refund().triggeredAt(), bench.zone()),
                            text(line.refund().showByDate())));
        }
        return ExitCode.OK;
    }

    private static Map<String, @Nullable Object> json(Line line) {
        Refund refund = line.refund();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("reference", refund.reference());
        json.put("order", line.order());
        json.put("caseId", refund.caseId());
        json.put("state", refund.state().name());
        json.put("amountMinor", refund.amountMinor());
        json.put("currency", refund.currency());
        json.put("means", refund.means().name());
        json.put("decidedAt", Times.iso(refund.decidedAt()));
        json.put("payByDate", refund.payByDate() == null ? null : text(refund.payByDate()));
        json.put("triggeredAt", Times.iso(refund.triggeredAt()));
        json.put("showByDate", refund.showByDate() == null ? null : text(refund.showByDate()));
        json.put("endedAt", Times.iso(refund.endedAt()));
        return json;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
