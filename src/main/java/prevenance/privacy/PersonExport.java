package prevenance.privacy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import prevenance.privacy.PersonStore.Order;
import prevenance.privacy.Register.Table;
import prevenance.store.Database;
import prevenance.store.Pseudonyms;
import prevenance.store.Tx;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// All that is stored about a person, for himself (GDPR, articles 15 and 20): `data.json` for programs, `index.html` to
/// read, the mails as they were sent and those that came back, the photos, the carriers' replies, and the rows about
/// him in files of the drop folder, in one zip.
final class PersonExport {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Database database;
    private final ZoneId zone;
    private final SpoolFiles spool;
    private final PersonStore people = new PersonStore();
    private final HoldingStore holdings = new HoldingStore();
    private final SweepStore sweep = new SweepStore();

    PersonExport(Database database, ZoneId zone, SpoolFiles spool) {
        this.database = database;
        this.zone = zone;
        this.spool = spool;
    }

    /// Writes the zip; false, and nothing is written, when nothing is known of him.
    ///
    /// @param locale of the readable part; null for the one he is written to in
    boolean write(Person person, @Nullable Locale locale, OutputStream out, Instant now) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        List<Order> orders = database.read(tx -> people.orders(tx, person));
        List<Trace> traces =
                database.<Traces>read(tx -> people.traces(tx, person, orders)).all();
        database.read(tx -> {
            // Read more than once when the transaction is tried again.
            files.clear();
            data.clear();
            data.putAll(collect(tx, person, orders, files, now));
            return true;
        });
        Map<String, Integer> elsewhere = database.read(tx -> sweep.count(tx, traces));
        spool(traces, files);
        if (orders.isEmpty() && data.get("addressSuppressed") == null && data.get("otherMails") == null) {
            return false;
        }
        // What stands elsewhere beside his own rows: in notes of colleagues about others, in kept filters.
        data.put("placesThatNameHim", elsewhere);
        Locale read = locale != null
                ? locale
                : orders.isEmpty()
                        ? Locale.ENGLISH
                        : Locale.of(orders.getFirst().locale());
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            put(zip, "index.html", ExportPage.html(data, read, zone).getBytes(StandardCharsets.UTF_8), now);
            put(zip, "data.json", JSON.writeValueAsBytes(data), now);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                put(zip, file.getKey(), file.getValue(), now);
            }
        }
        return true;
    }

    private Map<String, @Nullable Object> collect(
            Tx tx, Person person, List<Order> orders, Map<String, byte[]> files, Instant now) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("subject", person.email() != null ? person.email() : person.order());
        data.put("madeAt", now.toString());
        HoldingStore.Attachments attachments = (table, row, bytes, values) -> put(files, table, row, bytes, values);
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (Order order : orders) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            for (Table table : Register.get().ofOrders()) {
                List<Map<String, @Nullable Object>> rows = holdings.rows(tx, table, order.id(), attachments);
                if (!rows.isEmpty()) {
                    one.put(table.name(), rows);
                }
            }
            all.add(one);
        }
        data.put("orders", all);
        String email = person.email();
        if (email != null) {
            List<Map<String, @Nullable Object>> mails = new ArrayList<>();
            Table outbox = Register.get().table("outbox_message").orElseThrow();
            for (long id : people.otherMails(tx, email)) {
                mails.addAll(holdings.read(tx, outbox, "id = :id", "id", id, attachments));
            }
            data.put("otherMails", mails.isEmpty() ? null : mails);
            Table suppressed = Register.get().table("suppressed_address").orElseThrow();
            List<Map<String, @Nullable Object>> entry =
                    holdings.read(tx, suppressed, "address = :kept", "kept", kept(tx, email), attachments);
            data.put("addressSuppressed", entry.isEmpty() ? null : entry);
        }
        return data;
    }

    /// What the list of addresses that get no mail knows an address by.
    private static String kept(Tx tx, String email) {
        return Pseudonyms.find(tx).map(known -> known.ofAddress(email)).orElse(email);
    }

    private static String put(
            Map<String, byte[]> files, String table, long row, byte[] bytes, Map<String, @Nullable Object> values) {
        byte[] content = bytes;
        String name;
        switch (table) {
            case "outbox_message" -> name = "mails/" + row + ".eml";
            case "carrier_reply" -> {
                content = Unpacked.gunzip(bytes);
                String type = String.valueOf(values.get("media_type"));
                name = "replies/" + row + (type.contains("json") ? ".json" : type.contains("xml") ? ".xml" : ".txt");
            }
            case "attachment" -> {
                String given = String.valueOf(values.get("name"));
                String ending = given.matches(".*\\.[a-z]{3,4}") ? given.substring(given.lastIndexOf('.')) : ".bin";
                name = "photos/" + row + ending;
            }
            default -> name = "files/" + table + "-" + row + ".bin";
        }
        files.put(name, content);
        return name;
    }

    /// The rows about him in the files that were taken.
    private void spool(List<Trace> traces, Map<String, byte[]> files) {
        ByteSearch search = new ByteSearch(traces);
        for (Path file : spool.taken()) {
            try {
                byte[] his = SpoolFiles.naming(file, search::finds);
                if (his.length > 0) {
                    files.put("files/" + file.getFileName(), his);
                }
            } catch (IOException gone) {
                // Retention was faster.
            }
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes, Instant now) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(now.toEpochMilli());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
