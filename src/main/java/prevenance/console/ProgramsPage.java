package prevenance.console;

import static prevenance.console.access.Gate.person;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.console.access.ApiToken;
import prevenance.console.access.AuditStore;
import prevenance.console.access.Role;
import prevenance.console.access.Scope;
import prevenance.console.access.TokenStore;
import prevenance.store.Database;
import prevenance.web.Refusal;
import prevenance.webhook.ChangeTypes;
import prevenance.webhook.Endpoint;
import prevenance.webhook.EndpointStore;
import prevenance.webhook.WebhookSecret;

/// Which other programs may ask, and which are told of changes. A secret is shown once, on the page that made it.
final class ProgramsPage implements ConsolePage {
    private static final String HERE = "/people/programs";
    private static final List<String> FAMILIES = List.of("flag.*", "case.*", "message.*");
    private static final int MOST_DAYS = 3650;

    private final Database database;
    private final Shell shell;
    private final ProgramParts parts;
    private final TokenStore tokens = new TokenStore();
    private final EndpointStore endpoints = new EndpointStore();
    private final AuditStore audit = new AuditStore();

    ProgramsPage(Database database, Shell shell, ProgramParts parts) {
        this.database = database;
        this.shell = shell;
        this.parts = parts;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get(HERE, context -> list(context, Map.of()), Role.ADMIN);
        routes.post(HERE + "/tokens", this::addToken, Role.ADMIN);
        routes.post(HERE + "/tokens/{id}/revoke", this::revoke, Role.ADMIN);
        routes.post(HERE + "/webhooks", this::addEndpoint, Role.ADMIN);
        routes.post(HERE + "/webhooks/{id}/test", this::test, Role.ADMIN);
        routes.post(HERE + "/webhooks/{id}/enable", context -> change(context, "enable"), Role.ADMIN);
        routes.post(HERE + "/webhooks/{id}/disable", context -> change(context, "disable"), Role.ADMIN);
        routes.post(HERE + "/webhooks/{id}/remove", context -> change(context, "remove"), Role.ADMIN);
    }

    /// @param said what the forms must say of what was just tried
    private void list(Context context, Map<String, ? extends @Nullable Object> said) {
        Instant now = shell.now();
        Map<String, @Nullable Object> model = new HashMap<>();
        for (String name : List.of("tokenProblem", "endpointProblem", "tested", "name", "url")) {
            model.put(name, null);
        }
        List<ApiToken> all = database.read(tokens::list);
        Map<Long, EndpointStore.Backlog> backlogs = database.read(endpoints::backlogs);
        model.put(
                "tokens",
                all.stream()
                        .filter(token -> token.revokedAt() == null)
                        .map(token -> row(token, now))
                        .toList());
        model.put(
                "endpoints",
                database.<List<Endpoint>>read(endpoints::list).stream()
                        .map(endpoint ->
                                row(endpoint, backlogs.getOrDefault(endpoint.id(), EndpointStore.Backlog.NONE)))
                        .toList());
        model.put("scopes", Arrays.stream(Scope.values()).map(Scope::word).toList());
        model.put("families", FAMILIES);
        model.put("days", parts.tokenDays());
        model.putAll(said);
        shell.page(context, "programs", model);
    }

    private static Map<String, @Nullable Object> row(ApiToken token, Instant now) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("token", token);
        row.put("scopes", token.scopes().stream().map(Scope::word).toList());
        row.put("holds", token.holds(now));
        return row;
    }

    private static Map<String, @Nullable Object> row(Endpoint endpoint, EndpointStore.Backlog backlog) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", endpoint.id());
        row.put("url", endpoint.url());
        row.put("types", String.join(" ", endpoint.types()));
        row.put("active", endpoint.active());
        row.put("reason", endpoint.stateReason());
        row.put("backlog", backlog);
        return row;
    }

    private void addToken(Context context) {
        String name = Requested.field(context, "name").strip();
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Scope scope : Scope.values()) {
            if (context.formParams("scope").contains(scope.word())) {
                scopes.add(scope);
            }
        }
        String days = Requested.field(context, "days");
        boolean daysFit =
                days.matches("\\d{1,4}") && Integer.parseInt(days) >= 1 && Integer.parseInt(days) <= MOST_DAYS;
        String problem = !ApiToken.isName(name) ? "name" : scopes.isEmpty() ? "scopes" : daysFit ? null : "days";
        Instant now = shell.now();
        Optional<String> secret = problem != null
                ? Optional.empty()
                : database.write(tx -> tokens.add(
                        tx,
                        name,
                        scopes,
                        parts.perMinute(),
                        now.plus(Duration.ofDays(Integer.parseInt(days))),
                        person(context).login(),
                        now));
        if (secret.isEmpty()) {
            String key = "programs.problem." + (problem == null ? "taken" : problem);
            refuse(context, Map.of("tokenProblem", shell.text(context, key), "name", name));
            return;
        }
        shell.page(context, "programs-secret", Map.of("what", "token", "title", name, "secret", secret.get()));
    }

    private void revoke(Context context) {
        long id = Requested.id(context);
        Optional<ApiToken> token = database.<List<ApiToken>>read(tokens::list).stream()
                .filter(one -> one.id() == id)
                .findFirst();
        String name = token.orElseThrow(Refusal::notFound).name();
        database.<Boolean>write(tx -> tokens.revoke(tx, name, person(context).login(), shell.now()));
        shell.goOn(context, HERE, "said.token-revoked");
    }

    private void addEndpoint(Context context) {
        String url = Requested.field(context, "url").strip();
        List<String> types = FAMILIES.stream()
                .filter(family -> context.formParams("type").contains(family))
                .toList();
        Optional<String> problem = parts.webhooks().problemWith(url);
        if (problem.isPresent() || types.isEmpty()) {
            String key = "programs.problem." + (problem.isPresent() ? "url" : "types");
            refuse(context, Map.of("endpointProblem", shell.text(context, key), "url", url));
            return;
        }
        Instant now = shell.now();
        String login = person(context).login();
        List<String> patterns =
                types.size() == FAMILIES.size() ? List.of("*") : ChangeTypes.patterns(String.join(" ", types));
        Endpoint added = database.write(tx -> {
            Endpoint endpoint = endpoints.add(tx, url, patterns, WebhookSecret.fresh(), login, now);
            audit.write(tx, login, "webhook.add", "webhook:" + endpoint.id(), null, now);
            return endpoint;
        });
        shell.page(
                context,
                "programs-secret",
                Map.of("what", "webhook", "title", url, "secret", added.secret().reveal()));
    }

    private void test(Context context) {
        long id = Requested.id(context);
        String answer = parts.webhooks().test(id, shell.now()).orElseThrow(Refusal::notFound);
        list(context, Map.of("tested", answer));
    }

    private void change(Context context, String act) {
        long id = Requested.id(context);
        String login = person(context).login();
        boolean done = database.<Boolean>write(tx -> {
            boolean changed = switch (act) {
                case "enable" -> endpoints.enable(tx, id);
                case "disable" -> endpoints.disable(tx, id, login);
                default -> endpoints.remove(tx, id);
            };
            if (changed) {
                audit.write(tx, login, "webhook." + act, "webhook:" + id, null, shell.now());
            }
            return changed;
        });
        if (!done) {
            throw Refusal.notFound();
        }
        shell.goOn(context, HERE, "said.webhook-" + act);
    }

    private void refuse(Context context, Map<String, String> said) {
        context.status(422);
        list(context, said);
    }
}
