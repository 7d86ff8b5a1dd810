package prevenance.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import prevenance.testing.GeneratedParcel.Fate;

class GeneratedHistoryTest {
    private final GeneratedHistory history = GeneratedHistory.of(7, 5_000);

    @Test
    void theSameSeedGivesTheSameHistory() {
        assertThat(GeneratedHistory.of(7, 5_000).parcels()).isEqualTo(history.parcels());
        assertThat(GeneratedHistory.of(8, 5_000).parcels()).isNotEqualTo(history.parcels());
    }

    @Test
    void someAreLateSomeNeverComeAndMostComeInTime() {
        long late = history.parcels().stream().filter(GeneratedParcel::late).count();
        assertThat(late).isBetween(250L, 900L);
        assertThat(count(Fate.LOST)).isBetween(10L, 60L);
        assertThat(count(Fate.RETURNED)).isBetween(20L, 100L);
    }

    @Test
    void eachStoryIsInOrderAndEndsAsItsParcelDid() {
        for (GeneratedParcel parcel : history.parcels()) {
            List<GeneratedEvent> events = parcel.events();
            assertThat(events).isSortedAccordingTo(Comparator.comparing(GeneratedEvent::occurredAt));
            if (parcel.deliveredAt() != null) {
                assertThat(events.getLast().occurredAt()).isEqualTo(parcel.deliveredAt());
                assertThat(events.getLast().status().isFinal()).isTrue();
                assertThat(parcel.deliveredAt()).isAfter(parcel.handedOverAt());
            }
            assertThat(parcel.handedOverAt()).isAfter(parcel.orderedAt());
        }
    }

    private long count(Fate fate) {
        return history.parcels().stream().filter(p -> p.fate() == fate).count();
    }
}
