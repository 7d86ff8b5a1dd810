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
import prevenance.message.MessageFilter;
import prevenance.message.MessageKind;
import prevenance.message.MessageState;
import prevenance.message.OutboxMessage;

/// What was said, is being said, and could not be said.
@Command(name = "messages", description = "Lists messages to customers, newest first.", sortOptions = false)
final class MessagesCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Mixin
    private ListOptions list;

    @Option(names = "--state", description = "Only ${COMPLETION-CANDIDATES}.")
    private @Nullable MessageState state;

    @Option(names = "--kind", description = "Only this kind.")
    private @Nullable MessageKind kind;

    @Override
    public Integer call() {
        try (Workbench bench = root.open()) {
            List<OutboxMessage> messages = bench.database()
                    .read(tx -> bench.outbox().list(tx, new MessageFilter(state, kind, list.order, list.limit)));
            root.show(
                    list.json,
                    messages,
                    MessagesCommand::json,
                    List.of("Id", "State", "Kind", "Order", "When", "Subject", "Why"),
                    m -> List.of(
                            Long.toString(m.id()),
                            m.state().name(),
                            m.kind().name(),
                            m.orderNumber() == null ? "" : m.orderNumber(),
                            Times.minute(m.sentAt() == null ? m.createdAt() : m.sentAt(), bench.zone()),
                            m.subjectLine() == null ? "" : m.subjectLine(),
                            m.stateReason() == null ? "" : m.stateReason()));
        }
        return ExitCode.OK;
    }

    private static Map<String, @Nullable Object> json(OutboxMessage message) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", message.id());
        json.put("notification", message.key());
        json.put("messageId", message.messageId());
        json.put("kind", message.kind().name());
        json.put("state", message.state().name());
        json.put("stateReason", message.stateReason());
        json.put("order", message.orderNumber());
        json.put("parcelId", message.parcelId());
        json.put("caseId", message.caseId());
        json.put("recipient", message.recipient());
        json.put("locale", message.locale());
        json.put("subject", message.subjectLine());
        json.put("attempts", message.attempts());
        json.put("createdAt", Times.iso(message.createdAt()));
        json.put("nextAttemptAt", Times.iso(message.nextAttemptAt()));
        json.put("sentAt", Times.iso(message.sentAt()));
        return json;
    }
}
