package prevenance.page;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Who tried links that open nothing. An address that did so often has to wait; kept in memory only.
final class Visitors {
    /// So many wrong links at once, and then one for each [#ONE_MORE].
    static final int AT_ONCE = 30;

    static final Duration ONE_MORE = Duration.ofSeconds(20);
    private static final int MOST_ADDRESSES = 20_000;

    /// How many wrong links an address may still try.
    private record Allowance(double left, Instant at) {
        Allowance atTime(Instant now) {
            double grown = left + Math.max(0, (double) Duration.between(at, now).toMillis()) / ONE_MORE.toMillis();
            return new Allowance(Math.min(AT_ONCE, grown), now);
        }
    }

    private final Map<String, Allowance> allowances = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    /// Whether an address may try a link now.
    synchronized boolean mayTry(String address, Instant now) {
        Allowance allowance = allowances.get(address);
        return allowance == null || allowance.atTime(now).left() >= 1;
    }

    /// A link of that address opened nothing.
    synchronized void failed(String address, Instant now) {
        allowances.compute(address, (_, before) -> {
            Allowance allowance = before == null ? new Allowance(AT_ONCE, now) : before.atTime(now);
            return new Allowance(Math.max(0, allowance.left() - 1), now);
        });
    }
}
