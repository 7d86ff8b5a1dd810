package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import prevenance.config.Problems;

class ShippedCarriersTest {
    @Test
    void everyDefinitionIsReadWithoutProblem() {
        Problems problems = new Problems();
        CarrierCatalog catalog = CarrierCatalog.load(Path.of("carriers"), problems);
        assertThat(problems.list()).isEmpty();
        assertThat(catalog.codes()).contains("laposte");
    }
}
