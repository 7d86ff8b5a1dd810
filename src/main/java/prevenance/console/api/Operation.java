package prevenance.console.api;

import java.util.function.BiFunction;
import java.util.function.Function;
import prevenance.console.access.Scope;
import prevenance.store.Tx;

/// One thing that can be asked of the API.
///
/// @param method HTTP method
/// @param path   below `/api/v1`, with `{id}` for what it is about
/// @param scope  what the token needs
record Operation(String method, String path, Scope scope, Work work) {
    /// How it is done.
    sealed interface Work {
        /// Looks, in one consistent reading.
        record Look(BiFunction<Tx, ApiCall, ApiAnswer> how) implements Work {}

        /// Writes in one transaction, in which the answer is kept for whoever asks the same again.
        record Write(BiFunction<Tx, ApiCall, ApiAnswer> how) implements Work {}

        /// Acts in transactions of its own.
        record Act(Function<ApiCall, ApiAnswer> how) implements Work {}
    }

    static Operation look(String path, Scope scope, BiFunction<Tx, ApiCall, ApiAnswer> how) {
        return new Operation("GET", path, scope, new Work.Look(how));
    }

    static Operation write(String path, Scope scope, BiFunction<Tx, ApiCall, ApiAnswer> how) {
        return new Operation("POST", path, scope, new Work.Write(how));
    }

    static Operation act(String path, Scope scope, Function<ApiCall, ApiAnswer> how) {
        return new Operation("POST", path, scope, new Work.Act(how));
    }
}
