package prevenance.console.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Ends a request with a problem as RFC 9457 describes it. Nothing has been changed, unless the detail says otherwise.
final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// Something wrong at one place of the request.
    ///
    /// @param pointer JSON pointer (RFC 6901) into the body
    /// @param remedy  what to do, may be empty
    record Fault(String pointer, String detail, String remedy) {
        Map<String, Object> toJson() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("pointer", pointer);
            json.put("detail", detail);
            if (!remedy.isEmpty()) {
                json.put("remedy", remedy);
            }
            return json;
        }
    }

    private final int status;
    private final String slug;
    private final String title;
    private final String detail;
    private final transient List<Fault> faults;
    private final transient Map<String, String> headers;

    private ApiProblem(
            int status, String slug, String title, String detail, List<Fault> faults, Map<String, String> headers) {
        super(slug, null, false, false);
        this.status = status;
        this.slug = slug;
        this.title = title;
        this.detail = detail;
        this.faults = faults;
        this.headers = headers;
    }

    /// @param slug   last part of the problem's type
    /// @param title  the same for all of its type
    /// @param detail what it is this time, and what to do
    static ApiProblem of(int status, String slug, String title, String detail) {
        return new ApiProblem(status, slug, title, detail, List.of(), Map.of());
    }

    /// As above, with a header of its own.
    static ApiProblem of(int status, String slug, String title, String detail, String header, String value) {
        return new ApiProblem(status, slug, title, detail, List.of(), Map.of(header, value));
    }

    static ApiProblem notFound(String what) {
        return of(404, "not-found", "There is nothing here", what);
    }

    static ApiProblem badRequest(String detail) {
        return of(400, "bad-request", "The request cannot be read", detail);
    }

    static ApiProblem invalid(List<Fault> faults) {
        return new ApiProblem(
                422,
                "invalid",
                "The content is not valid",
                faults.size() == 1
                        ? "One value is not valid; nothing came in."
                        : "Several values are not valid; nothing came in.",
                List.copyOf(faults),
                Map.of());
    }

    /// For a status that the server itself gives.
    static ApiProblem ofStatus(int status) {
        return switch (status) {
            case 400 -> badRequest("The request is no HTTP that this server reads.");
            case 404 -> notFound("There is no such address.");
            case 405 -> of(405, "method", "The method is not for this address", "See /api/v1/openapi.json.");
            case 413 -> of(413, "too-large", "The body is too large", "Send at most 1 MB.");
            case 421 -> of(421, "host", "This is not that host", "Use the address that the server is known by.");
            case 500 -> of(500, "internal", "Something went wrong here", "It is in the log. Nothing was changed.");
            default -> of(status, "status-" + status, "The request cannot be answered", "Status " + status + ".");
        };
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("type", "urn:prevenance:problem:" + slug);
        json.put("title", title);
        json.put("status", status);
        json.put("detail", detail);
        if (!faults.isEmpty()) {
            json.put("errors", faults.stream().map(Fault::toJson).toList());
        }
        return json;
    }
}
