package prevenance.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.console.access.SignIn;
import prevenance.demo.Installation;
import prevenance.intake.ImportKind;
import prevenance.intake.ImportProgress;
import prevenance.intake.ImportReport;
import prevenance.intake.ImportSource;
import prevenance.message.MessageActions;
import prevenance.message.MessageOutcome;
import prevenance.message.OutboxMessage;
import prevenance.store.Database;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;

/// The wired program, driven beat by beat by whoever holds the clock.
final class DemoInstallation implements Installation {
    /// Longest real time that a beat waits for carriers; a carrier that hangs longer is heard in a later beat.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MOST_APPROVALS = 1_000;

    private final Prevenance program;
    private final InstantSource clock;
    private @Nullable Listener console;

    DemoInstallation(Prevenance program, InstantSource clock) {
        this.program = program;
        this.clock = clock;
    }

    @Override
    public int importOrders(Path csv) {
        return read(ImportKind.ORDERS, csv);
    }

    @Override
    public int importRefunds(Path csv) {
        return read(ImportKind.REFUNDS, csv);
    }

    @Override
    public int importExchanges(Path csv) {
        return read(ImportKind.EXCHANGES, csv);
    }

    private int read(ImportKind kind, Path csv) {
        try {
            ImportReport report =
                    program.imports().read(kind, ImportSource.file(csv), clock.instant(), ImportProgress.NONE);
            return Math.toIntExact(report.rejected());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public int approveWaiting(Instant now) {
        List<MessageActions.Seen> waiting =
                program
                        .database()
                        .<List<OutboxMessage>>read(tx -> program.outbox().held(tx, MOST_APPROVALS))
                        .stream()
                        .map(message -> new MessageActions.Seen(message.id(), message.version()))
                        .toList();
        return (int) program.messages().approveAll(waiting, "maelle", now).stream()
                .filter(MessageOutcome.Done.class::isInstance)
                .count();
    }

    @Override
    public void beat(Instant now) {
        program.beat(now, PATIENCE);
    }

    @Override
    public Database database() {
        return program.database();
    }

    @Override
    public Doors openDoors() {
        console = program.openConsole(ListenerSettings.local());
        String url = "http://127.0.0.1:" + console.port();
        return new Doors(
                url,
                url + "/welcome/"
                        + SignIn.firstInvitation(
                                        program.database(),
                                        program.settings().shop().locale(),
                                        clock.instant())
                                .orElseThrow());
    }

    @Override
    public void close() {
        if (console != null) {
            console.close();
        }
        program.close();
    }
}
