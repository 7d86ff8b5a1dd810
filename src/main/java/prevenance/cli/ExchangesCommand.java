package prevenance.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import prevenance.aftersales.Exchange;
import prevenance.aftersales.ExchangeState;
import prevenance.aftersales.ExchangeStore;
import prevenance.watch.ParcelStore;

/// Replacements, promised and shipped.
@Command(name = "exchanges", description = "Lists exchanges, newest first.", sortOptions = false)
final class ExchangesCommand implements Callable<Integer> {
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
    private @Nullable ExchangeState state;

    private record Line(Exchange exchange, String order, String number) {}

    @Override
    public Integer call() {
        try (Workbench bench = root.open()) {
            ParcelStore parcels = new ParcelStore();
            List<Line> exchanges = bench.database()
                    .read(tx -> new ExchangeStore()
                            .list(tx, state, limit).stream()
                                    .map(exchange -> new Line(
                                            exchange,
                                            parcels.findOrder(tx, exchange.orderId())
                                                    .orElseThrow()
                                                    .number(),
                                            exchange.parcelId() == null
                                                    ? ""
                                                    : parcels.find(tx, exchange.parcelId())
                                                            .orElseThrow()
                                                            .trackingNumber()
                                                            .value()))
                                    .toList());
            root.show(
                    json,
                    exchanges,
                    ExchangesCommand::json,
                    List.of("Reference", "Order", "State", "Items", "Ship by", "Shipped", "Number"),
                    line -> List.of(
                            line.exchange().reference(),
                            line.order(),
                            line.exchange().state().name(),
                            text(line.exchange().items()),
                            text(line.exchange().shipByDate()),
                            line.exchange().shippedAt() == null
                                    ? ""
                                    : Times.minute(line.exchange().shippedAt(), bench.zone()),
                            line.number()));
        }
        return ExitCode.OK;
    }

    private static Map<String, @Nullable Object> json(Line line) {
        Exchange exchange = line.exchange();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("reference", exchange.reference());
        json.put("order", line.order());
        json.put("caseId", exchange.caseId());
        json.put("state", exchange.state().name());
        json.put("items", exchange.items());
        json.put("awaitsReturn", exchange.awaitsReturn());
        json.put("promisedAt", Times.iso(exchange.promisedAt()));
        json.put("shipByDate", exchange.shipByDate() == null ? null : text(exchange.shipByDate()));
        json.put("returnReceivedAt", Times.iso(exchange.returnReceivedAt()));
        json.put("shippedAt", Times.iso(exchange.shippedAt()));
        json.put("parcelId", exchange.parcelId());
        json.put("number", line.number().isEmpty() ? null : line.number());
        json.put("endedAt", Times.iso(exchange.endedAt()));
        return json;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
