package prevenance.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import prevenance.node.Node;
import prevenance.node.NodeStore;

/// The daemons at work.
@Command(
        name = "nodes",
        description =
                "The daemons at work on the database, each with its last sign of life and how far its clock is off"
                        + " the database's. Exit code 1 when none is.",
        sortOptions = false)
final class NodesCommand implements Callable<Integer> {
    private static final List<String> HEAD =
            List.of("NODE", "HOST", "PROCESS", "VERSION", "SINCE", "SEEN", "CLOCK OFF");

    @ParentCommand
    private RootCommand root;

    @Option(names = "--json", description = "One JSON array on standard output, nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        try (Workbench bench = root.open()) {
            List<Node> nodes = bench.database().read(new NodeStore()::all);
            if (json) {
                root.terminal().json(nodes.stream().map(NodesCommand::json).toList());
            } else if (nodes.isEmpty()) {
                root.terminal().note("no daemon is at work");
            } else {
                root.terminal()
                        .table(
                                HEAD,
                                nodes.stream()
                                        .map(node -> List.of(
                                                node.id(),
                                                node.host(),
                                                Long.toString(node.pid()),
                                                node.version(),
                                                Times.minute(node.startedAt(), bench.zone()),
                                                Times.minute(node.seenAt(), bench.zone()),
                                                node.skew().toMillis() + " ms"))
                                        .toList());
            }
            return nodes.isEmpty() ? ExitCode.NOTHING : ExitCode.OK;
        }
    }

    private static Map<String, @Nullable Object> json(Node node) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", node.id());
        json.put("host", node.host());
        json.put("pid", node.pid());
        json.put("version", node.version());
        json.put("startedAt", Times.iso(node.startedAt()));
        json.put("seenAt", Times.iso(node.seenAt()));
        json.put("skewMillis", node.skew().toMillis());
        return json;
    }
}
