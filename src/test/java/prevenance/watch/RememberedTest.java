package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;

    private final AtomicInteger reads = new AtomicInteger();
    private final Remembered<Integer> figure = new Remembered<>();

    @Test
    void aSmallShopReadsItsFiguresAnewEachTime() {
        try (Shop shop = new Shop(folder)) {
            shop.parcel("north", "N1", null, START);
            assertThat(figure(shop, START)).isEqualTo(1);
            assertThat(figure(shop, START)).isEqualTo(2);
        }
    }

    @Test
    void aLargeShopReadsThemOnceAMinute() {
        try (Shop shop = new Shop(folder)) {
            long parcel = shop.parcel("north", "N1", null, START);
            shop.sql("update parcel set id = 100000 where id = " + parcel);
            assertThat(figure(shop, START)).isEqualTo(1);
            assertThat(figure(shop, START.plusSeconds(59))).isEqualTo(1);
            assertThat(figure(shop, START.plusSeconds(60))).isEqualTo(2);
            assertThat(figure(shop, START)).as("the clock was set back").isEqualTo(3);
        }
    }

    private int figure(Shop shop, Instant now) {
        return shop.database.<Integer>read(tx -> figure.get(tx, now, reads::incrementAndGet));
    }
}
