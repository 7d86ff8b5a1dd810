package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Customers look at their pages while many others try links that open nothing: 200 questions a second, half of each.
/// They come through a proxy that names where they come from; a few addresses try much, many try once.
@ExtendWith(FaultReport.class)
class PageLoadTest {
    private static final int PER_SECOND = 200;
    private static final int SECONDS = Form.of(5, 120);
    private static final int CUSTOMERS = 20;
    private static final int PARCELS_MEANWHILE = 5;
    private static final int INSISTENT = 4;
    private static final int KB = 1024;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Random random = new Random(Form.SEED);
    private final HttpClient client = HttpClient.newHttpClient();

    /// An answer to a question.
    private record Answer(boolean customer, int status, boolean own, long nanos) {}

    @Test
    void whileManyTryWrongLinksEveryCustomerSeesHisPageAndTheWorkGoesOn() throws Exception {
        try (FaultRig rig = new FaultRig(folder)) {
            int health = rig.open("health");
            int page = rig.openPage();
            Daemon daemon = rig.start(List.of(), List.of("-Xmx256m"));
            List<Parcel> parcels = rig.ship(CarrierFormat.LA_POSTE, CUSTOMERS);
            rig.say(parcels, Word.TAKEN);
            assertThat(rig.oracle().awaitAll(Form.patience()))
                    .as("%s", daemon.lastWords())
                    .isTrue();
            List<AcceptedMail> mails = List.copyOf(rig.mail().journal().mails());
            assertThat(mails)
                    .hasSize(CUSTOMERS)
                    .allSatisfy(mail -> assertThat(mail.page()).isNotEmpty());

            long questions = rig.carrier(CarrierFormat.LA_POSTE).requests();
            long resident = 0;
            ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
            long begin = System.nanoTime();
            try (ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < PER_SECOND * SECONDS; i++) {
                    // By the clock and not by the answers: who is kept waiting does not make the others come later.
                    Daemon.pause(Duration.ofNanos(begin + i * (1_000_000_000L / PER_SECOND) - System.nanoTime()));
                    AcceptedMail mail = mails.get(random.nextInt(mails.size()));
                    HttpRequest request = i % 2 == 0
                            ? request(page, mail.page(), "203.0.113." + (i / 2 % CUSTOMERS + 1))
                            : request(page, wrong(mail.page()), stranger());
                    boolean customer = i % 2 == 0;
                    visitors.execute(() -> answers.add(ask(request, customer, mail)));
                    if (i % PER_SECOND == 0) {
                        rig.say(rig.ship(CarrierFormat.LA_POSTE, PARCELS_MEANWHILE), Word.TAKEN);
                        resident = Math.max(resident, daemon.residentKb());
                    }
                }
            }
            double perSecond = answers.size() * 1e9 / (System.nanoTime() - begin);
            assertThat(rig.oracle().awaitAll(Form.patience()))
                    .as("%s", daemon.lastWords())
                    .isTrue();
            Figures.note(
                    "R5.5",
                    "customers' page, %.0f/s, half of them wrong".formatted(perSecond),
                    "answers %s, p95 of customers %d ms, of strangers %d ms, resident at most %d MB, questions to the carrier meanwhile %d"
                            .formatted(
                                    statuses(answers),
                                    p95(answers, true),
                                    p95(answers, false),
                                    resident / KB,
                                    rig.carrier(CarrierFormat.LA_POSTE).requests() - questions));

            assertThat(answers).hasSize(PER_SECOND * SECONDS);
            assertThat(answers.stream().filter(Answer::customer))
                    .as("every customer sees his own order")
                    .allMatch(answer -> answer.status() == 200 && answer.own());
            assertThat(answers.stream().filter(answer -> !answer.customer()).map(Answer::status))
                    .as("nobody else sees anything, and who insists has to wait")
                    .contains(404, 429)
                    .containsOnly(404, 429);
            assertThat(answers).noneMatch(answer -> !answer.customer() && answer.own());
            assertThat(rig.quiesce().doubles()).isEmpty();
            HttpResponse<String> beats = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health + "/healthz"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(beats.statusCode()).as(beats.body()).isEqualTo(200);
            assertThat(daemon.isAlive()).as("%s", daemon.lastWords()).isTrue();
            assertThat(daemon.ownLog()).doesNotContain("ERROR", "/p/");
        }
    }

    private Answer ask(HttpRequest request, boolean customer, AcceptedMail mail) {
        long begin = System.nanoTime();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            String order = mail.recipient().replaceFirst("c(\\d+)@.*", "A$1");
            return new Answer(
                    customer, response.statusCode(), response.body().contains(order), System.nanoTime() - begin);
        } catch (IOException failed) {
            return new Answer(customer, 0, false, System.nanoTime() - begin);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static HttpRequest request(int port, String path, String from) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-Forwarded-For", from)
                .timeout(LONGEST)
                .build();
    }

    /// A link with one sign changed, one cut short, a long one, and one that never was one.
    private String wrong(String path) {
        int at = "/p/".length() + random.nextInt(path.length() - "/p/".length());
        return switch (random.nextInt(4)) {
            case 0 -> path.substring(0, at) + (path.charAt(at) == 'x' ? 'y' : 'x') + path.substring(at + 1);
            case 1 -> path.substring(0, Math.max("/p/x".length(), at));
            case 2 -> path + "x".repeat(4 * KB);
            default -> "/p/" + Long.toHexString(random.nextLong());
        };
    }

    /// Some come again and again, the others once.
    private String stranger() {
        return random.nextInt(2) == 0
                ? "198.51.100." + random.nextInt(INSISTENT)
                : "2001:db8:%x:%x::1".formatted(random.nextInt(1 << 16), random.nextInt(1 << 16));
    }

    private static Map<String, Integer> statuses(Iterable<Answer> answers) {
        Map<String, Integer> statuses = new TreeMap<>();
        answers.forEach(answer ->
                statuses.merge((answer.customer() ? "customer " : "stranger ") + answer.status(), 1, Integer::sum));
        return statuses;
    }

    private static long p95(Iterable<Answer> answers, boolean customers) {
        List<Long> nanos = new ArrayList<>();
        answers.forEach(answer -> {
            if (answer.customer() == customers) {
                nanos.add(answer.nanos());
            }
        });
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length * 95 / 100] / 1_000_000;
    }
}
