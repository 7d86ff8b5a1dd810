package prevenance.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import prevenance.aftersales.AftersalesSettings;
import prevenance.aftersales.BankDays;
import prevenance.aftersales.ExchangeDesk;
import prevenance.aftersales.RefundDesk;
import prevenance.aftersales.RefundTerms;
import prevenance.carrier.CarrierDirectory;
import prevenance.carrier.CarrierTraits;
import prevenance.carrier.TrackingQuery;
import prevenance.cases.DeskSettings;
import prevenance.message.Outbox;
import prevenance.store.Database;
import prevenance.testing.TestStore;
import prevenance.tracking.TrackingNumber;

/// A shop's database on a real file, and all that brings files into it.
final class ShopDesk implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    static final String HEADER = "order,carrier,tracking_number,shipped_at,promised_date,customer_name,email,phone,"
            + "locale,country,postcode,service,value,currency,items\n";
    static final String ROW = "A-1,laposte,6A00000000001,2026-11-20T14:05+01:00,2026-11-24,Camille Exemple,"
            + "camille@example.org,+33 1 99 00 00 00,fr-FR,FR,75001,Colissimo,129.90,EUR,1 lamp\n";

    final Database database;
    final IntakeSettings settings;
    final ShopDefaults shop;
    final OrderImport orders;
    final RefundImport refunds;
    final ExchangeImport exchanges;
    final FileImport files;
    private final Path folder;

    ShopDesk(Path folder) {
        this(folder, IntakeSettings.defaults());
    }

    ShopDesk(Path folder, IntakeSettings settings) {
        this(folder, settings, ShopDefaults.france());
    }

    ShopDesk(Path folder, IntakeSettings settings, ShopDefaults shop) {
        this.folder = folder;
        this.shop = shop;
        this.settings = settings;
        database = TestStore.open(folder.resolve("shop.db"), Database.Use.DAEMON);
        Outbox outbox = new Outbox("boutique.example");
        AftersalesSettings aftersales = AftersalesSettings.defaults();
        RefundTerms terms = new RefundTerms(aftersales, shop.zone(), BankDays.byPublicHolidays());
        orders = new OrderImport(database, new Carriers(), shop, settings);
        refunds = new RefundImport(
                database, new RefundDesk(database, terms, outbox, DeskSettings.defaults()), shop, settings);
        exchanges = new ExchangeImport(
                database,
                new ExchangeDesk(database, aftersales, shop.zone(), new Carriers(), outbox, DeskSettings.defaults()),
                new Carriers(),
                shop,
                settings);
        files = new FileImport(database, orders, refunds, exchanges, settings);
    }

    ImportReport orders(String text) {
        return orders(text, StandardCharsets.UTF_8);
    }

    ImportReport orders(String text, Charset charset) {
        return read(ImportKind.ORDERS, text.getBytes(charset), NOW);
    }

    ImportReport read(ImportKind kind, byte[] bytes, Instant now) {
        try {
            Path file = folder.resolve("file.csv");
            Files.write(file, bytes);
            return files.read(kind, ImportSource.file(file), now, ImportProgress.NONE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    ImportReport refunds(String text, Instant now) {
        return read(ImportKind.REFUNDS, text.getBytes(StandardCharsets.UTF_8), now);
    }

    ImportReport exchanges(String text, Instant now) {
        return read(ImportKind.EXCHANGES, text.getBytes(StandardCharsets.UTF_8), now);
    }

    /// Every row of a query as text, columns joined by `|`.
    List<String> rows(String sql) {
        return database.read(tx -> tx.handle()
                .createQuery(sql)
                .map((row, context) -> {
                    List<String> cells = new ArrayList<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        cells.add(String.valueOf(row.getString(i)));
                    }
                    return String.join("|", cells);
                })
                .list());
    }

    @Override
    public void close() {
        database.close();
    }

    /// Two carriers whose numbers differ, and a third whose numbers may be the second's.
    static final class Carriers implements CarrierDirectory {
        private static final Map<String, String> NAMES =
                new TreeMap<>(Map.of("laposte", "La Poste", "mondial-relay", "Mondial Relay", "ups", "UPS"));
        private static final Map<String, Pattern> NUMBERS = Map.of(
                "laposte", Pattern.compile("6A\\d{11}"),
                "mondial-relay", Pattern.compile("\\d{8}"),
                "ups", Pattern.compile("1Z[0-9A-Z]{16}|\\d{8}"));

        @Override
        public Set<String> codes() {
            return new TreeSet<>(NAMES.keySet());
        }

        @Override
        public Optional<String> findCode(String codeOrName) {
            String key = Words.key(codeOrName);
            return NAMES.keySet().stream()
                    .filter(code ->
                            Words.key(code).equals(key) || Words.key(name(code)).equals(key))
                    .findFirst();
        }

        @Override
        public CarrierTraits traits(String code) {
            return new CarrierTraits(code, name(code), 1, List.of(), 1, ZoneId.of("Europe/Paris"));
        }

        @Override
        public List<String> identify(TrackingNumber number) {
            return NAMES.keySet().stream()
                    .filter(code -> NUMBERS.getOrDefault(code, Pattern.compile(""))
                            .matcher(number.value())
                            .matches())
                    .toList();
        }

        @Override
        public @Nullable String customerPage(String code, TrackingQuery query, String language) {
            return "https://" + code + ".example/" + language.toLowerCase(Locale.ROOT) + "/" + query.number();
        }

        private static String name(String code) {
            return NAMES.getOrDefault(code, code);
        }
    }
}
