package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.watch.Coverage.Reason;

class CoverageTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    @TempDir
    Path folder;

    @Test
    void whatWasNotReadIsListedWithItsReasonLongestUnreadFirst() {
        MakeBelieveCarriers carriers = new MakeBelieveCarriers()
                .carrier("down", 1, 1)
                .carrier("off", 1, 1)
                .carrier("resting", 1, 1)
                .carrier("spent", 1, 1, MakeBelieveCarriers.limit(2, Duration.ofDays(1)))
                .carrier("well", 1, 1);
        try (Shop shop = new Shop(folder)) {
            shop.sql("insert into feed_outage (carrier, began_at, noticed_at, cause) values ('down', 1, 1,"
                    + " 'FAILED_READS')");
            shop.sql("insert into carrier_health (carrier, state, paused_until, failures) values ('resting', 'RESTING',"
                    + ms(NOW.plusSeconds(60)) + ", 1)");
            shop.sql("insert into carrier_quota values ('spent', 86400000, " + ms(NOW.minusSeconds(3600)) + ", 2)");
            parcel(shop, "down", 40, -1, "unreachable");
            parcel(shop, "off", 39, 5, "refused");
            parcel(shop, "resting", 38, 0, "answered");
            parcel(shop, "spent", 37, -1, "answered");
            parcel(shop, "well", 36, -1, "answered");
            parcel(shop, "well", 35, 1, "unreachable");
            parcel(shop, "well", 34, 1, "refused");
            parcel(shop, "well", 32, 12, "ambiguous");
            parcel(shop, "well", 33, 12, "answered");
            parcel(shop, "well", 23, 1, "answered");
            long ended = parcel(shop, "well", 50, 1, "answered");
            shop.sql("update parcel set milestone = 'DELIVERED' where id = " + ended);
            shop.parcel("well", "FRESH", null, NOW.minusSeconds(60));
            shop.sql(
                    "update parcel set next_poll_at = " + ms(NOW.plusSeconds(60)) + " where tracking_number = 'FRESH'");
            CoverageStore store = new CoverageStore(carriers, code -> !code.equals("off"));
            Coverage coverage = shop.database.<Coverage>read(tx -> store.count(tx, NOW));
            assertThat(coverage)
                    .isEqualTo(new Coverage(
                            11,
                            1,
                            Map.of(
                                    Reason.CARRIER_DOWN, 1L,
                                    Reason.NO_CREDENTIALS, 1L,
                                    Reason.PAUSED, 1L,
                                    Reason.QUOTA, 1L,
                                    Reason.WAITING, 1L,
                                    Reason.FAILED, 1L,
                                    Reason.REFUSED, 1L,
                                    Reason.AMBIGUOUS, 1L,
                                    Reason.NOT_DUE, 1L,
                                    Reason.NEW, 1L)));
            List<Coverage.Unread> unread = shop.database.<List<Coverage.Unread>>read(tx -> store.unread(tx, NOW, 3));
            assertThat(unread)
                    .extracting(Coverage.Unread::reason)
                    .containsExactly(Reason.NEW, Reason.CARRIER_DOWN, Reason.NO_CREDENTIALS);
        }
    }

    private static long parcel(Shop shop, String carrier, int answeredHoursAgo, int nextInHours, String outcome) {
        long id = shop.parcel(carrier, "N" + answeredHoursAgo, null, NOW.minus(Duration.ofDays(5)));
        shop.sql(
                "update parcel set last_answered_at = %d, last_polled_at = %d, next_poll_at = %d, last_outcome = '%s' where id = %d"
                        .formatted(
                                ms(NOW.minus(Duration.ofHours(answeredHoursAgo))),
                                ms(NOW.minus(Duration.ofHours(answeredHoursAgo))),
                                ms(NOW.plus(Duration.ofHours(nextInHours))),
                                outcome,
                                id));
        return id;
    }

    private static long ms(Instant at) {
        return at.toEpochMilli();
    }
}
