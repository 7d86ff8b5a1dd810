package prevenance.privacy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What happens to a column when its time is over or its person is erased.
public enum End {
    /// It names nobody and stays.
    NONE("-"),
    NULL("null"),
    BLANK("blank"),
    /// An empty JSON object, where code reads one.
    OBJECT("object"),
    /// Its first two characters: of a postcode, the area.
    AREA("area"),
    /// The row's own number, where the column must stay unique.
    ID("id"),
    PSEUDONYM("pseudonym"),
    /// An order's pseudonym, by which a later import knows it again.
    ORDER("order"),
    /// The whole row is deleted.
    ROW("row"),
    /// Names a colleague; kept as long as the row.
    STAFF("staff");

    private final String word;

    End(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /// In the texts.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What it changes names a customer.
    public boolean isPersonal() {
        return this != NONE && this != STAFF;
    }

    static Optional<End> of(String word) {
        return Arrays.stream(values()).filter(end -> end.word.equals(word)).findFirst();
    }
}
