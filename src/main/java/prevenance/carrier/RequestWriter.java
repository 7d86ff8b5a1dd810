package prevenance.carrier;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import prevenance.config.Secret;

/// Writes one request from its recipe; the values of one request (`{uuid}`, `{now-millis}`, the signature) are the same
/// wherever they stand in it.
final class RequestWriter {
    private final CarrierDefinition definition;
    private final CarrierSettings settings;
    private final List<TrackingQuery> queries;
    private final Map<String, String> fixed = new HashMap<>();
    private @Nullable String body;
    private boolean secretsNamed;

    /// @param queries empty for a token's request
    /// @param token   null when there is none
    RequestWriter(
            CarrierDefinition definition,
            CarrierSettings settings,
            List<TrackingQuery> queries,
            @Nullable String token,
            Instant now) {
        this.definition = definition;
        this.settings = settings;
        this.queries = queries;
        fixed.put("now-millis", String.valueOf(now.toEpochMilli()));
        fixed.put("language", settings.language().orElse(definition.language()));
        fixed.put("environment", environment());
        if (token != null) {
            fixed.put("token", token);
        }
        settings.settings().forEach((name, value) -> {
            // An empty setting is none: what it stands in is left out.
            if (!value.isBlank()) {
                fixed.put("settings." + name, value);
            }
        });
    }

    /// @throws IllegalArgumentException when a value does not fit its place (a line break in a header)
    Request write(RequestRecipe recipe, Map<String, Template> moreHeaders, Optional<AuthRecipe.Basic> basic) {
        RequestBody sent = recipe.body().map(this::body).orElse(null);
        Request.Builder request = new Request.Builder().url(url(recipe)).method(recipe.method(), sent);
        request.header("User-Agent", "Prevenance");
        headers(request, recipe.headers());
        headers(request, moreHeaders);
        basic.ifPresent(b -> request.header(
                "Authorization",
                okhttp3.Credentials.basic(
                        text(b.user(), Escapes::plain), text(b.password(), Escapes::plain), StandardCharsets.UTF_8)));
        return request.build();
    }

    /// The same request for people: in the place of each secret stands its name.
    ShownRequest shown(RequestRecipe recipe, Map<String, Template> moreHeaders, Optional<AuthRecipe.Basic> basic) {
        secretsNamed = true;
        try {
            Request request = write(recipe, moreHeaders, Optional.empty());
            Map<String, String> headers = new LinkedHashMap<>();
            for (String name : request.headers().names()) {
                headers.put(name, ShownRequest.named(String.valueOf(request.header(name))));
            }
            basic.ifPresent(b -> headers.put(
                    "Authorization",
                    ShownRequest.named("Basic base64(" + text(b.user(), Escapes::plain) + ":"
                            + text(b.password(), Escapes::plain) + ")")));
            recipe.body().ifPresent(sent -> headers.put("Content-Type", sent.contentType()));
            return new ShownRequest(
                    request.method(),
                    ShownRequest.named(request.url().toString()),
                    headers,
                    recipe.body().isPresent() ? ShownRequest.named(laidOut(String.valueOf(body))) : "");
        } finally {
            secretsNamed = false;
        }
    }

    /// Before the names of the secrets, whose brackets would look like elements, are put in.
    private static String laidOut(String body) {
        return String.join("\n", IndentedBody.lines(body.getBytes(StandardCharsets.UTF_8)));
    }

    private void headers(Request.Builder request, Map<String, Template> headers) {
        headers.forEach((name, template) -> {
            String value = template.fill(values(Escapes::plain, first()), Escapes::plain);
            if (value != null) {
                request.header(name, value);
            }
        });
    }

    private String environment() {
        return settings.environment()
                .orElseGet(() -> definition.environments().keySet().iterator().next());
    }

    /// Where a request goes.
    String address(RequestRecipe recipe) {
        return url(recipe);
    }

    private String url(RequestRecipe recipe) {
        String filled = text(recipe.url(), Escapes::url);
        String address = filled.startsWith("https://") || filled.startsWith("http://")
                ? filled
                : withoutSlash(String.valueOf(definition.environments().get(environment()))) + filled;
        String query = query(recipe);
        if (!query.isEmpty()) {
            address += (address.contains("?") ? "&" : "?") + query;
        }
        if (settings.baseUrl().isEmpty()) {
            return address;
        }
        URI other = settings.baseUrl().get();
        return other.getScheme() + "://" + other.getRawAuthority()
                + withoutSlash(Optional.ofNullable(other.getRawPath()).orElse("")) + behindHost(address);
    }

    private static String withoutSlash(String beginning) {
        return beginning.endsWith("/") ? beginning.substring(0, beginning.length() - 1) : beginning;
    }

