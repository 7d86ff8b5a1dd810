package prevenance.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaybooksTest {
    private final Playbooks books = Playbooks.load();

    @Test
    void everyKindHasItsPlaybookInBothLanguagesAndTheySayTheSame() {
        for (CaseKind kind : CaseKind.values()) {
            Playbook french = books.of(kind, Locale.FRANCE);
            Playbook english = books.of(kind, Locale.GERMANY);
            assertThat(shape(french)).as(kind.name()).isEqualTo(shape(english));
            assertThat(french.steps()).as(kind.name()).isNotEqualTo(english.steps());
        }
        assertThat(shape(books.always(Locale.FRENCH))).isEqualTo(shape(books.always(Locale.ENGLISH)));
    }

    @Test
    void aReplyIsFilledWithWhatIsKnownAndLeavesAGapForTheRest() {
        Playbook.Reply reply =
                books.of(CaseKind.NOT_RECEIVED, Locale.ENGLISH).replies().getFirst();
        assertThat(reply.filled(Map.of("name", "Camille $1", "number", "6A1")))
                .startsWith(
                        "Good morning Camille $1, thank you for telling us. The carrier shows parcel 6A1 as delivered")
                .contains("You hear from us by …,")
                .doesNotContain("{");
    }

    @Test
    void noReplyBlamesOrPromisesWhatNobodyKnows() {
        for (CaseKind kind : CaseKind.values()) {
            for (Locale locale : List.of(Locale.FRENCH, Locale.ENGLISH)) {
                assertThat(books.of(kind, locale).replies())
                        .extracting(Playbook.Reply::text)
                        .allSatisfy(text -> assertThat(text)
                                .doesNotContainIgnoringCase(
                                        "your fault",
                                        "votre faute",
                                        "their fault",
                                        "contact the carrier",
                                        "contactez le transporteur",
                                        "tomorrow",
                                        "demain",
                                        "guarantee",
                                        "garanti"));
            }
        }
    }

    @Test
    void aMalformedPlaybookIsRefusedWithItsFileAndReason() {
        assertThatThrownBy(() -> Playbooks.parsed("f.txt", List.of("aim: a", "stepp: b")))
                .hasMessage("f.txt: 'stepp: b' is not understood; begin it with aim, step, ask, never or reply");
        assertThatThrownBy(() -> Playbooks.checked("f.txt", Playbooks.parsed("f.txt", List.of("step: b", "step: c"))))
                .hasMessage("f.txt needs exactly one aim");
        assertThatThrownBy(() -> Playbooks.checked(
                        "f.txt",
                        Playbooks.parsed("f.txt", List.of("aim: a", "step: b", "step: c", "reply: d", "  Dear {nme}"))))
                .hasMessageStartingWith("f.txt: nobody fills in {nme}; take one of");
        assertThatThrownBy(() -> Playbooks.checked(
                        "f.txt", Playbooks.parsed("f.txt", List.of("aim: a", "step: b", "step: c", "reply: d"))))
                .hasMessage("f.txt: the reply 'd' has no text");
    }

    private static List<Object> shape(Playbook book) {
        return List.of(
                book.steps().size(),
                book.ask().size(),
                book.never().size(),
                book.replies().stream()
                        .map(reply -> reply.names().stream().sorted().toList())
                        .toList());
    }
}
