package prevenance.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import prevenance.cases.CaseEntry;
import prevenance.cases.CaseStore;
import prevenance.cases.incident.Incident;
import prevenance.cases.incident.IncidentStore;
import prevenance.cases.incident.MemberListStore;
import prevenance.store.Tx;

/// Many parcels in one trouble.
@Command(name = "incidents", description = "Lists incidents: many parcels in one trouble.", sortOptions = false)
final class IncidentsCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Mixin
    private ListOptions list;

    @Option(names = "--all", description = "Open and closed ones.")
    private boolean all;

    private record Row(Incident incident, MemberListStore.Standing standing) {}

    @Override
    public Integer call() {
        try (Workbench bench = root.open()) {
            List<Row> rows = bench.database()
                    .read(tx -> new IncidentStore()
                            .list(tx, null, list.limit).stream()
                                    .filter(incident -> all || incident.isOpen())
                                    .filter(incident -> list.carrier == null
                                            || incident.carrier().equals(list.carrier))
                                    .map(incident -> new Row(incident, new MemberListStore().standing(tx, incident)))
                                    .toList());
            root.show(
                    list.json,
                    rows,
                    IncidentsCommand::json,
                    List.of(
                            "Id",
                            "Opened",
                            "State",
                            "Worry",
                            "Scope",
                            "Where",
                            "Carrier",
                            "In it",
                            "Recovered",
                            "Told"),
                    row -> List.of(
                            Long.toString(row.incident().id()),
                            Times.minute(row.incident().openedAt(), bench.zone()),
                            row.incident().state().name(),
                            row.incident().worry().name(),
                            row.incident().key().scope().name(),
                            row.incident().place(),
                            row.incident().carrier(),
                            Integer.toString(row.standing().active()),
                            Integer.toString(row.standing().recovered()),
                            Integer.toString(row.standing().told())));
        }
        return ExitCode.OK;
    }

    @Command(mixinStandardHelpOptions = true, name = "show", description = "Prints an incident with its story.")
    int show(@Parameters(paramLabel = "ID", description = "The incident.") long id) {
        try (Workbench bench = root.open()) {
            Optional<Row> found = bench.database()
                    .read(tx -> new IncidentStore()
                            .find(tx, id)
                            .map(incident -> new Row(incident, new MemberListStore().standing(tx, incident))));
            if (found.isEmpty()) {
                root.terminal().note("prevenance: there is no incident " + id);
                return ExitCode.NOTHING;
            }
            json(found.get())
                    .forEach((key, value) ->
                            root.terminal().line("%-15s %s".formatted(key, value == null ? "" : value)));
            root.terminal().line("");
            root.terminal()
                    .table(
                            List.of("When", "Who", "What", "Text"),
                            bench.database().<List<CaseEntry>>read(tx -> story(tx, id)).stream()
                                    .map(entry -> List.of(
                                            Times.minute(entry.at(), bench.zone()),
                                            entry.author(),
                                            entry.kind().name(),
                                            entry.text()))
                                    .toList());
            return ExitCode.OK;
        }
    }

    private static List<CaseEntry> story(Tx tx, long id) {
        CaseStore cases = new CaseStore();
        return cases.ofIncident(tx, id)
                .map(file -> cases.entries(tx, file.id()))
                .orElse(List.of());
    }

    private static Map<String, @Nullable Object> json(Row row) {
        Incident incident = row.incident();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", incident.id());
        json.put("state", incident.state().name());
        json.put("worry", incident.worry().name());
        json.put("scope", incident.key().scope().name());
        json.put("where", incident.place());
        json.put("carrier", incident.carrier());
        json.put("openedAt", incident.openedAt().toString());
        json.put("parcels", incident.evidence().parcels());
        json.put("usual", incident.evidence().usual());
        json.put("limit", incident.evidence().limit());
        json.put("active", row.standing().active());
        json.put("recovered", row.standing().recovered());
        json.put("told", row.standing().told());
        json.put("round", incident.round());
        json.put(
                "nextUpdateDate",
                incident.nextUpdateDate() == null
                        ? null
                        : incident.nextUpdateDate().toString());
        json.put("decidedBy", incident.decidedBy());
        json.put(
                "closedAt",
                incident.closedAt() == null ? null : incident.closedAt().toString());
        json.put("end", incident.end() == null ? null : incident.end().name());
        return json;
    }
}
