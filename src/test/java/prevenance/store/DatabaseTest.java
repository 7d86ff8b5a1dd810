package prevenance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir
    Path folder;

    @Test
    void aSecondDaemonOnTheSameFileIsRefusedAndToldTheProcessOfTheFirst() {
        Path file = folder.resolve("shop.db");
        try (Database _ = Database.open(file, Database.Use.DAEMON)) {
            assertThatThrownBy(() -> Database.open(file, Database.Use.DAEMON))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining(file.toString());
        }
        Database.open(file, Database.Use.DAEMON).close();
    }

    @Test
    void aFailedStatementDoesNotQuoteACustomer() {
        try (Database database = Database.open(folder.resolve("shop.db"), Database.Use.DAEMON)) {
            Throwable failed = catchThrowable(() -> database.execute(tx -> tx.handle()
                    .createUpdate("insert into suppressed_address (address, since_at) values (:address, 1)")
                    .bind("address", "camille@example.org")
                    .execute()));
            StringWriter log = new StringWriter();
            failed.printStackTrace(new PrintWriter(log));
            assertThat(log.toString()).contains("suppressed_address.reason").doesNotContain("camille");
        }
    }

    @Test
    void aVerbWorksBesideTheDaemonAndAFailedTransactionLeavesNothing() {
        Path file = folder.resolve("new/folder/shop.db");
        try (Database daemon = Database.open(file, Database.Use.DAEMON);
                Database verb = Database.open(file, Database.Use.VERB)) {
            Instant at = Instant.parse("2026-11-22T10:00:00.123Z");
            verb.execute(tx -> tx.handle()
                    .createUpdate("insert into suppressed_address (address, reason, since_at) values ('a', 'b', :at)")
                    .bind("at", at)
                    .execute());
            assertThatThrownBy(() -> verb.execute(tx -> {
                        tx.handle().execute("delete from suppressed_address");
                        throw new IllegalStateException("stop");
                    }))
                    .hasMessage("stop");
            assertThat(daemon.<Instant>read(tx -> tx.handle()
                            .createQuery("select since_at from suppressed_address")
                            .mapTo(Instant.class)
                            .one()))
                    .isEqualTo(at);
        }
    }
}