    /// Path and query.
    private static String behindHost(String address) {
        int scheme = address.startsWith("https://") || address.startsWith("http://") ? address.indexOf("//") + 2 : 0;
        int path = scheme;
        while (path < address.length() && address.charAt(path) != '/' && address.charAt(path) != '?') {
            path++;
        }
        return scheme == 0 ? address : address.substring(path);
    }

    private String query(RequestRecipe recipe) {
        List<String> pairs = new ArrayList<>();
        recipe.query().forEach((name, template) -> {
            boolean each = template.names().contains("number");
            List<TrackingQuery> all = each || queries.isEmpty() ? queries : queries.subList(0, 1);
            if (all.isEmpty()) {
                pair(pairs, name, template.fill(values(Escapes::url, null), Escapes::url));
            }
            all.forEach(query -> pair(pairs, name, template.fill(values(Escapes::url, query), Escapes::url)));
        });
        recipe.xmlQuery().forEach((name, template) -> pair(pairs, name, xmlValue(template)));
        return String.join("&", pairs);
    }

    private @Nullable String xmlValue(Template template) {
        String document = template.fill(values(Escapes::xml, first()), Escapes::xml);
        return document == null ? null : Escapes.url(document.strip());
    }

    private static void pair(List<String> pairs, String name, @Nullable String value) {
        if (value != null) {
            pairs.add(Escapes.url(name) + "=" + value);
        }
    }

    private RequestBody body(RequestRecipe.Body recipe) {
        String text = switch (recipe.type()) {
            case JSON -> document(recipe, Escapes::json);
            case XML -> document(recipe, Escapes::xml);
            case TEXT -> document(recipe, Escapes::plain);
            case FORM -> form(recipe);
        };
        body = text;
        return RequestBody.create(text.getBytes(StandardCharsets.UTF_8), MediaType.parse(recipe.contentType()));
    }

    private String document(RequestRecipe.Body recipe, UnaryOperator<String> escape) {
        return recipe.template().map(t -> text(t, escape).strip()).orElse("");
    }

    private String form(RequestRecipe.Body recipe) {
        List<String> pairs = new ArrayList<>();
        recipe.fields()
                .forEach((name, template) ->
                        pair(pairs, name, template.fill(values(Escapes::url, first()), Escapes::url)));
        recipe.xmlFields().forEach((name, template) -> pair(pairs, name, xmlValue(template)));
        return String.join("&", pairs);
    }

    private @Nullable TrackingQuery first() {
        return queries.isEmpty() ? null : queries.getFirst();
    }

    /// Outside of `{? ?}` a value that is not there is an empty text.
    private String text(Template template, UnaryOperator<String> escape) {
        Template.Values values = values(escape, first());
        String text = template.fill(
                (name, shift) -> {
                    String value = values.value(name, shift);
                    return value == null && !template.isOptional(name) ? "" : value;
                },
                escape);
        return text == null ? "" : text;
    }

    private Template.Values values(UnaryOperator<String> escape, @Nullable TrackingQuery query) {
        return (name, shift) -> value(name, shift, escape, query);
    }

    private @Nullable String value(
            String name, int shift, UnaryOperator<String> escape, @Nullable TrackingQuery query) {
        if (name.startsWith("credentials.")) {
            Secret secret = settings.credentials().get(name.substring("credentials.".length()));
            return secret == null ? null : secretsNamed ? ShownRequest.placeholder(name) : secret.reveal();
        }
        if (secretsNamed && (name.equals("signature") || name.equals("token") && fixed.containsKey("token"))) {
            return ShownRequest.placeholder(name);
        }
        return switch (name) {
            case "number" ->
                query == null ? null : definition.asked(query.number()).value();
            case "postcode" -> query == null ? null : query.postcode();
            case "country" -> query == null ? null : query.country();
            case "carrier" -> query == null ? null : query.carrier();
            case "ship-date" ->
                query == null || query.shipDate() == null
                        ? null
                        : query.shipDate().plusDays(shift).toString();
            case "numbers" -> numbers(escape);
            case "body" -> body;
            case "uuid" -> fixed.computeIfAbsent(name, _ -> UUID.randomUUID().toString());
            case "signature" ->
                definition
                        .signature()
                        .map(recipe -> recipe.sign(values(Escapes::plain, first())))
                        .orElse(null);
            default -> fixed.get(name);
        };
    }

    private String numbers(UnaryOperator<String> escape) {
        List<String> each = new ArrayList<>();
        for (TrackingQuery query : queries) {
            String item = definition.batchItem().fill(values(escape, query), escape);
            each.add(item == null ? "" : item);
        }
        return String.join(definition.batchJoin(), each);
    }
}
