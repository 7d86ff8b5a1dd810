package prevenance.message.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

class GuardedSocketsTest {
    private final GuardedSockets sockets = new GuardedSockets(null);

    @Test
    void aSocketThatIsShownInTimeIsClosedAtTheDeadline() throws IOException {
        try (Socket shown = sockets.watch(new Socket())) {
            assertThat(shown.isClosed()).isFalse();

            sockets.cut();

            assertThat(shown.isClosed()).isTrue();
        }
    }

    @Test
    void aSocketThatIsShownAfterTheDeadlineIsClosedAtOnce() throws IOException {
        sockets.cut();

        try (Socket shown =
                new GuardedTls((SSLSocketFactory) SSLSocketFactory.getDefault(), sockets::watch).createSocket()) {
            assertThat(shown.isClosed()).isTrue();
        }
    }

    @Test
    void afterTheDeadlineNoSocketIsMadeUntilTheNextMailBegins() throws IOException {
        sockets.cut();
        assertThatThrownBy(sockets::createSocket).hasMessage("the deadline has passed");

        sockets.refill();

        try (Socket made = sockets.createSocket()) {
            assertThat(made.isClosed()).isFalse();
        }
    }
}
