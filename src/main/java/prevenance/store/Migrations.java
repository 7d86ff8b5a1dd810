package prevenance.store;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/// Brings the tables up to date.
final class Migrations {
    private Migrations() {}

    /// @param schema null for the connection's own
    /// @throws org.flywaydb.core.api.FlywayException when the tables are not those of this program or older ones
    static void run(DataSource source, Dialect dialect, @Nullable String schema) {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(source)
                .locations("classpath:prevenance/store/migration")
                .placeholders(dialect.placeholders());
        if (schema != null) {
            configuration.schemas(schema).createSchemas(true);
        }
        configuration.load().migrate();
    }
}
