package prevenance.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.privacy.Register.Column;
import prevenance.privacy.Register.Table;
import prevenance.store.Database;
import prevenance.testing.TestStore;

class RegisterTest {
    @TempDir
    Path folder;

    @Test
    void everyColumnOfTextOrBytesIsInTheRegisterAndNothingElse() {
        try (Database database = TestStore.open(folder.resolve("p.db"), Database.Use.VERB)) {
            Set<String> inSchema = new HashSet<>(new SchemaStore().textColumns(database));
            Set<String> inRegister = new HashSet<>();
            for (Table table : Register.get().tables()) {
                table.columns().keySet().forEach(column -> inRegister.add(table.name() + "." + column));
            }
            Set<String> forgotten = new HashSet<>(inSchema);
            forgotten.removeAll(inRegister);
            assertThat(forgotten)
                    .as("columns that nobody said of whether they hold personal data: add them to"
                            + " src/main/resources/prevenance/privacy/register.txt")
                    .isEmpty();
            Set<String> gone = new HashSet<>(inRegister);
            gone.removeAll(inSchema);
            assertThat(gone)
                    .as("columns of the register that the schema has no more")
                    .isEmpty();
            assertThat(Register.get().tables().stream().map(Table::name))
                    .containsExactlyInAnyOrderElementsOf(new SchemaStore().tables(database));
        }
    }

    @Test
    void whatNamesAPersonHasAClassAndEveryTableOfAnOrderSaysWhichRowsAreHis() {
        List<String> wrong = new ArrayList<>();
        for (Table table : Register.get().tables()) {
            for (Column column : table.columns().values()) {
                if (column.end() != End.NONE && column.dataClass() == null) {
                    wrong.add(table.name() + "." + column.name() + " has no class");
                }
                if (column.dataClass() == DataClass.ORDERS && table.belongs() == null) {
                    wrong.add(table.name() + " does not say which rows are about an order");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyClassIsToldInBothLanguagesWithItsTime() {
        List<RegisterText.Entry> french = RegisterText.entries(RetentionSettings.defaults(), Locale.FRENCH);
        assertThat(french).hasSize(DataClass.values().length);
        assertThat(french.getFirst().kept())
                .isEqualTo("730 jours après le dernier événement de la commande, quand plus rien n’est en cours");
        assertThat(RegisterText.entries(RetentionSettings.defaults(), Locale.ENGLISH).stream()
                        .filter(entry -> entry.columns().isEmpty())
                        .map(RegisterText.Entry::dataClass))
                .as("only files lie outside the database")
                .containsExactly(DataClass.FILES);
    }
}
