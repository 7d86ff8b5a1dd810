package prevenance.message.mail;

/// How the way to the mail server is protected.
public enum Security {
    /// Not at all; only to this machine, or when it is explicitly allowed.
    NONE,
    /// The connection must be upgraded to TLS before anything else is said; when it cannot be, nothing is sent.
    STARTTLS,
    /// TLS from the first byte.
    TLS
}
