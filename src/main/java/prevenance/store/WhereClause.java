package prevenance.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// What a query asks for, put together from the program's own texts alone: only what is given narrows
/// it, so that the database finds an index for each. (A condition that also passes when nothing is
/// given has none.)
public final class WhereClause {
    private final StringBuilder conditions = new StringBuilder();
    private final Map<String, Object> values = new LinkedHashMap<>();

    /// A condition that always holds the query.
    ///
    /// @param condition never a text from outside
    public WhereClause and(String condition) {
        conditions.append(conditions.isEmpty() ? " where " : " and ").append(condition);
        return this;
    }

    /// A condition that is left out when its value is not given.
    ///
    /// @param condition names the value; never a text from outside
    /// @param value     null when nothing is asked for
    public WhereClause and(String condition, String name, @Nullable Object value) {
        if (value != null) {
            and(condition);
            values.put(name, value);
        }
        return this;
    }

    /// ` where …`, or nothing.
    public String sql() {
        return conditions.toString();
    }

    /// Gives a statement the values that it names.
    public <S extends SqlStatement<S>> S bind(S statement) {
        values.forEach(statement::bind);
        return statement;
    }
}
