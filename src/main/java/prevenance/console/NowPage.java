package prevenance.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Map;
import prevenance.console.access.Role;

/// What to do now.
final class NowPage implements ConsolePage {
    private final Shell shell;

    NowPage(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/", this::now, Role.VIEWER);
    }

    private void now(Context context) {
        shell.page(context, "now", Map.of());
    }
}
