package prevenance.privacy;

/// Kinds of personal data that are kept for the same time and the same purpose. Their words stand in
/// `register_*.properties`.
public enum DataClass {
    /// Who ordered what, its parcels, cases, statements, refunds: blanked some time after the order's last event.
    ORDERS,
    /// The exact bytes of sent mails.
    MAILS,
    /// The carriers' newest replies as they came.
    REPLIES,
    /// Customers' photos and the documents of claims.
    PHOTOS,
    /// A carrier's words at the first sight of a code that no table lists.
    SAMPLES,
    /// What the staff noted about incidents.
    INCIDENTS,
    /// Files of the drop folder that were taken.
    FILES,
    /// Which files came in.
    IMPORTS,
    /// People of the staff, and what they keep for themselves.
    STAFF,
    /// Signed-in browsers, invitations, failed logins.
    SESSIONS,
    /// Who did what.
    AUDIT,
    /// First answers to programs, and what programs answered.
    PROGRAMS,
    /// Addresses that must get no mail.
    SUPPRESSION,
    /// Certificates of erasures.
    ERASURES;

    /// In the texts.
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
