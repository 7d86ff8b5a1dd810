package prevenance.store;

import java.util.Arrays;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

/// Brings the tables up to date.
final class Migrations {
    private Migrations() {}

    /// @param schema null for the connection's own
    /// @throws org.flywaydb.core.api.FlywayException when the tables are not those of this program or older ones
    static void run(DataSource source, Dialect dialect, @Nullable String schema) {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(source)
                .locations(dialect.migrations())
                // By default tables of a newer program would be taken for good.
                .ignoreMigrationPatterns(new String[0])
                .placeholders(dialect.placeholders());
        if (schema != null) {
            configuration.schemas(schema).createSchemas(true);
        }
        configuration.load().migrate();
    }

    /// What is wrong, without the library's advice, in one line.
    static String why(FlywayException failed) {
        return StoreException.root(failed)
                .lines()
                .map(String::strip)
                .takeWhile(line -> !line.startsWith("Either") && !line.startsWith("Need"))
                .collect(Collectors.joining("; "));
    }

    /// The version of the tables that this program works on.
    static MigrationVersion newest() {
        SQLiteDataSource nowhere = new SQLiteDataSource();
        nowhere.setUrl("jdbc:sqlite::memory:");
        return Arrays.stream(Flyway.configure()
                        .dataSource(nowhere)
                        .locations(Dialect.SQLITE.migrations())
                        .placeholders(Dialect.SQLITE.placeholders())
                        .load()
                        .info()
                        .all())
                .map(MigrationInfo::getVersion)
                .max(MigrationVersion::compareTo)
                .orElseThrow();
    }
}
