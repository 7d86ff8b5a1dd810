package prevenance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DeadlineWordsTest {
    @Test
    void everyKindHasItsNameInBothLanguagesAndBothKnowTheSameSources() {
        assertThat(DeadlineWords.keys(Locale.FRENCH)).isEqualTo(DeadlineWords.keys(Locale.ENGLISH));
        assertThat(Arrays.stream(DeadlineKind.values()).map(kind -> "kind." + kind))
                .isSubsetOf(DeadlineWords.keys(Locale.ENGLISH));
        assertThat(DeadlineWords.name(DeadlineKind.CLAIM, Locale.FRANCE)).isEqualTo("Envoyer la réclamation");
        assertThat(DeadlineWords.source("law.l216-1", Locale.GERMANY)).startsWith("L216-1 Code");
    }
}
