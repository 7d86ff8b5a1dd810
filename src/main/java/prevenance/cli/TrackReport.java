package prevenance.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.CarrierReport;
import prevenance.carrier.PollOutcome;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;

/// What `track` shows of one answer, as JSON and in words.
record TrackReport(String carrier, String carrierName, TrackingNumber number, PollOutcome outcome) {
    /// The documented object: see the README, "The verbs".
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("carrier", carrier);
        json.put("number", number.value());
        json.put("outcome", outcome.word());
        json.put("detail", detail().orElse(null));
        json.put("status", status().wireName());
        json.put("milestone", status().milestone().name());
        CarrierReport report = report().orElse(null);
        json.put("estimatedDelivery", text(report == null ? null : report.estimatedDelivery()));
        json.put("promisedDelivery", text(report == null ? null : report.promisedDelivery()));
        json.put("proofOfDelivery", report == null ? null : report.proofOfDelivery());
        json.put("pickupPlace", report == null ? null : report.pickupPlace());
        json.put("pickupUntil", text(report == null ? null : report.pickupUntil()));
        json.put("customerPage", report == null ? null : report.customerPage());
        json.put("events", events().stream().map(TrackReport::event).toList());
        return json;
    }

    int exitCode() {
        return switch (outcome) {
            case PollOutcome.Answered _ -> ExitCode.OK;
            case PollOutcome.NotFound _, PollOutcome.Ambiguous _ -> ExitCode.NOTHING;
            case PollOutcome.Throttled _, PollOutcome.Unregistered _, PollOutcome.Unreachable _ -> ExitCode.LATER;
            case PollOutcome.Refused _ -> ExitCode.CONFIGURATION;
        };
    }

    /// The parcel's story for a person, newest first.
    void print(Terminal terminal) {
        terminal.line(carrierName + " " + number + ": " + outcome.word()
                + detail().map(d -> " (" + d + ")").orElse(""));
        report().ifPresent(report -> {
            terminal.line("Now: " + status().wireName() + ", " + status().milestone());
            if (report.estimatedDelivery() != null) {
                terminal.line("The carrier expects to deliver on " + report.estimatedDelivery());
            }
            if (report.promisedDelivery() != null) {
                terminal.line("The carrier promises delivery by " + report.promisedDelivery());
            }
            if (report.proofOfDelivery() != null) {
                terminal.line("Proof of delivery: " + report.proofOfDelivery());
            }
            if (report.pickupPlace() != null) {
                terminal.line("Waits at: " + report.pickupPlace()
                        + (report.pickupUntil() == null ? "" : ", until " + report.pickupUntil()));
            }
            if (report.customerPage() != null) {
                terminal.line("The carrier's page: " + report.customerPage());
            }
            terminal.line("");
            terminal.table(
                    List.of("When", "Status", "Code", "Where", "The carrier's words"),
                    events().stream()
                            .map(e -> List.of(
                                    e.occurredText() + (e.zoneKnown() ? "" : " (zone unknown)"),
                                    e.status().wireName() + (e.informational() ? " (information)" : ""),
                                    e.carrierCode(),
                                    place(e),
                                    e.carrierText()))
                            .toList());
        });
    }

    private Optional<CarrierReport> report() {
        return outcome instanceof PollOutcome.Answered answered ? Optional.of(answered.report()) : Optional.empty();
    }

    private TrackingStatus status() {
        return report().map(report -> report.history().status()).orElse(TrackingStatus.PRE_NO_DATA);
    }

    private List<TrackingEvent> events() {
        return report().map(report -> report.history().events().reversed()).orElse(List.of());
    }

    private Optional<String> detail() {
        return switch (outcome) {
            case PollOutcome.Answered _ -> Optional.empty();
            case PollOutcome.NotFound(String detail) -> Optional.of(detail);
            case PollOutcome.Throttled(var _, String detail) -> Optional.of(detail);
            case PollOutcome.Refused(String detail) -> Optional.of(detail);
            case PollOutcome.Unregistered(String detail) -> Optional.of(detail);
            case PollOutcome.Ambiguous(String detail) -> Optional.of(detail);
            case PollOutcome.Unreachable(String detail) -> Optional.of(detail);
        };
    }

    private static Map<String, @Nullable Object> event(TrackingEvent event) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("occurredAt", event.occurredText());
        json.put("zoneKnown", event.zoneKnown());
        json.put("status", event.status().wireName());
        json.put("milestone", event.status().milestone().name());
        json.put("informational", event.informational());
        json.put("carrierCode", event.carrierCode());
        json.put("carrierText", event.carrierText());
        json.put("place", event.place());
        json.put("country", event.country());
        return json;
    }

    private static String place(TrackingEvent event) {
        return String.join(
                ", ",
                java.util.stream.Stream.of(event.place(), event.country())
                        .filter(java.util.Objects::nonNull)
                        .map(String::valueOf)
                        .toList());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
