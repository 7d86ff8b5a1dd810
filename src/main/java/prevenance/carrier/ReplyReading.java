package prevenance.carrier;

import java.util.List;
import java.util.Optional;
import prevenance.config.YamlSection;

/// How a reply is read.
///
/// @param format       what a body that answers is written in
/// @param outcomes     rules on the whole reply, before the built-in ones
/// @param items        the entries, one per parcel
/// @param number       the parcel's number inside an entry: alternatives, all compared; empty when the reply holds none
///                     (then only one number may be asked at a time)
/// @param itemOutcomes rules on one entry
/// @param absent       what it means that an answer has no entry for a number
/// @param events       the statements inside an entry
/// @param event        how one is read
/// @param status       how one gets its meaning
/// @param shippedAt    when the entry's shipment was handed over, for a number with several shipments
/// @param service      the entry's product, likewise
/// @param estimated    the carrier's estimate; the date is taken as written
/// @param promised     the day to which the carrier commits itself, likewise
/// @param proof        a reference of the proof of delivery, or a link to it
/// @param pickupPlace  name and place of the pickup point
/// @param pickupUntil  last day there
/// @param customerPage the page for the recipient, when the answer names one
public record ReplyReading(
        Format format,
        List<OutcomeRule> outcomes,
        ReplyPath items,
        List<ReplyPath> number,
        List<OutcomeRule> itemOutcomes,
        Absent absent,
        ReplyPath events,
        EventReading event,
        StatusReading status,
        List<TimeReading> shippedAt,
        List<ReplyPath> service,
        List<TimeReading> estimated,
        List<TimeReading> promised,
        List<ReplyPath> proof,
        List<ReplyPath> pickupPlace,
        List<TimeReading> pickupUntil,
        List<ReplyPath> customerPage) {
    /// What a body is written in.
    public enum Format {
        JSON,
        XML
    }

    /// What it means that an answer has no entry for a number.
    public enum Absent {
        /// Nothing can be said; asked again.
        UNREACHABLE,
        /// The carrier does not know it.
        NOT_FOUND,
        /// It must be registered.
        UNREGISTERED
    }

    /// How one statement is read.
    ///
    /// @param code     the carrier's code as it is stored and shown
    /// @param keys     keys for the tables, tried in order; the code when none are given
    /// @param text     the carrier's words
    /// @param time     alternatives, the first that gives a time is taken
    /// @param place    town, depot
    /// @param country  ISO 3166-1 alpha-2 or alpha-3, `UK` is read as `GB`
    /// @param drop     an event for which one of these holds is none (a step not yet reached)
    /// @param undatedDropped an event with words but no date is left out; else the whole answer is rejected
    public record EventReading(
            List<ReplyPath> code,
            List<ReplyPath> keys,
            List<ReplyPath> text,
            List<TimeReading> time,
            List<ReplyPath> place,
            List<ReplyPath> country,
            List<ReplyPath> drop,
            boolean undatedDropped) {

        static EventReading read(YamlSection section) {
            List<ReplyPath> code = Written.paths(section, "code");
            List<ReplyPath> keys = Written.paths(section, "keys");
            List<TimeReading> time = TimeReading.list(section, "time");
            if (time.isEmpty()) {
                section.problem("time", "is missing", "say where an event's time stands: - value: date");
            }
            return new EventReading(
                    code,
                    keys.isEmpty() ? code : keys,
                    Written.paths(section, "text"),
                    time,
                    Written.paths(section, "place"),
                    Written.paths(section, "country"),
                    Written.paths(section, "drop"),
                    section.yesNo("drop-undated", false));
        }
    }

    static ReplyReading read(YamlSection section, StatusReading status) {
        section.text("format");
        section.text("events");
        Optional<ReplyPath> items = Written.path(section, "items");
        return new ReplyReading(
                section.choice("format", Format.class, Format.JSON),
                OutcomeRule.read(section, "outcomes", OutcomeRule.OF_A_QUESTION),
                items.orElseGet(() -> ReplyPath.parse("$")),
                Written.paths(section, "number"),
                OutcomeRule.read(section, "item-outcomes", OutcomeRule.OF_A_QUESTION),
                section.choice("absent", Absent.class, Absent.UNREACHABLE),
                Written.path(section, "events").orElseGet(() -> ReplyPath.parse("$")),
                EventReading.read(section.section("event")),
                status,
                TimeReading.list(section, "shipped-at"),
                Written.paths(section, "service"),
                TimeReading.list(section, "estimated-delivery"),
                TimeReading.list(section, "promised-delivery"),
                Written.paths(section, "proof-of-delivery"),
                Written.paths(section, "pickup-place"),
                TimeReading.list(section, "pickup-until"),
                Written.paths(section, "customer-page"));
    }
}
