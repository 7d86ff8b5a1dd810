package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// A figure over all parcels, which a large shop reads once a minute and a small one each time.
public final class Remembered<T> {
    /// So many parcels are gone through at once.
    private static final long LARGE = 100_000;

    private static final Duration FOR = Duration.ofMinutes(1);

    private final ParcelStore parcels = new ParcelStore();
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Read<T> last;

    private record Read<T>(Instant at, T value) {}

    /// The figure, in a large shop up to a minute old. One reads it at a time; whoever asks meanwhile is given the
    /// former one.
    public T get(Tx tx, Instant now, Supplier<T> read) {
        Read<T> known = last;
        if (known != null && parcels.newest(tx) >= LARGE && !now.isBefore(known.at())) {
            if (now.isBefore(known.at().plus(FOR)) || !reading.tryLock()) {
                return known.value();
            }
        } else {
            reading.lock();
        }
        try {
            T value = read.get();
            last = new Read<>(now, value);
            return value;
        } finally {
            reading.unlock();
        }
    }
}
