package prevenance.health;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who started the program as a service and wants to hear how it is: systemd, by the protocol of sd_notify (man 3
/// sd_notify, stable since systemd 209). Where nobody listens, each call does nothing. What cannot be told is logged
/// and
/// never stops the program.
public final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final String SOCKET = "NOTIFY_SOCKET";
    private static final String WATCHDOG_MICROS = "WATCHDOG_USEC";
    private static final String WATCHDOG_PID = "WATCHDOG_PID";
    private static final int LONGEST_STATUS = 400;

    private final @Nullable NotifySocket socket;
    private final @Nullable Duration watchdog;
    private int lastError;
    private boolean closed;

    private Supervisor(@Nullable NotifySocket socket, @Nullable Duration watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /// As the environment says.
    ///
    /// @param pid of this process: a watchdog meant for another one is not ours to feed
    public static Supervisor of(Map<String, String> environment, long pid) {
        String name = environment.getOrDefault(SOCKET, "");
        if (name.isEmpty()) {
            return none();
        }
        try {
            return new Supervisor(
                    new NotifySocket(name), watchdog(environment, pid).orElse(null));
        } catch (RuntimeException unusable) {
            LOG.atWarn()
                    .addKeyValue("reason", unusable.getMessage())
                    .log("the service manager cannot be told anything");
            return none();
        }
    }

    /// Nobody listens.
    public static Supervisor none() {
        return new Supervisor(null, null);
    }

    private static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
        String other = environment.getOrDefault(WATCHDOG_PID, "");
        if (!other.isEmpty() && !other.equals(Long.toString(pid))) {
            return Optional.empty();
        }
        try {
            long micros = Long.parseLong(environment.getOrDefault(WATCHDOG_MICROS, "0"));
            return micros > 0 ? Optional.of(Duration.ofNanos(Math.multiplyExact(micros, 1_000L))) : Optional.empty();
        } catch (ArithmeticException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// Whether anybody listens.
    public boolean isPresent() {
        return socket != null;
    }

    /// How long the service manager waits for a sign of life before it ends the program; empty when it does not.
    public Optional<Duration> watchdog() {
        return Optional.ofNullable(watchdog);
    }

    /// It works: everything is open, scheduled and listening. Also after [#reloading].
    public void ready(String status) {
        tell("READY=1\nSTATUS=" + line(status));
    }

    /// It reads its configuration anew; [#ready] ends that.
    public synchronized void reloading(String status) {
        if (socket != null && !closed) {
            tell("RELOADING=1\nMONOTONIC_USEC=" + socket.monotonicMicros() + "\nSTATUS=" + line(status));
        }
    }

    /// It ends.
    public void stopping(String status) {
        tell("STOPPING=1\nSTATUS=" + line(status));
    }

    /// What it does now, for `systemctl status`: one line, without personal data.
    public void status(String status) {
        tell("STATUS=" + line(status));
    }

    /// A start that takes longer than usual, such as one with a migration, may go on for that long.
    public void needs(Duration time, String status) {
        tell("EXTEND_TIMEOUT_USEC=" + time.toNanos() / 1_000 + "\nSTATUS=" + line(status));
    }

    /// A sign of life.
    public void alive() {
        tell("WATCHDOG=1");
    }

    private static String line(String status) {
        String flat = status.replaceAll("\\p{Cntrl}+", " ").strip();
        return flat.length() > LONGEST_STATUS ? flat.substring(0, LONGEST_STATUS) : flat;
    }

    private synchronized void tell(String text) {
        if (socket == null || closed) {
            return;
        }
        int error = socket.send(text);
        if (error != 0 && error != lastError) {
            LOG.atWarn().addKeyValue("errno", error).log("the service manager does not listen");
        }
        lastError = error;
    }

    @Override
    public synchronized void close() {
        if (socket != null && !closed) {
            closed = true;
            socket.close();
        }
    }
}
