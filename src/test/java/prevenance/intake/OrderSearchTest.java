package prevenance.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.store.Database;
import prevenance.store.Dialect;
import prevenance.testing.TestStore;

class OrderSearchTest {
    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = TestStore.open(folder.resolve("shop.db"), Database.Use.VERB);
        add("A-1", "Hélène Dupré", "helene.dupre@example.org");
        add("A-2", "Camille O’Hara-Exemple", "c.ohara+shop@example.org");
        add("A-3", null, "oskar2026@example.com");
        add("A-4", "Jean P Lindqvist", null);
        add("A-5", null, null);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            nullValues = "nobody",
            value = {
                "helene; A-1",
                "DUPRÉ hél; A-1",
                "dupre helene; A-1",
                "hel exemple; nobody",
                "o'hara; A-2",
                "OHara; A-2",
                "hara-ex; A-2",
                "ohara+shop; A-2",
                "oskar20; A-3",
                "example com; A-3",
                "example org; A-1 A-2",
                "jean p; A-4",
                "jean p lind; A-4",
                "l; nobody",
                "upre; nobody",
                "'; nobody",
                "\" OR \"; A-1 A-2",
                "helene* NOT dupre; nobody",
                "%; nobody",
            })
    void everyWordIsTheBeginningOfOneOfHis(String text, @Nullable String orders) {
        assertThat(found(text)).isEqualTo(orders == null ? "" : orders);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Łucja Øster Þór",
                "Ѓорѓи Йовчев",
                "Νίκος Παπαδόπουλος",
                "李小龍",
                "김민준",
                "ぱぴぷ ぺぽ",
                "Zoë-Anaïs d’Aubigné",
                "İpek Çağlar",
                "Straße ﬁn 12e5 0x1f 3.14 007",
                "نور الهدى",
                "๑๒ ไทย",
                "x²y ½",
                "A\u030Aland"
            })
    void whateverIsInANameItIsFoundByItsOwnWords(String name) {
        add("B-1", name, null);
        assertThat(found(name)).isEqualTo("B-1");
        for (String word : SearchText.fold(name).split(" ", -1)) {
            for (int end = word.offsetByCodePoints(0, 1); end <= word.length(); end++) {
                if (word.codePointCount(0, end) > 1 && !Character.isHighSurrogate(word.charAt(end - 1))) {
                    assertThat(found(word.substring(0, end)))
                            .as(word.substring(0, end))
                            .contains("B-1");
                }
            }
        }
    }

    @Test
    void whoIsNamedAnewIsFoundByTheNewNameAndWhoIsErasedByNone() {
        change("A-1", "Manon Leroy");
        assertThat(found("helene")).isEmpty();
        assertThat(found("manon leroy")).isEqualTo("A-1");
        change("A-1", null);
        assertThat(found("manon")).isEmpty();
        change("A-1", "Manon Leroy");
        assertThat(found("manon")).isEqualTo("A-1");
        database.execute(tx -> tx.handle().execute("delete from customer_order where number = 'A-1'"));
        assertThat(found("manon")).isEmpty();
        if (database.dialect() == Dialect.SQLITE) {
            assertThat(leftInIndex()).doesNotContain("manon", "leroy", "helene").contains("lindqvist");
        }
    }

    private String leftInIndex() {
        List<String> blocks = new ArrayList<>();
        database.read(tx -> tx.handle()
                        .createQuery("select block from order_search_data order by id")
                        .mapTo(byte[].class)
                        .list())
                .forEach(block -> blocks.add(new String(block, StandardCharsets.ISO_8859_1)));
        return String.join("\n", blocks);
    }

    private void add(String number, @Nullable String name, @Nullable String email) {
        database.execute(tx -> tx.handle()
                .createUpdate("""
                    insert into customer_order (number, search_text, locale, country, imported_at, updated_at)
                    values (:number, :text, 'fr-FR', 'FR', 0, 0)
                    """)
                .bind("number", number)
                .bind("text", SearchText.of(name, email))
                .execute());
    }

    private void change(String number, @Nullable String name) {
        database.execute(tx -> tx.handle()
                .createUpdate("update customer_order set search_text = :text where number = :number")
                .bind("number", number)
                .bind("text", SearchText.of(name, null))
                .execute());
    }

    private String found(String text) {
        String sought = OrderSearch.sought(database.dialect(), text);
        return sought.isEmpty()
                ? ""
                : String.join(
                        " ",
                        database.<List<String>>read(tx -> tx.handle()
                                .createQuery("select number from customer_order where id in ("
                                        + OrderSearch.ids(database.dialect(), "sought") + ") order by number")
                                .bind("sought", sought)
                                .mapTo(String.class)
                                .list()));
    }
}
