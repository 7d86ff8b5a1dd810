package prevenance.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.node.Nodes;

/// Says every few seconds that this daemon lives, from before its stages begin until after they end, on a thread of its
/// own: whatever a stage is busy with, the others must not take it for dead.
final class Heart implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heart.class);

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private String lastFailure = "";

    private Heart(Nodes nodes, Duration every, InstantSource time) {
        thread = Thread.ofPlatform().name("nodes").daemon().start(() -> {
            try {
                while (!stopped.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                    beat(nodes, time);
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
    }

    static Heart start(Nodes nodes, Duration every, InstantSource time) {
        return new Heart(nodes, every, time);
    }

    private void beat(Nodes nodes, InstantSource time) {
        try {
            nodes.beatDue(time.instant());
            if (!lastFailure.isEmpty()) {
                lastFailure = "";
                LOG.info("the other daemons hear this one again");
            }
        } catch (RuntimeException failed) {
            if (!failed.toString().equals(lastFailure)) {
                lastFailure = failed.toString();
                LOG.atError()
                        .addKeyValue("reason", failed.toString())
                        .log("cannot tell the other daemons that this one lives");
            }
        }
    }

    /// Waits for a sign of life under way.
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
