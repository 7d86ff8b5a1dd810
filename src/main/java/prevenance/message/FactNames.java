package prevenance.message;

import java.util.List;
import java.util.Map;

/// Every name that templates may use for a fact. All of them may be unknown, so a template asks `is not empty` first.
final class FactNames {
    /// Facts that are one value.
    static final List<String> SINGLE = List.of(
            "promiseDate",
            "estimatedDate",
            "since",
            "lastPlace",
            "area",
            "cause",
            "nextUpdateDate",
            "decisionDate",
            "caseNumber",
            "foundAgain",
            "resolution",
            "oldNumber",
            // The kind of message whose promise of news this one keeps, and whether the parcel has moved since.
            "about",
            "moving");

    /// Facts that belong together: `parcel.number`.
    static final Map<String, List<String>> GROUPS = Map.ofEntries(
            Map.entry("customer", List.of("name")),
            Map.entry("order", List.of("number")),
            Map.entry("parcel", List.of("number", "carrier", "link", "items", "service", "leg")),
            Map.entry("attempt", List.of("date", "count", "reason")),
            Map.entry("pickup", List.of("place", "untilDate")),
            Map.entry("delivered", List.of("date", "how")),
            Map.entry(
                    "refund",
                    List.of(
                            "amountText",
                            "amountMinor",
                            "currency",
                            "means",
                            "triggeredDate",
                            "showByDate",
                            "payByDate",
                            "bankReference",
                            "reference",
                            "state",
                            "failedWhy")),
            Map.entry(
                    "exchange",
                    List.of("reference", "items", "shipByDate", "awaitsReturn", "receivedDate", "blockedReason")),
            Map.entry("customs", List.of("paper", "untilDate")),
            Map.entry("report", List.of("kind", "text", "choice")),
            Map.entry("goodwill", List.of("text")),
            Map.entry("survey", List.of("link")),
            Map.entry("page", List.of("link", "stopLink", "choiceLink", "refundLink")),
            Map.entry("digest", List.of("approvals", "callBacks", "link")),
            Map.entry("digest.cases", List.of("overdue", "due", "open")),
            Map.entry("digest.readToday", List.of("read", "open")),
            Map.entry("digest.shadow", List.of("mails", "flags")),
            Map.entry("alert", List.of("what", "since", "detail", "link")));

    /// Facts that are lists of groups: `{% for other in otherParcels %}{{ other.number }}`.
    static final Map<String, List<String>> LISTS = Map.of(
            "otherParcels", List.of("number", "carrier", "status", "items", "link"),
            "parcels", List.of("number", "carrier", "status", "items", "link"),
            "digest.deadlines", List.of("what", "order", "dueText", "amountText"),
            "digest.inShadow", List.of("what", "count"));

    /// Facts that are lists of words.
    /// `wording` are the paragraphs that the staff wrote for everybody in one trouble.
    static final List<String> WORDS = List.of("digest.feedsDown", "digest.unread", "wording");

    private FactNames() {}
}
