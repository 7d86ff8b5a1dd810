package prevenance.cases;

import java.time.Instant;

/// One line of a case's story; never changed.
///
/// @param author [#SYSTEM], [#CUSTOMER], or the login of a person
/// @param text   in English, as the staff reads it
public record CaseEntry(long id, Instant at, String author, EntryKind kind, String text) {
    /// The author of what nobody typed.
    public static final String SYSTEM = "prevenance";

    /// The author of what the customer said himself.
    public static final String CUSTOMER = "customer";
}
