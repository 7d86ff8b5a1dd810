package prevenance.carrier;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.config.Durations;
import prevenance.tracking.TrackingEvent;

/// A reply as a sample: disguised, with the result that is read from it now.
///
/// @param reply    the file's text
/// @param format   `json` or `xml`
/// @param expected the text of the file of expected results
/// @param replaced what is not as it came, in words, without the values themselves
/// @param standardName a name by what the reply says, when nobody gives a better one
/// @param same     whether the disguised reply is read as the real one was, places and words aside
public record SampleRecording(
        String reply, String format, String expected, List<String> replaced, String standardName, boolean same) {
    /// The first line of an expected result that nobody has checked yet.
    static final String UNCHECKED = "# NOT CHECKED YET";

    /// @param trial one whose reply came
    public static SampleRecording of(
            CarrierCatalog catalog,
            String code,
            CarrierSettings settings,
            TrackingQuery query,
            CarrierTrial trial,
            Instant now) {
        CarrierTrial.Reply reply = trial.reply().orElseThrow();
        Disguise disguise = new Disguise(catalog.definition(code), query.number(), trial);
        String text = disguise.of(new String(reply.body(), StandardCharsets.UTF_8));
        String format = text.strip().startsWith("<") ? "xml" : "json";
        String standard = format.equals("xml") ? "text/xml; charset=utf-8" : "application/json";
        String type = String.valueOf(reply.headers().getOrDefault("Content-Type", standard));
        String postcode = query.postcode();
        TrackingQuery other = new TrackingQuery(
                disguise.number(),
                postcode == null ? null : Disguise.postcode(postcode),
                query.country(),
                query.shipDate());
        CarrierTrial again = CarrierTrial.read(
                catalog, code, settings, other, reply.status(), utf8(type), text.getBytes(StandardCharsets.UTF_8), now);
        return new SampleRecording(
                text,
                format,
                expected(other, again.outcome(), reply, utf8(type).equals(standard) ? "" : utf8(type), now),
                disguise.told(),
                standardName(trial.outcome()),
                essence(trial.outcome()).equals(essence(again.outcome())));
    }

    /// The file is written in UTF-8 whatever the reply was written in.
    private static String utf8(String type) {
        return type.replaceAll("(?i)charset\\s*=\\s*\"?[^\";]+\"?", "charset=utf-8");
    }

    private static String standardName(PollOutcome outcome) {
        return outcome instanceof PollOutcome.Answered(CarrierReport report)
                ? report.history().status().wireName().replace('.', '-').replace('_', '-')
                : outcome.word();
    }

    private static List<String> essence(PollOutcome outcome) {
        List<String> essence = new ArrayList<>(List.of(outcome.word()));
        if (outcome instanceof PollOutcome.Answered(CarrierReport report)) {
            report.history().events().forEach(event -> essence.add(event.occurredText() + " " + event.status()));
            essence.add(String.valueOf(report.estimatedDelivery()));
            essence.add(String.valueOf(report.pickupUntil()));
        }
        return essence;
    }

    private static String expected(
            TrackingQuery query, PollOutcome outcome, CarrierTrial.Reply reply, String type, Instant now) {
        StringBuilder text = new StringBuilder(UNCHECKED)
                .append(": this is what the definition reads today, right or wrong. Hold every line\n")
                .append("# against the reply and the carrier's documents, correct it, write above what the sample\n")
                .append("# shows, then delete these lines.\n")
                .append("now: ")
                .append(now.truncatedTo(ChronoUnit.SECONDS))
                .append('\n');
        if (reply.status() != 200) {
            text.append("status: ").append(reply.status()).append('\n');
        }
        String retry = reply.headers().get("Retry-After");
        if (!type.isEmpty() || retry != null) {
            text.append("headers:\n");
            text.append(type.isEmpty() ? "" : "  Content-Type: " + quoted(type) + "\n");
            text.append(retry == null ? "" : "  Retry-After: " + quoted(retry) + "\n");
        }
        if (query.postcode() != null || query.country() != null || query.shipDate() != null) {
            text.append("queries:\n  - { number: ").append(quoted(query.number().value()));
            member(text, "postcode", query.postcode());
            member(text, "country", query.country());
            text.append(query.shipDate() == null ? "" : ", ship-date: " + query.shipDate())
                    .append(" }\n");
        }
        text.append("expected:\n  ").append(quoted(query.number().value())).append(":\n");
        text.append("    outcome: ").append(outcome.word()).append('\n');
        if (outcome instanceof PollOutcome.Throttled(Optional<Duration> wait, String _)) {
            wait.ifPresent(time -> text.append("    retry-after: ")
                    .append(Durations.format(time))
                    .append('\n'));
        }
        if (outcome instanceof PollOutcome.Answered(CarrierReport report)) {
            text.append(report.history().events().isEmpty() ? "" : "    events:\n");
            report.history().events().reversed().forEach(event -> text.append(line(event)));
        }
        for (String line : CarrierSample.describe(outcome)) {
            boolean value =
                    !line.startsWith("outcome: ") && !line.startsWith("retry-after: ") && !line.startsWith("event: ");
            if (value && !line.startsWith("customer-page: ")) {
                int colon = line.indexOf(": ");
                text.append("    ")
                        .append(line, 0, colon + 2)
                        .append(quoted(line.substring(colon + 2)))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String line(TrackingEvent event) {
        StringBuilder line = new StringBuilder("      - { occurred: ")
                .append(quoted(event.occurredText()))
                .append(", status: ")
                .append(event.status().wireName());
        member(line, "code", event.carrierCode());
        member(line, "text", event.carrierText());
        member(line, "place", event.place());
        member(line, "country", event.country());
        return line.append(event.informational() ? ", informational: true" : "")
                .append(" }\n")
                .toString();
    }

    private static void member(StringBuilder line, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            line.append(", ").append(key).append(": ").append(quoted(value));
        }
    }

    /// Plain where YAML takes it for a text whatever it holds, else quoted.
    private static String quoted(String text) {
        boolean plain = text.matches("[A-Za-z][A-Za-z0-9_.-]*")
                && !List.of("true", "false", "null", "yes", "no").contains(text.toLowerCase(Locale.ROOT));
        return plain || text.matches("\\d{4}-\\d\\d-\\d\\d")
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + '"';
    }
}
