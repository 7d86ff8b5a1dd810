package prevenance.cli;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import prevenance.assess.EvidenceWords;
import prevenance.assess.Flag;
import prevenance.assess.FlagFilter;
import prevenance.assess.FlagKind;
import prevenance.assess.FlagRow;
import prevenance.assess.FlagStore;
import prevenance.assess.Reasons;

/// What we concluded, with the reason.
@Command(name = "flags", description = "Lists open flags with their reasons, newest first.", sortOptions = false)
final class FlagsCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Mixin
    private ListOptions list;

    @Option(names = "--kind", description = "Only ${COMPLETION-CANDIDATES}.")
    private @Nullable FlagKind kind;

    @Option(names = "--all", description = "Open and closed ones.")
    private boolean all;

    @Option(
            names = "--why",
            description = "With what each rests on: rule, statements, clock, limits, days not counted.")
    private boolean why;

    @Option(
            names = "--locale",
            paramLabel = "fr|en",
            defaultValue = "en",
            description = "Language of the reasons (default: ${DEFAULT-VALUE}).")
    private String locale;

    @Override
    public Integer call() {
        Locale words = Locale.forLanguageTag(locale);
        try (Workbench bench = root.open()) {
            FlagFilter filter = new FlagFilter(kind, list.carrier, !all, list.order, list.limit);
            List<FlagRow> flags = bench.database().read(tx -> new FlagStore().list(tx, filter));
            root.show(
                    list.json,
                    flags,
                    row -> json(row, words),
                    List.of("Since", "Flag", "Order", "Carrier", "Number", "Why"),
                    row -> List.of(
                            Times.minute(row.flag().sinceAt(), bench.zone()),
                            row.flag().kind().name(),
                            row.orderNumber(),
                            row.carrier(),
                            row.trackingNumber().value(),
                            why(row.flag(), words, bench.zone())));
        }
        return ExitCode.OK;
    }

    private String why(Flag flag, Locale words, ZoneId zone) {
        String reason = Reasons.text(flag.reason(), words, zone);
        if (!why) {
            return reason;
        }
        return reason
                + EvidenceWords.lines(flag.evidence(), words, zone).stream()
                        .map(line -> " | " + line.label() + ": " + line.text())
                        .collect(Collectors.joining());
    }

    private Map<String, @Nullable Object> json(FlagRow row, Locale words) {
        Flag flag = row.flag();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", flag.id());
        json.put("kind", flag.kind().name());
        json.put("episode", flag.episode());
        json.put("step", flag.step());
        json.put("state", flag.isOpen() ? "OPEN" : "CLOSED");
        json.put("order", row.orderNumber());
        json.put("parcelId", flag.parcelId());
        json.put("carrier", row.carrier());
        json.put("number", row.trackingNumber().value());
        json.put("reason", Reasons.text(flag.reason(), words, ZoneOffset.UTC));
        json.put("rule", flag.rule());
        if (why) {
            json.put(
                    "why",
                    EvidenceWords.lines(flag.evidence(), words, ZoneOffset.UTC).stream()
                            .map(line -> Map.of("label", line.label(), "text", line.text()))
                            .toList());
        }
        json.put("forStaff", flag.forStaff());
        json.put("forCustomer", flag.forCustomer());
        json.put("sinceAt", Times.iso(flag.sinceAt()));
        json.put("raisedAt", Times.iso(flag.raisedAt()));
        json.put("closedAt", Times.iso(flag.closedAt()));
        json.put("closedReason", flag.closedBy() == null ? null : Reasons.text(flag.closedBy(), words, ZoneOffset.UTC));
        return json;
    }
}
