package prevenance.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.privacy.Register.Table;
import prevenance.store.Database;
import prevenance.testing.TestStore;

/// What is done for one order, hundreds of times a night, never reads a whole table.
class PlanTest {
    @Test
    void theRowsOfAnOrderAndWhatGoesOnAboutItAreFoundByAnIndex(@TempDir Path folder) {
        assumeFalse(TestStore.isServer());
        Map<String, List<String>> scanned = new TreeMap<>();
        try (Database database = TestStore.open(folder.resolve("p.db"), Database.Use.DAEMON)) {
            database.read(tx -> {
                for (Table table : Register.get().ofOrders()) {
                    scanned.put(
                            table.name(),
                            PlanStore.scanned(
                                    tx, "select count(*) from " + table.name() + " where " + table.belongs()));
                }
                for (OpenMatter matter : OpenMatter.values()) {
                    scanned.put(matter.name(), PlanStore.scanned(tx, "select 1 where " + matter.exists(":order")));
                }
                return true;
            });
        }
        assertThat(scanned).hasSizeGreaterThan(20);
        scanned.values().removeIf(List::isEmpty);
        assertThat(scanned).isEmpty();
    }
}
