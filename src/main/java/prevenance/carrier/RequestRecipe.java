package prevenance.carrier;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import prevenance.config.YamlSection;

/// A request to be made.
///
/// @param method  `GET` or `POST`
/// @param url     a path below the base URL, or a whole URL
/// @param query   parameters; one whose variables have no value is left out; one that holds `{number}` is repeated for
///                each number of a batch
/// @param xmlQuery parameters whose value is an XML document
/// @param headers one whose variables have no value is left out
/// @param body    absent for none
public record RequestRecipe(
        String method,
        Template url,
        Map<String, Template> query,
        Map<String, Template> xmlQuery,
        Map<String, Template> headers,
        Optional<Body> body) {
    /// What a body is written in; decides how values are escaped.
    public enum Type {
        JSON,
        XML,
        FORM,
        TEXT
    }

    /// The body.
    ///
    /// @param contentType as sent
    /// @param template    the document; empty for a form
    /// @param fields      a form's fields; one whose variables have no value is left out
    /// @param xmlFields   a form's fields whose value is an XML document
    public record Body(
            Type type,
            String contentType,
            Optional<Template> template,
            Map<String, Template> fields,
            Map<String, Template> xmlFields) {}

    static RequestRecipe read(YamlSection section, String urlKey, String defaultMethod, Set<String> known) {
        section.text(urlKey);
        String method = section.text("method", defaultMethod).toUpperCase(Locale.ROOT);
        if (!Set.of("GET", "POST").contains(method)) {
            section.problem("method", "'" + method + "' is not sent", "write GET or POST");
        }
        Optional<Body> body =
                section.has("body") ? Optional.of(body(section.section("body"), known)) : Optional.empty();
        if (body.isPresent() == method.equals("GET")) {
            section.problem(
                    body.isPresent() ? "body" : "method",
                    body.isPresent() ? "does not go with GET" : "POST has no body",
                    "write method: POST with a body, or method: GET without");
        }
        return new RequestRecipe(
                method,
                Written.template(section, urlKey, known).orElseGet(() -> Template.parse("/")),
                Written.templates(section, "query", known),
                Written.templates(section, "xml-query", known),
                Written.templates(section, "headers", known),
                body);
    }

    private static Body body(YamlSection section, Set<String> known) {
        section.text("type");
        Type type = section.choice("type", Type.class, Type.TEXT);
        if (type != Type.FORM) {
            section.text("template");
        }
        String standard = switch (type) {
            case JSON -> "application/json; charset=utf-8";
            case XML -> "text/xml; charset=utf-8";
            case FORM -> "application/x-www-form-urlencoded";
            case TEXT -> "text/plain; charset=utf-8";
        };
        return new Body(
                type,
                section.text("content-type", standard),
                Written.template(section, "template", known),
                Written.templates(section, "fields", known),
                Written.templates(section, "xml-fields", known));
    }
}
