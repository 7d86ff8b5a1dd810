package prevenance.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.CRC32;
import prevenance.intake.SearchText;
import prevenance.store.Database;

/// A shop with many watched parcels, written quickly: one order each, three statements each, every tenth with an open
/// flag and every hundredth with an open case. Nothing is due. Seven of ten are with La Poste.
final class ManyParcels {
    private static final String[] CARRIERS = {"laposte", "chronopost", "mondial-relay", "dhl"};
    private static final String[] FIRST = {
        "Camille", "Hélène", "Jules", "Inès", "Noé", "Maria", "Oskar", "Zoé", "Léa", "Hugo", "Manon", "Lucas", "Chloé",
        "Louis", "Emma", "Gabriel", "Jade", "Arthur", "Louise", "Raphaël", "Alice", "Paul", "Rose", "Adam", "Anna"
    };
    private static final String[] LAST = {
        "Exemple",
        "Dupré",
        "Moreau",
        "Garnier",
        "Lambert",
        "Silva",
        "Lindqvist",
        "Fontaine",
        "Martin",
        "Bernard",
        "Petit",
        "Robert",
        "Richard",
        "Durand",
        "Leroy",
        "Simon",
        "Laurent",
        "Michel",
        "Garcia",
        "David",
        "Bertrand",
        "Roux",
        "Vincent",
        "Fournier",
        "Morel",
        "Girard",
        "André",
        "Mercier",
        "Blanc",
        "Guérin",
        "Boyer",
        "Rousseau"
    };
    private static final String[] STATUS = {"accepted.scanned", "transit.departed", "transit.arrived_hub"};
    private static final String[] MILESTONE = {"ACCEPTED", "IN_TRANSIT", "IN_TRANSIT"};
    private static final String[] FLAGS = {"LATE", "LATE", "STALLED", "NUMBER_UNKNOWN", "NOT_HANDED_OVER"};
    private static final int CHUNK = 10_000;
    private static final Duration FAR = Duration.ofDays(3_000);

    private ManyParcels() {}

