package prevenance.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ListenerTest {
    private static final SecurityHeaders HEADERS = new SecurityHeaders(false, "no-referrer");

    @Test
    void oneListenerTakesAnothersPlaceWithoutTurningAnybodyAway() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Listener old = open(ListenerSettings.local(), context -> {
            begun.countDown();
            mayEnd.await();
            context.result("old");
        });
        CompletableFuture<String> underWay = CompletableFuture.supplyAsync(() -> get(old.port()));
        begun.await();
        try (Listener next = open(ListenerSettings.local().takingOver(old.port()), context -> context.result("new"))) {
            assertThat(next.port()).isEqualTo(old.port());
            CompletableFuture<Void> closed = CompletableFuture.runAsync(old::close);
            mayEnd.countDown();
            assertThat(underWay.join()).isEqualTo("old");
            closed.join();
            assertThat(get(next.port())).isEqualTo("new");
        }
    }

    @Test
    void aPortThatIsTakenIsSharedWithNobodyElse() {
        try (Listener first = open(ListenerSettings.local(), context -> context.result("first"))) {
            ListenerSettings same = new ListenerSettings(true, "127.0.0.1", first.port(), null, false, false);
            assertThatThrownBy(() -> open(same, context -> context.result("second")))
                    .isInstanceOf(ListenException.class)
                    .hasMessage("cannot listen on 127.0.0.1:" + first.port()
                            + " (test): choose another 'port' in the section 'test', or stop what uses it");
            assertThat(same.takingOver(first.port() + 1).takesOver())
                    .as("another port is nobody's to take over")
                    .isFalse();
        }
    }

    private interface Answer {
        void give(Context context) throws InterruptedException;
    }

    private static Listener open(ListenerSettings settings, Answer answer) {
        return Listener.start("test", settings, HEADERS, new Site() {
            @Override
            public void addTo(JavalinDefaultRoutingApi routes) {
                routes.get("/", context -> answer.give(context));
            }

            @Override
            public void failed(Context context, int status) {
                context.result("status " + status);
            }
        });
    }

    private static String get(int port) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException failed) {
            return failed.toString();
        }
    }
}
