package prevenance.console;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.tracking.Milestone;

/// Which parcels somebody wants to see, and in which order. Null does not narrow.
///
/// @param q       part of a tracking number, an order number, a name or an address
/// @param flag    has such a flag
/// @param open    only open flags count, and without a kind: has any open flag
/// @param flagged its flag is at least so many days old
/// @param age     watched for at least so many days
/// @param silent  no news from the carrier for at least so many days
/// @param value   goods worth at least so many whole units of their currency
/// @param unread  watched, and no carrier answered about it within a day
/// @param owner   login of who has its case; [#NOBODY] for open cases that nobody has
record ParcelWanted(
        @Nullable String q,
        @Nullable FlagKind flag,
        boolean open,
        @Nullable Integer flagged,
        @Nullable String carrier,
        @Nullable Milestone milestone,
        @Nullable Integer age,
        @Nullable Integer silent,
        @Nullable Integer value,
        @Nullable String country,
        @Nullable String order,
        @Nullable String owner,
        boolean unread,
        Sort sort) {
    static final String NOBODY = "-";

    /// In which order, and what the key of a row is.
    enum Sort {
        /// The newest first.
        NEWEST("p.id", true),
        /// The longest without news first.
        SILENT("coalesce(p.last_event_at, p.imported_at)", false),
        /// The earliest promise first.
        PROMISE("coalesce(p.promise_date, '9999-12-31')", false),
        /// The dearest first.
        VALUE("coalesce(p.value_minor, 0)", true);

        private final String expression;
        private final boolean descending;

        Sort(String expression, boolean descending) {
            this.expression = expression;
            this.descending = descending;
        }

        String expression() {
            return expression;
        }

        boolean isDescending() {
            return descending;
        }

        boolean isText() {
            return this == PROMISE;
        }
    }

    /// What stands at the top when nothing was asked for: open flags, the earliest promise first.
    static ParcelWanted flags() {
        return new ParcelWanted(
                null, null, true, null, null, null, null, null, null, null, null, null, false, Sort.PROMISE);
    }

    /// @throws prevenance.web.Refusal when a value cannot be
    static ParcelWanted of(Context context) {
        if (context.queryString() == null) {
            return flags();
        }
        Sort sort = Input.word(context, "sort", Sort.class);
        String country = Input.text(context, "country");
        return new ParcelWanted(
                Input.text(context, "q"),
                Input.word(context, "flag", FlagKind.class),
                Input.yes(context, "open"),
                Input.number(context, "flagged"),
                Input.text(context, "carrier"),
                Input.word(context, "milestone", Milestone.class),
                Input.number(context, "age"),
                Input.number(context, "silent"),
                Input.number(context, "value"),
                country == null ? null : country.toUpperCase(java.util.Locale.ROOT),
                Input.text(context, "order"),
                Input.text(context, "owner"),
                Input.yes(context, "unread"),
                sort == null ? Sort.NEWEST : sort);
    }

    /// Whether flags decide what is listed.
    boolean asksForFlags() {
        return flag != null || open || flagged != null;
    }

    /// What narrows, by name, in the order of the form.
    public Map<String, Object> narrowing() {
        Map<String, Object> all = new LinkedHashMap<>();
        put(all, "q", q);
        put(all, "flag", flag);
        put(all, "open", open ? "1" : null);
        put(all, "flagged", flagged);
        put(all, "carrier", carrier);
        put(all, "milestone", milestone);
        put(all, "age", age);
        put(all, "silent", silent);
        put(all, "value", value);
        put(all, "country", country);
        put(all, "order", order);
        put(all, "owner", owner);
        put(all, "unread", unread ? "1" : null);
        return all;
    }

    /// As the address's query; never empty.
    String query() {
        Map<String, Object> all = narrowing();
        all.put("sort", sort);
        return all.entrySet().stream()
                .map(entry -> entry.getKey() + "="
                        + URLEncoder.encode(entry.getValue().toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static void put(Map<String, Object> all, String name, @Nullable Object value) {
        if (value != null) {
            all.put(name, value);
        }
    }
}
