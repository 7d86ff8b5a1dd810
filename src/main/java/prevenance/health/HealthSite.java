package prevenance.health;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;
import prevenance.web.SecurityHeaders;
import prevenance.web.Site;
import tools.jackson.databind.json.JsonMapper;

/// For machines that watch the service: whether it lives, whether it can work, and its figures. No personal data.
public final class HealthSite implements Site {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int UNAVAILABLE = 503;

    private final Pulse pulse;
    private final Conditions conditions;
    private final Metrics metrics;
    private final InstantSource time;

    private HealthSite(Pulse pulse, Conditions conditions, Metrics metrics, InstantSource time) {
        this.pulse = pulse;
        this.conditions = conditions;
        this.metrics = metrics;
        this.time = time;
    }

    /// Starts to listen.
    ///
    /// @throws prevenance.web.ListenException when the address cannot be used
    public static Listener open(
            ListenerSettings listener, Pulse pulse, Conditions conditions, Metrics metrics, InstantSource time) {
        return Listener.start(
                "health",
                listener,
                new SecurityHeaders(listener.secure(), "no-referrer"),
                new HealthSite(pulse, conditions, metrics, time));
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/healthz", this::healthz);
        routes.get("/readyz", this::readyz);
        routes.get("/metrics", context -> {
            context.contentType(Metrics.MEDIA_TYPE);
            context.result(metrics.scrape());
        });
    }

    /// The process lives and every stage beats.
    private void healthz(Context context) {
        List<String> troubles = pulse.troubles();
        context.status(troubles.isEmpty() ? 200 : UNAVAILABLE);
        answer(context, Map.of("status", troubles.isEmpty() ? "ok" : "stuck", "stages", troubles));
    }

    /// The program can do its work.
    private void readyz(Context context) {
        Instant now = time.instant();
        List<Condition> all = conditions.now(now);
        boolean ready = Conditions.isReady(all);
        List<Map<String, @Nullable Object>> parts = new ArrayList<>();
        for (Condition condition : all) {
            Map<String, @Nullable Object> part = new LinkedHashMap<>();
            part.put("part", condition.name());
            part.put("state", condition.level().name().toLowerCase(Locale.ROOT));
            part.put(
                    "since",
                    condition.since() == null ? null : condition.since().toString());
            part.put("what", condition.what());
            part.put("remedy", condition.remedy().isEmpty() ? null : condition.remedy());
            parts.add(part);
        }
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("status", ready ? "ready" : "not ready");
        whole.put("at", now.toString());
        whole.put("parts", parts);
        context.status(ready ? 200 : UNAVAILABLE);
        answer(context, whole);
    }

    @Override
    public void failed(Context context, int status) {
        answer(context, Map.of("status", status));
    }

    private static void answer(Context context, Object object) {
        context.contentType("application/json");
        context.result(JSON.writeValueAsString(object));
    }
}
