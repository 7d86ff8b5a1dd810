package prevenance.cli;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import prevenance.store.BackupSettings;
import prevenance.store.StoreAddress;
import prevenance.store.StoreException;

/// What the verbs on backups work on, without opening the database.
///
/// @param zone   the shop's
/// @param locale the shop's
public record StoreCare(StoreAddress address, BackupSettings backup, ZoneId zone, Locale locale) {
    /// The file; a server has its own means, and the message names the command.
    Path file(boolean restoring) {
        return switch (address) {
            case StoreAddress.File(Path path) -> path;
            case StoreAddress.Server server -> throw new StoreException(restoring ? restoring(server) : saving(server));
        };
    }

    /// How an encrypted backup is read: as the command line says, or the settings.
    List<String> decryptWith(@Nullable String words) {
        return words == null
                ? backup.decryptWith()
                : Arrays.stream(words.strip().split("\\s+", -1)).toList();
    }

    private static String saving(StoreAddress.Server server) {
        return "the data is on a PostgreSQL server, which copies itself: pg_dump --format=custom --file=prevenance.dump"
                + " " + address(server);
    }

    private static String restoring(StoreAddress.Server server) {
        return "the data is on a PostgreSQL server: stop every node, then pg_restore --clean --if-exists"
                + " --single-transaction --dbname=" + address(server) + " prevenance.dump, and before the first start"
                + " prevenance outbox restored --backup-of TIME, so that nothing is told twice";
    }

    private static String address(StoreAddress.Server server) {
        String user = server.user() == null ? "" : server.user() + "@";
        return "postgresql://" + user + server.host() + "/" + server.database()
                + (server.schema() == null ? "" : " --schema=" + server.schema());
    }
}
