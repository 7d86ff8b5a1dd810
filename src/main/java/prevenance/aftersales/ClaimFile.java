package prevenance.aftersales;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.watch.CustomerOrder;
import prevenance.watch.EventStore;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;

/// A claim as a text ready to be sent: the statement filled with what is known, what the carrier said, and
/// the list of documents. What is not known stands as a gap to be filled by hand.
public final class ClaimFile {
    private static final Pattern NAME = Pattern.compile("\\{([a-z-]+)}");
    private static final Map<String, Properties> TEXTS = Map.of("fr", texts("fr"), "en", texts("en"));

    private final ZoneId zone;
    private final String shopName;
    private final UnaryOperator<String> carrierNames;
    private final ParcelStore parcels = new ParcelStore();
    private final EventStore events = new EventStore();
    private final ClaimStore claims = new ClaimStore();

    /// @param zone         where the shop is
    /// @param shopName     who claims
    /// @param carrierNames a carrier's name, by its code
    public ClaimFile(ZoneId zone, String shopName, UnaryOperator<String> carrierNames) {
        this.zone = zone;
        this.shopName = shopName;
        this.carrierNames = carrierNames;
    }

    /// The claim of a case about a parcel as plain text; empty when there is none.
    ///
    /// @param locale French for `fr`, English for every other
    public Optional<String> write(Tx tx, long caseId, long parcelId, Locale locale, Instant now) {
        return claims.ofCase(tx, caseId).map(claim -> {
            WatchedParcel parcel = parcels.find(tx, parcelId).orElseThrow();
            CustomerOrder order = parcels.findOrder(tx, parcel.orderId()).orElseThrow();
            ParcelHistory history = events.history(tx, parcelId);
            Properties texts = Objects.requireNonNull(TEXTS.get(language(locale)));
            return filled(
                    Objects.requireNonNull(texts.getProperty("statement." + claim.kind())),
                    facts(claim, parcel, order, history, texts, locale, now));
        });
    }

    private Map<String, String> facts(
            Claim claim,
            WatchedParcel parcel,
            CustomerOrder order,
            ParcelHistory history,
            Properties texts,
            Locale locale,
            Instant now) {
        DateTimeFormatter day = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.forLanguageTag(language(locale)));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("shop", shopName);
        facts.put("today", now.atZone(zone).toLocalDate().format(day));
        facts.put("carrier", carrierNames.apply(parcel.takenBy()));
        facts.put("number", parcel.trackingNumber().value());
        facts.put("order", order.number());
        facts.put("case", Long.toString(claim.caseId()));
        facts.put("reference", gap(claim.carrierReference()));
        facts.put("service", gap(parcel.service()));
        facts.put("items", gap(parcel.items()));
        facts.put("destination", order.country() + (order.postcode() == null ? "" : " " + order.postcode()));
        Instant shippedAt = parcel.shippedAt();
        Optional<LocalDate> handedOver = history.firstScan()
                .map(event -> event.occurredLocal().toLocalDate())
                .or(() ->
                        Optional.ofNullable(shippedAt).map(at -> at.atZone(zone).toLocalDate()));
        facts.put("handed-over", gap(handedOver.map(day::format).orElse(null)));
        LocalDate promise = parcel.promiseDate();
        facts.put("promised", gap(promise == null ? null : promise.format(day)));
        Long amount = claim.amountMinor();
        String currency = claim.currency();
        facts.put("amount", gap(amount == null || currency == null ? null : Amounts.words(amount, currency)));
        facts.put("history", history(history));
        facts.put(
                "documents",
                claim.documents().entrySet().stream()
                        .filter(entry -> entry.getValue() != ClaimDocument.State.NOT_NEEDED)
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> "  [" + (entry.getValue() == ClaimDocument.State.HAVE ? "x" : " ") + "] "
                                + texts.getProperty(
                                        "document." + entry.getKey(),
                                        entry.getKey().name()))
                        .collect(Collectors.joining("\n")));
        return facts;
    }

    /// What the carrier said, in its own words, oldest first.
    private static String history(ParcelHistory history) {
        List<TrackingEvent> events = history.events();
        return events.isEmpty()
                ? "  -"
                : events.stream()
                        .map(event -> "  " + event.occurredLocal().toLocalDate() + "  " + event.carrierCode() + "  "
                                + event.carrierText().replaceAll("\\s+", " ").strip()
                                + (event.place() == null ? "" : " (" + event.place() + ")"))
                        .collect(Collectors.joining("\n"));
    }

    private static String gap(@Nullable String known) {
        return known == null || known.isBlank() ? "........" : known;
    }

    private static String filled(String text, Map<String, String> facts) {
        return NAME.matcher(text)
                        .replaceAll(name -> Matcher.quoteReplacement(
                                Objects.requireNonNull(facts.get(name.group(1)), name.group(1))))
                + "\n";
    }

    static String language(Locale locale) {
        return locale.getLanguage().equals("fr") ? "fr" : "en";
    }

    /// The name of a document in a language.
    public static String name(ClaimDocument document, Locale locale) {
        return Objects.requireNonNull(TEXTS.get(language(locale))).getProperty("document." + document, document.name());
    }

    private static Properties texts(String language) {
        String name = "claim_" + language + ".properties";
        try (InputStream in = Objects.requireNonNull(ClaimFile.class.getResourceAsStream(name), name)) {
            Properties texts = new Properties();
            texts.load(new java.io.StringReader(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            return texts;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name, unreadable);
        }
    }
}
