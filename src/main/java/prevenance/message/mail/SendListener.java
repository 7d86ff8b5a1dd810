package prevenance.message.mail;

import java.time.Duration;

/// Is told how each attempt to hand over a mail went, on the thread that made it; to count, and never to throw.
@FunctionalInterface
public interface SendListener {
    /// @param took from its begin to the server's last word
    void sent(SendResult result, Duration took);
}
