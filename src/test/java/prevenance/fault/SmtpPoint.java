package prevenance.fault;

/// The places of a conversation with a mail server, in its order.
enum SmtpPoint {
    /// Before the greeting.
    CONNECT,
    EHLO,
    STARTTLS,
    AUTH,
    MAIL,
    RCPT,
    DATA,
    /// In the middle of the text.
    BODY,
    /// The whole text is read, and the server has not taken it yet.
    DOT,
    /// The server has it, and has not said so yet.
    ACCEPTED,
    /// The server has said so.
    POST,
    QUIT;

    /// A fault here leaves the mail with the client.
    boolean isBeforeAcceptance() {
        return compareTo(ACCEPTED) < 0;
    }
}
