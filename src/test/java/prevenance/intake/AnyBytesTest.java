package prevenance.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.intake.ShopDesk.HEADER;
import static prevenance.intake.ShopDesk.NOW;
import static prevenance.intake.ShopDesk.ROW;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnyBytesTest {
    private static final String PIECES = "\"\",;\t\n\r\u0000é€\uFEFF1=+@-./:€ A6Z";

    private static final List<ImportKind> KINDS = List.of(ImportKind.values());

    @TempDir
    Path folder;

    @Test
    void whateverAFileHoldsTheAnswerIsAReportThatAddsUp() {
        Random random = new Random(20261123);
        try (ShopDesk desk = new ShopDesk(folder)) {
            for (int i = 0; i < 600; i++) {
                byte[] bytes = file(random, i);
                ImportKind kind = KINDS.get(random.nextInt(KINDS.size()));
                ImportReport report = desk.read(kind, bytes, NOW);
                assertThat(report.added() + report.changed() + report.unchanged() + report.rejected())
                        .as("file %d", i)
                        .isEqualTo(report.rows());
                assertThat(report.toText()).as("file %d", i).isNotEmpty();
                assertThat(desk.read(kind, bytes, NOW).added())
                        .as("file %d again", i)
                        .isZero();
            }
        }
    }

    private static byte[] file(Random random, int i) {
        if (i % 3 == 0) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            return bytes;
        }
        StringBuilder text = new StringBuilder(
                i % 2 == 0 ? "reference,order,amount,triggered_at,carrier,tracking_number,shipped_at\n" : HEADER);
        for (int row = random.nextInt(6); row >= 0; row--) {
            text.append(ROW.replace("A-1", "A-" + random.nextInt(9)).replace("00001", "0000" + random.nextInt(9)));
        }
        for (int change = random.nextInt(12); change > 0; change--) {
            int at = random.nextInt(text.length());
            char piece = PIECES.charAt(random.nextInt(PIECES.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, piece);
                case 1 -> text.insert(at, piece);
                default -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(30)));
            }
        }
        return text.toString().getBytes(random.nextBoolean() ? StandardCharsets.UTF_8 : FileScan.WINDOWS_1252);
    }
}
