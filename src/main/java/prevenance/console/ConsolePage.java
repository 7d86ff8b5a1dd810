package prevenance.console;

import io.javalin.router.JavalinDefaultRoutingApi;

/// A page of the console, or a few that belong together. Each route names the role it needs.
public interface ConsolePage {
    void addTo(JavalinDefaultRoutingApi routes);
}
