package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccentsTest {
    @Test
    void textsLoseCaseAndAccents() {
        assertThat(Accents.fold("Livré à l’accueil, cœur d\u00A0Île, Straße, Ołtarz, e\u0301te\u0301"))
                .isEqualTo("LIVRE A L'ACCUEIL, CŒUR D ILE, STRASSE, OŁTARZ, ETE");
    }

    @Test
    void letterByLetterIsAsTheWholeText() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            int among = random.nextBoolean() ? 0x180 : 0x2100;
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(random.nextInt(9) == 0 ? '\u2019' : (char) random.nextInt(among));
            }
            assertThat(Accents.fold(text.toString())).as("%s", text).isEqualTo(whole(text.toString()));
        }
    }

    private static String whole(String text) {
        return Normalizer.normalize(text.replace('\u2019', '\'').replace('\u00A0', ' '), Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toUpperCase(Locale.ROOT);
    }
}
