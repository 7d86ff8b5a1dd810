package prevenance.message.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Whatever a server answers has a meaning, and whatever a customer is called stays in its header.
class MailFuzzTest {
    private static final Set<String> HEADERS = Set.of(
            "date",
            "from",
            "reply-to",
            "to",
            "message-id",
            "subject",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "content-language",
            "auto-submitted",
            "x-auto-response-suppress",
            "x-prevenance-notification",
            "precedence");

    private final LetterWriter writer = new LetterWriter();

    @FuzzTest(maxDuration = "2m")
    void anAnswerHasAMeaningAndItsTextNoLineBreak(FuzzedDataProvider data) {
        ServerAnswer answer = new ServerAnswer(
                data.pickValue(Stage.values()),
                data.consumeInt(-1, 700),
                data.consumeString(2000),
                data.consumeRemainingAsString());
        SendResult meaning = answer.meaning();
        assertThat(meaning).isNotNull();
        assertThat(answer.shortCode()).matches("-?\\d{1,3}( [245]\\.\\d{1,3}\\.\\d{1,3})?");
    }

    @FuzzTest(maxDuration = "3m")
    void aLetterHasOurHeadersAndNoOther(FuzzedDataProvider data) {
        Letter letter = new Letter(
                "Maison Exemple",
                "service@example.org",
                data.consumeBoolean() ? "reply@example.org" : null,
                data.consumeString(60),
                data.consumeBoolean() ? "camille@example.org" : data.consumeString(60),
                data.consumeString(120),
                data.consumeString(300),
                data.consumeRemainingAsString(),
                "<pv-1@example.org>",
                Instant.parse("2026-11-22T12:00:00Z").atZone(ZoneOffset.UTC),
                "n-1",
                Locale.FRENCH);
        if (!(writer.write(letter) instanceof WrittenLetter.Ready(byte[] bytes))) {
            return;
        }
        String mail = new String(bytes, StandardCharsets.ISO_8859_1);
        List<ReadLetter.HeaderLine> headers = ReadLetter.of(bytes).headers();
        assertThat(headers)
                .extracting(line -> line.name().toLowerCase(Locale.ROOT))
                .isSubsetOf(HEADERS);
        assertThat(headers)
                .filteredOn(line -> line.name().equalsIgnoreCase("To"))
                .hasSize(1);
        // What a server that takes a bare line break for one would read as the end (SMTP smuggling).
        assertThat(mail.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(mail).doesNotContain("\0");
    }
}
