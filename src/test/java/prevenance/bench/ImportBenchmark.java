package prevenance.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import prevenance.app.MeasuredProgram;
import prevenance.intake.ImportKind;
import prevenance.intake.ImportProgress;
import prevenance.intake.ImportReport;
import prevenance.intake.ImportSource;
import prevenance.intake.SearchText;
import prevenance.store.Database;

/// Taking in a file of orders, one parcel each: read, checked, compared with what is known, stored. Beside it plain
/// batches of the same rows.
record ImportBenchmark() implements Benchmark {
    /// Orders in one transaction, as the import has it.
    private static final int TOGETHER = 500;

    private static final Instant SHIPPED = Instant.parse("2026-11-20T13:05:00Z");

    @Override
    public String name() {
        return "import";
    }

    @Override
    public List<Figure> run(Place place) throws Exception {
        int rows = place.size().of(200, 5_000, 50_000);
        Path config = Polls.config(place.folder(), "http://127.0.0.1:9");
        Path other = place.folder().resolve("plain.db");
        Database.open(other, Database.Use.VERB).close();
        int[] turns = new int[2];
        try (MeasuredProgram program = MeasuredProgram.open(config, Path.of(""), InstantSource.system());
                PlainFile plain = PlainFile.durable(other)) {
            Rounds.Pair pair = Rounds.of(
                    place.size().of(1, 3, 5),
                    place.progress(),
                    () -> ours(program, file(place.folder(), turns[0]++ * rows, rows), rows),
                    () -> plain(plain, turns[1]++ * rows, rows));
            return List.of(Figure.share(
                    "order import",
                    "rows/s",
                    pair,
                    "plain JDBC batches",
                    0.5,
                    "an order and a parcel each, " + TOGETHER + " a commit; SQLite"));
        }
    }

    private static Path file(Path folder, int first, int rows) throws IOException {
        Path file = folder.resolve("orders.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("order,carrier,tracking_number,shipped_at,promised_date,customer_name,email,phone,locale,country,"
                    + "postcode,service,value,currency,items\n");
            for (int i = first; i < first + rows; i++) {
                out.write(ManyParcels.order(i) + ",laposte," + Polls.number(i) + ",2026-11-20T14:05,2026-11-24,"
                        + ManyParcels.customer(i) + "," + ManyParcels.email(i)
                        + ",+33 1 99 00 00 00,fr-FR,FR,75001,Colissimo,\"129,90\",EUR,\"1 lamp, 2 bulbs\"\n");
            }
        }
        return file;
    }

    private static double ours(MeasuredProgram program, Path file, int rows) throws IOException {
        long start = System.nanoTime();
        ImportReport report = program.program()
                .imports()
                .read(ImportKind.ORDERS, ImportSource.file(file), Instant.now(), ImportProgress.NONE);
        double measured = Rounds.perSecond(rows, start);
        if (report.added() != rows) {
            throw new IllegalStateException("of " + rows + " rows " + report.added() + " came in");
        }
        return measured;
    }

    private static double plain(PlainFile file, int first, int rows) throws SQLException {
        long now = System.currentTimeMillis();
        List<String> texts = java.util.stream.IntStream.range(first, first + rows)
                .mapToObj(i -> SearchText.fold(ManyParcels.customer(i) + " " + ManyParcels.email(i)))
                .toList();
        long start = System.nanoTime();
        try (PreparedStatement orders = file.prepare("""
            insert into customer_order (id, number, customer_name, email, search_text, phone, locale,
                country, postcode, imported_at, updated_at)
            values (?, ?, ?, ?, ?, '+33199000000', 'fr-FR', 'FR', '75001', ?, ?)
            """);
                PreparedStatement parcels = file.prepare("""
                    insert into parcel (order_id, carrier, tracking_number, leg, service, shipped_at, promise_date,
                        value_minor, currency, items, imported_at, updated_at, next_poll_at, assess_after)
                    values (?, 'laposte', ?, 'OUTBOUND', 'Colissimo', ?, '2026-11-24', 12990, 'EUR',
                        '1 lamp, 2 bulbs', ?, ?, ?, ?)
                    """)) {
            for (int i = 0; i < rows; i++) {
                int id = first + i + 1;
                orders.setLong(1, id);
                orders.setString(2, ManyParcels.order(first + i));
                orders.setString(3, ManyParcels.customer(first + i));
                orders.setString(4, ManyParcels.email(first + i));
                orders.setString(5, texts.get(i));
                orders.setLong(6, now);
                orders.setLong(7, now);
                orders.addBatch();
                parcels.setLong(1, id);
                parcels.setString(2, Polls.number(first + i));
                parcels.setLong(3, SHIPPED.toEpochMilli());
                parcels.setLong(4, now);
                parcels.setLong(5, now);
                parcels.setLong(6, now + i * 5L);
                parcels.setLong(7, now);
                parcels.addBatch();
                if (i % TOGETHER == TOGETHER - 1 || i == rows - 1) {
                    orders.executeBatch();
                    parcels.executeBatch();
                    file.commit();
                }
            }
        }
        return Rounds.perSecond(rows, start);
    }
}
