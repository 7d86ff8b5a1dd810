package prevenance.web;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;

/// What a listener serves.
public interface Site {
    /// Adds the handlers.
    void addTo(JavalinDefaultRoutingApi routes);

    /// Answers what went wrong: a refusal with its status, or 404 and 500. Never with a trace.
    void failed(Context context, int status);
}
