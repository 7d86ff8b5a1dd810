package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;

class ParcelListTest {
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;

    @Test
    void aListIsNarrowedByWhateverIsGivenAndStartsWithTheNewest() {
        try (Shop shop = new Shop(folder)) {
            shop.parcel("north", "N1", null, AT);
            shop.parcel("north", "N2", null, AT);
            shop.parcel("south", "S3", null, AT);
            shop.sql("update parcel set status = 'pickup.ready', milestone = 'AVAILABLE_FOR_PICKUP' where id = 2");
            Optional<String> no = Optional.empty();
            assertThat(numbers(shop, ParcelFilter.newest(10))).containsExactly("S3 A-3", "N2 A-2", "N1 A-1");
            assertThat(numbers(shop, ParcelFilter.newest(1))).containsExactly("S3 A-3");
            assertThat(numbers(
                            shop,
                            new ParcelFilter(
                                    Optional.of("north"), Optional.empty(), Optional.empty(), no, Optional.empty(), 9)))
                    .containsExactly("N2 A-2", "N1 A-1");
            assertThat(numbers(
                            shop,
                            new ParcelFilter(
                                    no,
                                    Optional.of(Milestone.AVAILABLE_FOR_PICKUP),
                                    Optional.of(TrackingStatus.PICKUP_READY),
                                    no,
                                    Optional.empty(),
                                    9)))
                    .containsExactly("N2 A-2");
            assertThat(numbers(
                            shop,
                            new ParcelFilter(
                                    no,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of("A-1"),
                                    Optional.of(new TrackingNumber("n 1")),
                                    9)))
                    .containsExactly("N1 A-1");
        }
    }

    private static List<String> numbers(Shop shop, ParcelFilter filter) {
        return shop.database.<List<ParcelRow>>read(tx -> new ParcelStore().list(tx, filter)).stream()
                .map(row -> row.parcel().trackingNumber() + " " + row.orderNumber())
                .toList();
    }
}
