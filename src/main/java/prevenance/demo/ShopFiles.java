package prevenance.demo;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The files that the make-believe shop writes in the evening, in the form in which a shop exports them.
final class ShopFiles {
    private static final DateTimeFormatter DAY_FIRST = DateTimeFormatter.ofPattern("dd/MM/yyyy");
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm");

    private final Path folder;

    ShopFiles(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /// The day's orders; empty when none left.
    Optional<Path> orders(LocalDate day, List<ParcelScript> scripts) throws IOException {
        List<String> lines = new ArrayList<>();
        for (ParcelScript script : scripts) {
            if (isOf(day, script.shippedAt())) {
                Customer customer = script.customer();
                lines.add(line(
                        script.order(),
                        script.carrier().code(),
                        script.number(),
                        local(script.shippedAt()),
                        DAY_FIRST.format(script.promiseDate()),
                        customer.name(),
                        customer.email(),
                        customer.phone(),
                        customer.locale().getLanguage(),
                        customer.home().country(),
                        customer.home().postcode(),
                        script.carrier().service(),
                        amount(script.valueMinor()),
                        "EUR",
                        script.items()));
            }
        }
        return write(
                "orders-" + day + ".csv",
                "order;carrier;tracking_number;shipped_at;promised_date;customer_name;email;phone;locale;country;"
                        + "postcode;service;value;currency;items",
                lines);
    }

    /// The day's refunds; empty when there are none.
    Optional<Path> refunds(LocalDate day, List<Aftermath.RefundNote> refunds) throws IOException {
        List<String> lines = refunds.stream()
                .filter(refund -> isOf(day, refund.at()))
                .map(refund -> line(
                        refund.reference(),
                        refund.order(),
                        amount(refund.amountMinor()),
                        "EUR",
                        refund.means(),
                        local(refund.at()),
                        "DEMO" + refund.reference().replace("-", "")))
                .toList();
        return write(
                "refunds-" + day + ".csv", "reference;order;amount;currency;means;triggered_at;bank_reference", lines);
    }

    /// The day's replacements; empty when there are none.
    Optional<Path> exchanges(LocalDate day, List<Aftermath.ExchangeNote> exchanges) throws IOException {
        List<String> lines = exchanges.stream()
                .filter(exchange -> isOf(day, exchange.parcel().shippedAt()))
                .map(exchange -> line(
                        exchange.reference(),
                        exchange.parcel().order(),
                        exchange.parcel().carrier().code(),
                        exchange.parcel().number(),
                        local(exchange.parcel().shippedAt()),
                        exchange.parcel().items(),
                        DAY_FIRST.format(exchange.parcel().promiseDate()),
                        exchange.parcel().carrier().service()))
                .toList();
        return write(
                "exchanges-" + day + ".csv",
                "reference;order;carrier;tracking_number;shipped_at;items;promised_date;service",
                lines);
    }

    private Optional<Path> write(String name, String header, List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        Path file = folder.resolve(name);
        Files.writeString(file, header + "\n" + String.join("\n", lines) + "\n");
        return Optional.of(file);
    }

    private static boolean isOf(LocalDate day, Instant at) {
        return at.atZone(Place.WAREHOUSE.zone()).toLocalDate().equals(day);
    }

    private static String local(Instant at) {
        return DAY_AND_TIME.format(at.atZone(Place.WAREHOUSE.zone()));
    }

    private static String amount(long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString().replace('.', ',');
    }

    private static String line(@Nullable String... cells) {
        return Arrays.stream(cells).map(ShopFiles::cell).collect(Collectors.joining(";"));
    }

    private static String cell(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return text.contains(";") || text.contains("\"") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
