package prevenance.bench;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import prevenance.app.MeasuredProgram;

/// Mails from the outbox to a server that takes everything: claimed, rendered, written down, handed over, marked as
/// sent. Beside it Angus Mail hands the same bytes to the same server, over as many kept connections.
record MailBenchmark() implements Benchmark {
    private static final int CONNECTIONS = 8;

    private static final class Mail {
        private final String recipient;
        private final byte[] bytes;

        Mail(String recipient, byte[] bytes) {
            this.recipient = recipient;
            this.bytes = bytes;
        }
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public List<Figure> run(Place place) throws Exception {
        int mails = place.size().of(20, 500, 3_000);
        int rounds = place.size().of(1, 3, 5);
        Path file = Files.createDirectories(place.folder().resolve("data")).resolve("prevenance.db");
        news(file, mails * (rounds + 1));
        try (OwnProcess sink = OwnProcess.start(MailSink.class, List.of("-Xmx128m"))) {
            int port = Integer.parseInt(sink.line());
            Path config =
                    Files.writeString(place.folder().resolve("prevenance.yaml"), """
                        shop: { name: Maison Exemple, sender: service@example.org }
                        mail: { host: 127.0.0.1, port: %d, security: none, workers: %d }
                        messages: { quiet-from: none }
                        incidents: { enabled: false }
                        """.formatted(port, CONNECTIONS));
            List<Mail> same = new ArrayList<>();
            int[] turn = new int[1];
            try (MeasuredProgram program = MeasuredProgram.open(config, Path.of(""), InstantSource.system())) {
                Rounds.Pair pair = Rounds.of(
                        rounds,
                        place.progress(),
                        () -> {
                            queue(program, turn[0]++ * mails, mails);
                            double measured = ours(program, mails);
                            same.clear();
                            same.addAll(sent(program, mails));
                            return measured;
                        },
                        () -> angus(port, same));
                return List.of(Figure.share(
                        "mails through the outbox to a sink",
                        "mails/s",
                        pair,
                        "Angus Mail with the same bytes",
                        0.8,
                        CONNECTIONS + " kept connections; two commits a mail; SQLite"));
            }
        }
    }

    /// Parcels whose first scan is news.
    private static void news(Path file, int parcels) throws SQLException {
        ManyParcels.make(file, parcels);
        long at = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
        try (PlainFile plain = PlainFile.reckless(file)) {
            plain.run(List.of(
                    "delete from case_flag",
                    "delete from service_case",
                    "delete from flag",
                    "delete from tracking_event",
                    "update parcel set status = 'accepted.scanned', milestone = 'ACCEPTED', status_at = " + at
                            + ", last_event_at = " + at + ", first_scan_at = " + at + ", shipped_at = " + at
                            + ", imported_at = " + at,
                    "insert into tracking_event (parcel_id, identity, carrier_code, carrier_text, occurred_local,"
                            + " utc_offset, occurred_at, status, informational, recorded_at) select id, 'one', 'PC1',"
                            + " 'Pris en charge', strftime('%Y-%m-%dT%H:%M:%S', " + at + " / 1000, 'unixepoch'),"
                            + " '+00:00', " + at + ", 'accepted.scanned', 0, " + at + " from parcel"));
        }
    }

    /// The desk makes the messages of it.
    private static void queue(MeasuredProgram program, int from, int mails) {
        Instant now = Instant.now();
        program.database()
                .execute(tx -> tx.handle()
                        .createUpdate("update parcel set desk_due_at = :now where id > :from and id <= :from + :mails")
                        .bind("now", now)
                        .bind("from", from)
                        .bind("mails", mails)
                        .execute());
        while (count(program, "select count(*) from parcel where desk_due_at <= " + now.toEpochMilli()) > 0) {
            program.ring("desk", now);
        }
        long queued = count(program, "select count(*) from outbox_message where state = 'QUEUED'");
        if (queued != mails) {
            throw new IllegalStateException("of " + mails + " mails " + queued + " were queued");
        }
    }

    private static double ours(MeasuredProgram program, int mails) {
        long start = System.nanoTime();
        program.ring("send", Instant.now());
        double measured = Rounds.perSecond(mails, start);
        long left = count(program, "select count(*) from outbox_message where state <> 'SENT'");
        if (left > 0) {
            throw new IllegalStateException(left + " mails were not sent");
        }
        return measured;
    }

    private static List<Mail> sent(MeasuredProgram program, int mails) {
        return program.database()
                .read(tx -> tx.handle()
                        .createQuery("select recipient, archive from outbox_message order by id desc limit :mails")
                        .bind("mails", mails)
                        .map((row, _) -> new Mail(row.getString("recipient"), row.getBytes("archive")))
                        .list());
    }

    private static long count(MeasuredProgram program, String query) {
        return program.database()
                .<Long>read(
                        tx -> tx.handle().createQuery(query).mapTo(Long.class).one());
    }

    private static double angus(int port, List<Mail> mails) throws InterruptedException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(port));
        properties.put("mail.smtp.from", "service@example.org");
        properties.put("mail.smtp.socketFactory", new PromptSockets());
        Session session = Session.getInstance(properties);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger sent = new AtomicInteger();
        List<Thread> workers = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < CONNECTIONS; i++) {
            workers.add(Thread.ofVirtual().start(() -> {
                try (Transport transport = session.getTransport("smtp")) {
                    transport.connect();
                    for (int mine = next.getAndIncrement(); mine < mails.size(); mine = next.getAndIncrement()) {
                        send(session, transport, mails.get(mine));
                        sent.incrementAndGet();
                    }
                } catch (MessagingException | IOException failed) {
                    throw new IllegalStateException(failed);
                }
            }));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        double measured = Rounds.perSecond(mails.size(), start);
        if (sent.get() != mails.size()) {
            throw new IllegalStateException(sent + " of " + mails.size() + " mails were taken");
        }
        return measured;
    }

    private static void send(Session session, Transport transport, Mail mail) throws MessagingException, IOException {
        try (ByteArrayInputStream bytes = new ByteArrayInputStream(mail.bytes)) {
            MimeMessage message = new MimeMessage(session, bytes);
            transport.sendMessage(message, new Address[] {new InternetAddress(mail.recipient)});
        }
    }
}
