package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What a careful colleague finds in templates, and what the program's own must not hold.
class TemplateLintTest {
    private static final TemplateFiles OWN = own();

    private static TemplateFiles own() {
        try {
            return TemplateFiles.read(Path.of("templates"), new ArrayList<>());
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    void theProgramsOwnTemplatesHoldNothingThatTheLintFinds() {
        List<TemplateFinding> findings = new ArrayList<>();
        for (String name : OWN.names()) {
            findings.addAll(TemplateLint.of(name, Objects.requireNonNull(OWN.text(name)), OWN));
        }
        assertThat(findings).isEmpty();
    }
}
