package prevenance.cli;

import java.time.InstantSource;
import java.time.ZoneId;
import prevenance.cases.CaseActions;
import prevenance.intake.FileImport;
import prevenance.message.Outbox;
import prevenance.store.Database;

/// An opened installation, for one verb.
///
/// @param zone the shop's, in which times are shown
public record Workbench(
        Database database,
        InstantSource time,
        ZoneId zone,
        FileImport imports,
        CaseActions cases,
        Outbox outbox,
        Runnable closing)
        implements AutoCloseable {
    @Override
    public void close() {
        closing.run();
    }
}
