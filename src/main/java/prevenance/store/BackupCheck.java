package prevenance.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.MigrationVersion;

/// Reads a copy through: every page, every reference, the version of its tables, and how many rows each has.
final class BackupCheck {
    private BackupCheck() {}

    /// What a whole copy holds.
    record Content(String schema, Map<String, Long> rows) {}

    /// @throws StoreException when it is not whole, or not a database of this program or an older one
    static Content of(Path copy) {
        try (SqliteFile file = SqliteFile.open(copy)) {
            List<String> damage = file.texts("pragma integrity_check(3)");
            if (!damage.equals(List.of("ok"))) {
                throw broken(copy, "it is damaged: " + String.join("; ", damage));
            }
            List<String> orphans = file.texts("pragma foreign_key_check");
            if (!orphans.isEmpty()) {
                throw broken(
                        copy,
                        orphans.size() + " rows refer to rows that are not there, first in " + orphans.getFirst());
            }
            if (!file.has("flyway_schema_history")) {
                throw broken(copy, "it is not a database of this program");
            }
            String schema = file
                    .texts("select version from flyway_schema_history where success = 1 and version is not null")
                    .stream()
                    .map(MigrationVersion::fromVersion)
                    .max(MigrationVersion::compareTo)
                    .map(MigrationVersion::getVersion)
                    .orElseThrow(() -> broken(copy, "it has no tables yet"));
            if (MigrationVersion.fromVersion(schema).compareTo(Migrations.newest()) > 0) {
                throw broken(
                        copy,
                        "a newer program wrote it (tables of version " + schema + ", this program knows "
                                + Migrations.newest() + "): install that one first");
            }
            return new Content(schema, file.counts());
        } catch (SQLException unreadable) {
            throw new StoreException(
                    copy + " is no good backup: " + StoreException.root(unreadable) + "; take another one", unreadable);
        }
    }

    private static StoreException broken(Path copy, String why) {
        return new StoreException(copy + " is no good backup: " + why);
    }
}
