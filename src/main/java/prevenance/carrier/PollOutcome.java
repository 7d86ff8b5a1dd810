package prevenance.carrier;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The answer to one question to one carrier. Expected answers are values; only bugs are exceptions.
public sealed interface PollOutcome {
    /// The carrier told the parcel's story.
    record Answered(CarrierReport report) implements PollOutcome {
        @Override
        public String detail() {
            return "";
        }
    }

    /// The carrier does not know the number (yet).
    ///
    /// @param detail the carrier's words or our reason, never with personal data
    record NotFound(String detail) implements PollOutcome {}

    /// Too many questions: ask again after `retryAfter`, or, when absent, after our own back-off.
    record Throttled(Optional<Duration> retryAfter, String detail) implements PollOutcome {}

    /// Permanent until a person acts: credentials, contract, an impossible number.
    record Refused(String detail) implements PollOutcome {}

    /// An aggregator does not watch the number, or does so no longer: it must be registered.
    record Unregistered(String detail) implements PollOutcome {}

    /// The carrier told of several shipments with this number, and nothing says which of them is this parcel: none is
    /// believed. A person must add what tells them apart, or time does.
    ///
    /// @param detail the shipments by day and service, and what to add; never with personal data
    record Ambiguous(String detail) implements PollOutcome {}

    /// Temporary: network, a server error, a reply that could not be read.
    record Unreachable(String detail) implements PollOutcome {}

    /// Why it is no answer, in the carrier's words or ours, never with personal data; empty for an answer.
    String detail();

    /// The same outcome with another detail.
    ///
    /// @param words makes it of the present one
    default PollOutcome saying(UnaryOperator<String> words) {
        String said = words.apply(detail());
        return switch (this) {
            case Answered answered -> answered;
            case NotFound _ -> new NotFound(said);
            case Throttled throttled -> new Throttled(throttled.retryAfter(), said);
            case Refused _ -> new Refused(said);
            case Unregistered _ -> new Unregistered(said);
            case Ambiguous _ -> new Ambiguous(said);
            case Unreachable _ -> new Unreachable(said);
        };
    }

    /// `answered`, `not-found`, `throttled`, `refused`, `ambiguous`, `unregistered` or `unreachable`: the word in JSON,
    /// tables and
    /// logs.
    default String word() {
        return switch (this) {
            case Answered _ -> "answered";
            case NotFound _ -> "not-found";
            case Throttled _ -> "throttled";
            case Refused _ -> "refused";
            case Unregistered _ -> "unregistered";
            case Ambiguous _ -> "ambiguous";
            case Unreachable _ -> "unreachable";
        };
    }
}
