package prevenance.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import prevenance.cases.CaseFilter;
import prevenance.cases.CaseKind;
import prevenance.cases.CaseRow;
import prevenance.cases.CaseState;
import prevenance.cases.CaseStore;
import prevenance.cases.ServiceCase;

/// What the staff has to do.
@Command(name = "cases", description = "Lists service cases, the first due first.", sortOptions = false)
final class CasesCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Mixin
    private ListOptions list;

    @Option(
            names = "--state",
            defaultValue = "OPEN",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private CaseState state;

    @Option(names = "--all", description = "Open and closed ones.")
    private boolean all;

    @Option(names = "--kind", description = "Only this kind.")
    private @Nullable CaseKind kind;

    @Option(names = "--owner", paramLabel = "NAME", description = "Only this person's; '' for those nobody has taken.")
    private @Nullable String owner;

    @Override
    public Integer call() {
        try (Workbench bench = root.open()) {
            CaseFilter filter = new CaseFilter(all ? null : state, kind, owner, list.carrier, list.limit);
            List<CaseRow> cases = bench.database().read(tx -> new CaseStore().list(tx, filter));
            root.show(
                    list.json,
                    cases,
                    CasesCommand::json,
                    List.of("Id", "Due", "Prio", "Kind", "State", "Order", "Carrier", "Number", "Owner"),
                    row -> List.of(
                            Long.toString(row.serviceCase().id()),
                            Times.minute(row.serviceCase().dueAt(), bench.zone()),
                            Integer.toString(row.serviceCase().priority()),
                            row.serviceCase().kind().name(),
                            row.serviceCase().state().name(),
                            row.orderNumber(),
                            row.carrier() == null ? "" : row.carrier(),
                            row.trackingNumber() == null ? "" : row.trackingNumber(),
                            row.serviceCase().owner() == null
                                    ? ""
                                    : row.serviceCase().owner()));
        }
        return ExitCode.OK;
    }

    static Map<String, @Nullable Object> json(CaseRow row) {
        ServiceCase serviceCase = row.serviceCase();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", serviceCase.id());
        json.put("kind", serviceCase.kind().name());
        json.put("priority", serviceCase.priority());
        json.put("state", serviceCase.state().name());
        json.put("order", row.orderNumber());
        json.put("parcelId", serviceCase.parcelId());
        json.put("carrier", row.carrier());
        json.put("number", row.trackingNumber());
        json.put("openFlags", row.openFlags().stream().map(Enum::name).toList());
        json.put("openedAt", Times.iso(serviceCase.openedAt()));
        json.put("dueAt", Times.iso(serviceCase.dueAt()));
        json.put("owner", serviceCase.owner());
        json.put("closedAt", Times.iso(serviceCase.closedAt()));
        json.put(
                "closeReason",
                serviceCase.closeReason() == null
                        ? null
                        : serviceCase.closeReason().name());
        return json;
    }
}
