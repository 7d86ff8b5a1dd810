package prevenance.store;

import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.StatementExceptions;

/// How our types stand in columns: instants as milliseconds, dates as ISO texts, yes and no as 1 and 0.
final class Columns {
    private Columns() {}

    static Jdbi configure(Jdbi jdbi) {
        // A failed statement would quote the values it was given, and they may be a customer's.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi.registerArgument(new InstantArgument())
                .registerArgument(new DateArgument())
                .registerArgument(new BooleanArgument())
                .registerColumnMapper(Instant.class, (row, column, context) -> {
                    long millis = row.getLong(column);
                    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
                })
                .registerColumnMapper(LocalDate.class, (row, column, context) -> {
                    String text = row.getString(column);
                    return text == null ? null : LocalDate.parse(text);
                });
    }

    private static final class InstantArgument extends AbstractArgumentFactory<Instant> {
        InstantArgument() {
            super(Types.BIGINT);
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setLong(position, value.toEpochMilli());
        }
    }

    private static final class BooleanArgument extends AbstractArgumentFactory<Boolean> {
        BooleanArgument() {
            super(Types.INTEGER);
        }

        @Override
        protected Argument build(Boolean value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setInt(position, value ? 1 : 0);
        }
    }

    private static final class DateArgument extends AbstractArgumentFactory<LocalDate> {
        DateArgument() {
            super(Types.VARCHAR);
        }

        @Override
        protected Argument build(LocalDate value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setString(position, value.toString());
        }
    }
}
