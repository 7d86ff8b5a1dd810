package prevenance.health;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.config.Secret;
import tools.jackson.databind.json.JsonMapper;

/// Posts an alarm to an address of the settings; no redirect is followed.
final class AlarmPost implements AlarmRoute {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI url;
    private final AlarmSettings.Format format;
    private final @Nullable Secret token;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    AlarmPost(URI url, AlarmSettings.Format format, @Nullable Secret token) {
        this.url = url;
        this.format = format;
        this.token = token;
    }

    @Override
    public String name() {
        return "url";
    }

    @Override
    public Optional<String> tell(Alarm alarm) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(url).timeout(PATIENCE).header("User-Agent", "prevenance");
            if (token != null) {
                request.header("Authorization", "Bearer " + token.reveal());
            }
            HttpResponse<Void> response = client.send(written(request, alarm), HttpResponse.BodyHandlers.discarding());
            return response.statusCode() / 100 == 2 ? Optional.empty() : Optional.of("HTTP " + response.statusCode());
        } catch (IOException unreachable) {
            return Optional.of(unreachable.getClass().getSimpleName());
        } catch (IllegalArgumentException unfit) {
            // Its message may hold the token.
            return Optional.of("the token does not fit a request");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of("the program ends");
        }
    }

    private HttpRequest written(HttpRequest.Builder request, Alarm alarm) {
        return switch (format) {
            case JSON ->
                request.header("Content-Type", "application/json")
                        .POST(body(json(alarm)))
                        .build();
            case TEXT ->
                request.header("Content-Type", "text/plain; charset=utf-8")
                        .header("Title", ascii(alarm.title()))
                        .header("Priority", alarm.begins() && alarm.grave() ? "5" : "3")
                        .POST(body(alarm.text()))
                        .build();
        };
    }

    /// A header takes ASCII alone; all else is written as RFC 2047 has it, which ntfy reads.
    private static String ascii(String title) {
        return title.matches("[ -~]*")
                ? title
                : "=?UTF-8?B?" + Base64.getEncoder().encodeToString(title.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    private static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofString(text, StandardCharsets.UTF_8);
    }

    static String json(Alarm alarm) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", alarm.name());
        facts.put("state", alarm.begins() ? "began" : "ended");
        facts.put("grave", alarm.grave());
        facts.put("since", alarm.since().toString());
        facts.put("title", alarm.title());
        facts.put("what", alarm.what());
        facts.put("remedy", alarm.remedy());
        return JSON.writeValueAsString(facts);
    }
}
