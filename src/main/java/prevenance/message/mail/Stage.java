package prevenance.message.mail;

/// How far a conversation with the server has come, in its order.
enum Stage {
    CONNECT,
    EHLO,
    STARTTLS,
    AUTH,
    MAIL,
    RCPT,
    DATA,
    /// The text is on its way; from here on the server may have taken it.
    TEXT,
    DOT;

    /// Whether nothing about one message had been said yet.
    boolean beforeMessage() {
        return compareTo(MAIL) < 0;
    }

    /// Whether the server may have taken the message without our hearing of it.
    boolean mayHaveArrived() {
        return compareTo(TEXT) >= 0;
    }
}