    /// A file with so many, made when there is none yet; not to be changed.
    static Path shared(Place place, int parcels) throws IOException, SQLException {
        Path file = place.shared().resolve("parcels-" + parcels + "-" + schema() + ".db");
        if (!Files.exists(file)) {
            place.progress().tell("making " + String.format(Locale.ROOT, "%,d", parcels) + " parcels");
            Path draft = place.shared()
                    .resolve("draft-" + parcels + "-" + ProcessHandle.current().pid() + ".db");
            make(draft, parcels);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    /// A copy of it in a folder, where the program looks for it.
    static Path copied(Place place, int parcels, Path folder) throws IOException, SQLException {
        Path from = shared(place, parcels);
        Path to = Files.createDirectories(folder.resolve("data")).resolve("prevenance.db");
        return Files.copy(from, to);
    }

    /// Makes the file.
    static void make(Path file, int parcels) throws SQLException {
        Database.open(file, Database.Use.VERB).close();
        Instant now = Instant.now();
        try (PlainFile plain = PlainFile.reckless(file)) {
            String made = " from sqlite_schema where type in ('index', 'trigger') and sql is not null";
            List<String> indexes = plain.texts("select sql" + made);
            plain.run(plain.texts("select 'drop ' || type || ' ' || name" + made));
            for (int from = 1; from <= parcels; from += CHUNK) {
                int until = Math.min(parcels, from + CHUNK - 1);
                orders(plain, from, until, now);
                parcels(plain, from, until, now);
                events(plain, from, until, now);
                flags(plain, from, until, now);
                plain.commit();
            }
            plain.run(indexes);
            plain.run(List.of("insert into order_search(order_search) values ('rebuild')"));
        }
        // As the program leaves it.
        Database.open(file, Database.Use.VERB).close();
    }

    static String customer(int i) {
        return FIRST[i % FIRST.length] + " " + LAST[i / FIRST.length % LAST.length];
    }

    static String email(int i) {
        return "c" + i + "@example.org";
    }

    static String order(int i) {
        return "W-" + (1_000_000 + i);
    }

    static String carrier(int i) {
        return i % 10 < 7 ? CARRIERS[0] : CARRIERS[i % 10 - 6];
    }

    private static void orders(PlainFile plain, int from, int until, Instant now) throws SQLException {
        long at = now.minus(Duration.ofDays(5)).toEpochMilli();
        try (PreparedStatement rows = plain.prepare("""
            insert into customer_order (id, number, customer_name, email, search_text, locale, country, postcode,
                imported_at, updated_at) values (?, ?, ?, ?, ?, 'fr-FR', ?, '69001', ?, ?)
            """)) {
            for (int i = from; i <= until; i++) {
                String text = SearchText.fold(customer(i) + " " + email(i));
                PlainFile.bind(rows, i, order(i), customer(i), email(i), text, i % 8 == 0 ? "BE" : "FR", at, at);
                rows.addBatch();
            }
            rows.executeBatch();
        }
    }

    private static void parcels(PlainFile plain, int from, int until, Instant now) throws SQLException {
        long imported = now.minus(Duration.ofDays(5)).toEpochMilli();
        long polled = now.minus(Duration.ofHours(2)).toEpochMilli();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        try (PreparedStatement rows = plain.prepare("""
            insert into parcel (id, order_id, carrier, tracking_number, leg, service, shipped_at, promise_date,
                value_minor, currency, items, imported_at, updated_at, status, milestone, status_at, last_event_at,
                first_scan_at, last_polled_at, last_answered_at, last_outcome, next_poll_at, assess_after)
            values (?, ?, ?, ?, 'OUTBOUND', 'standard', ?, ?, ?, 'EUR', '1 lampe, 2 ampoules', ?, ?, ?, ?, ?, ?, ?, ?, ?,
                'answered', ?, ?)
            """)) {
            for (int i = from; i <= until; i++) {
                long said = saidAt(i, 2, now);
                long later = now.plus(FAR).plusMillis(i).toEpochMilli();
                PlainFile.bind(
                        rows,
                        i,
                        i,
                        carrier(i),
                        Polls.number(i),
                        imported,
                        today.plusDays(i % 9 + 1).toString(),
                        1_000 + i % 20_000,
                        imported,
                        imported,
                        STATUS[i % STATUS.length],
                        MILESTONE[i % STATUS.length],
                        said,
                        said,
                        saidAt(i, 0, now),
                        polled,
                        polled,
                        later,
                        later);
                rows.addBatch();
            }
            rows.executeBatch();
        }
    }

    private static void events(PlainFile plain, int from, int until, Instant now) throws SQLException {
        try (PreparedStatement rows = plain.prepare("""
            insert into tracking_event (parcel_id, identity, carrier_code, carrier_text, occurred_local, utc_offset,
                occurred_at, status, informational, place, country, recorded_at)
            values (?, ?, ?, ?, ?, '+00:00', ?, ?, 0, 'Lyon PFC', 'FR', ?)
            """)) {
            for (int i = from; i <= until; i++) {
                for (int k = 0; k < 3; k++) {
                    long at = saidAt(i, k, now);
                    String status = k == 2 ? STATUS[i % STATUS.length] : STATUS[k];
                    PlainFile.bind(
                            rows,
                            i,
                            "%016x%016x".formatted(i * 0x9E3779B97F4A7C15L, k * 0xBF58476D1CE4E5B9L + i),
                            "ET" + k,
                            "Votre colis est en cours d'acheminement",
                            Instant.ofEpochMilli(at)
                                    .atOffset(ZoneOffset.UTC)
                                    .toLocalDateTime()
                                    .toString(),
                            at,
                            status,
                            at + 3_600_000);
                    rows.addBatch();
                }
            }
            rows.executeBatch();
        }
    }

    private static void flags(PlainFile plain, int from, int until, Instant now) throws SQLException {
        try (PreparedStatement flags = plain.prepare("""
            insert into flag (parcel_id, kind, episode, state, step, for_staff, for_customer, since_at,
                raised_at, stepped_at, rule, reason_key, reason_args, settled_at)
            values (?, ?, 1, 'OPEN', 1, ?, 0, ?, ?, ?, 'late/1', 'closed.no-longer', '{}', ?)
            """);
                PreparedStatement cases = plain.prepare("""
                    insert into service_case (parcel_id, order_id, kind, priority, state, opened_at, due_at, owner)
                    values (?, ?, 'LATE', 3, 'OPEN', ?, ?, ?)
                    """)) {
            for (int i = (from + 9) / 10 * 10; i <= until; i += 10) {
                long at = now.minus(Duration.ofMinutes(i % 7_000)).toEpochMilli();
                PlainFile.bind(flags, i, FLAGS[i / 10 % FLAGS.length], i % 100 == 0 ? 1 : 0, at, at, at, at);
                flags.addBatch();
                if (i % 100 == 0) {
                    long due = now.plus(Duration.ofMinutes(i % 10_000)).toEpochMilli();
                    PlainFile.bind(cases, i, i, at, due, i % 300 == 0 ? "sam" : null);
                    cases.addBatch();
                }
            }
            flags.executeBatch();
            cases.executeBatch();
        }
    }

    /// Statements of the fourth and third last day.
    private static long saidAt(int i, int statement, Instant now) {
        return now.minus(Duration.ofDays(4))
                .plusSeconds(i % 30_000)
                .plus(Duration.ofHours(6L * statement))
                .toEpochMilli();
    }

    /// Changes with the tables.
    private static String schema() throws IOException {
        CRC32 sum = new CRC32();
        for (String tables : List.of("migration/V1__watch.sql", "sqlite/V1_1__search.sql")) {
            try (InputStream in =
                    Objects.requireNonNull(Database.class.getResourceAsStream("/prevenance/store/" + tables))) {
                sum.update(in.readAllBytes());
            }
        }
        return Long.toHexString(sum.getValue());
    }
}
