package prevenance.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;

/// A page of the console, or a few that belong together. Each route names the role it needs.
public interface ConsolePage {
    void addTo(JavalinDefaultRoutingApi routes);

    /// Answers in its own way for a request that failed; false leaves it to the console.
    default boolean failed(Context context, int status) {
        return false;
    }
}
