package prevenance.cases;

/// What an entry in a case's story records.
public enum EntryKind {
    OPENED,
    FLAG_RAISED,
    /// A flag got graver.
    FLAG_STEPPED,
    FLAG_CLOSED,
    /// The case became of a graver kind or more urgent.
    UPGRADED,
    /// Something was queued for the customer, or taken back.
    MESSAGE,
    /// A message did not reach the customer.
    UNREACHABLE,
    /// A message promised news by today, and there is none.
    PROMISED_NEWS,
    /// All flags ended; the person who has the case closes it.
    REASONS_ENDED,
    /// What the customer said, in his words.
    CUSTOMER_SAID,
    /// What a person or a refund or exchange reported.
    REPORTED,
    NOTE,
    ASSIGNED,
    /// A call was arranged.
    CALL_BACK,
    /// The customer was called.
    CALLED,
    ROOT_CAUSE,
    /// Laid aside until a day.
    LAID_ASIDE,
    /// That day has come, or something new has.
    WOKEN,
    /// A person decided what is done.
    DECIDED,
    /// Linked with the case of the parcel it was swapped with, or unlinked.
    LINKED,
    /// A deadline was set, kept or missed.
    DEADLINE,
    CLOSED,
    REOPENED;

    /// A case with such an entry is in somebody's hands and does not close by itself.
    boolean keepsOpen() {
        return switch (this) {
            case UNREACHABLE,
                    CUSTOMER_SAID,
                    REPORTED,
                    NOTE,
                    CALL_BACK,
                    CALLED,
                    ROOT_CAUSE,
                    LAID_ASIDE,
                    DECIDED,
                    LINKED,
                    REOPENED -> true;
            case OPENED,
                    FLAG_RAISED,
                    FLAG_STEPPED,
                    FLAG_CLOSED,
                    UPGRADED,
                    MESSAGE,
                    PROMISED_NEWS,
                    REASONS_ENDED,
                    ASSIGNED,
                    WOKEN,
                    DEADLINE,
                    CLOSED -> false;
        };
    }
}
