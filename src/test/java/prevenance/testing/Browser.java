package prevenance.testing;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// A visitor without script: gets pages, keeps cookies, sends the forms he sees. Real HTTP.
public final class Browser implements AutoCloseable {
    /// What came back.
    ///
    /// @param status the HTTP status
    /// @param page   the body, read as a browser reads it
    public record Visit(int status, HttpResponse<String> response, Document page) {
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /// The visible text.
        public String text() {
            return page.text();
        }
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI base;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private Map<String, String> headers = Map.of("Accept", "text/html", "Accept-Language", "en");

    public Browser(int port) {
        base = URI.create("http://127.0.0.1:" + port);
    }

    /// Headers of every request from now on.
    public Browser sending(Map<String, String> headers) {
        this.headers = headers;
        return this;
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    /// Gets a page and follows where it leads.
    public Visit get(String path) {
        return follow(send(request(path).GET()));
    }

    /// Gets a page and does not follow.
    public Visit look(String path) {
        return send(request(path).GET());
    }

    /// Sends the first form of a page that posts to an address ending so, its hidden fields as they stand.
    public Visit submit(Visit from, String action, Map<String, String> fields) {
        Element form = from.page().select("form").stream()
                .filter(candidate -> candidate.attr("method").equalsIgnoreCase("post"))
                .filter(candidate ->
                        action.isEmpty() || candidate.attr("action").endsWith(action))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no form to '" + action + "' on " + from.response().uri()));
        Map<String, String> all = new LinkedHashMap<>();
        form.select("input[type=hidden][name]").forEach(hidden -> all.put(hidden.attr("name"), hidden.attr("value")));
        all.putAll(fields);
        String target = form.attr("action").isEmpty() ? from.response().uri().getPath() : form.attr("action");
        return follow(post(target, all, Map.of("Sec-Fetch-Site", "same-origin")));
    }

    /// Sends a form as it is.
    public Visit post(String path, Map<String, String> fields, Map<String, String> more) {
        String body = fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return post(path, body, more);
    }

    /// Sends a form from a page of the same site, whose fields stand in `body`, encoded; a name may come twice.
    public Visit post(String path, String body) {
        return post(path, body, Map.of("Sec-Fetch-Site", "same-origin"));
    }

    private Visit post(String path, String body, Map<String, String> more) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        more.forEach(request::header);
        return send(request);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        headers.forEach(request::header);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private Visit follow(Visit visit) {
        Visit at = visit;
        while (at.status() / 100 == 3) {
            at = send(request(at.header("Location")).GET());
        }
        return at;
    }

    private Visit send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Visit(response.statusCode(), response, Jsoup.parse(response.body(), base.toString()));
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void keep(String cookie) {
        String pair = cookie.replaceFirst(";.*", "");
        int equals = pair.indexOf('=');
        String value = pair.substring(equals + 1);
        if (value.isEmpty() || cookie.contains("Max-Age=0")) {
            cookies.remove(pair.substring(0, equals));
        } else {
            cookies.put(pair.substring(0, equals), value);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
