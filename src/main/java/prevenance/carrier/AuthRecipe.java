package prevenance.carrier;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import prevenance.config.YamlSection;

/// How a carrier learns who asks, beyond variables written into the request itself.
public sealed interface AuthRecipe {
    /// Nothing, or only `{credentials.…}` within the request.
    record None() implements AuthRecipe {}

    /// HTTP Basic.
    record Basic(Template user, Template password) implements AuthRecipe {}

    /// A token that is fetched, kept and renewed.
    ///
    /// @param request   fetches it; holds everything that the grant wants
    /// @param basic     client authentication of the token request, when it goes into a header
    /// @param format    what the token's reply is written in
    /// @param token     where it stands
    /// @param expiresIn where its life in seconds stands, as number or text
    /// @param expiresAt where its end stands instead, ISO 8601 with offset
    /// @param lifetime  its life when the answer does not say
    /// @param margin    renewed that long before its end
    /// @param headers   put on every tracking request, with `{token}`
    /// @param throttled HTTP statuses of the token endpoint that mean "too many token requests", beside 429
    /// @param penalty   how long no token is asked for after such an answer without `Retry-After`
    /// @param refused   holds for a tracking reply that wants a new token without saying 401, and for a token reply
    ///                  that refuses the account
    record Token(
            RequestRecipe request,
            Optional<Basic> basic,
            ReplyReading.Format format,
            ReplyPath token,
            Optional<ReplyPath> expiresIn,
            Optional<ReplyPath> expiresAt,
            Duration lifetime,
            Duration margin,
            Map<String, Template> headers,
            Set<String> throttled,
            Duration penalty,
            Optional<ReplyPath> refused)
            implements AuthRecipe {}

    /// The kinds as words.
    enum Kind {
        NONE,
        BASIC,
        OAUTH2,
        LOGIN
    }

    /// OAuth 2.0 grants (RFC 6749 and its refresh).
    enum Grant {
        CLIENT_CREDENTIALS,
        PASSWORD,
        REFRESH_TOKEN
    }

    /// Where the client's id and secret go.
    enum ClientAuth {
        BASIC,
        FORM
    }

    static AuthRecipe read(YamlSection section, Set<String> known) {
        return switch (section.choice("kind", Kind.class, Kind.NONE)) {
            case NONE -> new None();
            case BASIC -> basic(section, "user", "password", known);
            case OAUTH2 -> oauth2(section, known);
            case LOGIN ->
                token(section, RequestRecipe.read(section, "url", "POST", known), Optional.empty(), Map.of(), known);
        };
    }

    private static Basic basic(YamlSection section, String user, String password, Set<String> known) {
        section.text(user);
        section.text(password);
        Template none = Template.parse("");
        return new Basic(
                Written.template(section, user, known).orElse(none),
                Written.template(section, password, known).orElse(none));
    }

    private static AuthRecipe oauth2(YamlSection section, Set<String> known) {
        Basic client = basic(section, "client-id", "client-secret", known);
        ClientAuth way = section.choice("client", ClientAuth.class, ClientAuth.FORM);
        Grant grant = section.choice("grant", Grant.class, Grant.CLIENT_CREDENTIALS);
        Map<String, Template> fields = new java.util.LinkedHashMap<>();
        fields.put("grant_type", Template.parse(grant.name().toLowerCase(java.util.Locale.ROOT)));
        if (way == ClientAuth.FORM) {
            fields.put("client_id", client.user());
            fields.put("client_secret", client.password());
        }
        fields.putAll(Written.templates(section, "fields", known));
        List<String> wanted = switch (grant) {
            case CLIENT_CREDENTIALS -> List.of();
            case PASSWORD -> List.of("username", "password");
            case REFRESH_TOKEN -> List.of("refresh_token");
        };
        for (String field : wanted) {
            if (!fields.containsKey(field)) {
                section.problem(
                        "fields", "'" + field + "' is missing for this grant", "add " + field + ": {credentials.…}");
            }
        }
        section.text("url");
        RequestRecipe request = new RequestRecipe(
                "POST",
                Written.template(section, "url", known).orElseGet(() -> Template.parse("/")),
                Map.of(),
                Map.of(),
                Written.templates(section, "headers", known),
                Optional.of(new RequestRecipe.Body(
                        RequestRecipe.Type.FORM,
                        "application/x-www-form-urlencoded",
                        Optional.empty(),
                        fields,
                        Map.of())));
        return token(
                section,
                request,
                way == ClientAuth.BASIC ? Optional.of(client) : Optional.empty(),
                Map.of("Authorization", Template.parse("Bearer {token}")),
                known);
    }

    private static AuthRecipe token(
            YamlSection section,
            RequestRecipe request,
            Optional<Basic> basic,
            Map<String, Template> standard,
            Set<String> known) {
        Map<String, Template> sent = Written.templates(section, "sent-as", known);
        ReplyPath token = Written.path(section, "token").orElseGet(() -> ReplyPath.parse("access_token"));
        Optional<ReplyPath> expiresAt = Written.path(section, "expires-at");
        Optional<ReplyPath> expiresIn = Written.path(section, "expires-in");
        return new Token(
                request,
                basic,
                section.choice("format", ReplyReading.Format.class, ReplyReading.Format.JSON),
                token,
                expiresIn.isPresent() || expiresAt.isPresent() ? expiresIn : Optional.of(ReplyPath.parse("expires_in")),
                expiresAt,
                section.duration("lifetime", Duration.ofMinutes(10)),
                section.duration("margin", Duration.ofMinutes(1)),
                sent.isEmpty() ? standard : sent,
                Set.copyOf(section.texts("throttled-status")),
                section.duration("penalty", Duration.ofMinutes(10)),
                Written.path(section, "refused-when"));
    }
}
