package prevenance.fault;

/// What a mail server does instead of what it should.
sealed interface SmtpFault {
    /// The connection ends in order.
    record Drop() implements SmtpFault {}

    /// The connection ends with RST.
    record Reset() implements SmtpFault {}

    /// Nothing more is said.
    record Stall() implements SmtpFault {}

    /// The right answer, so much later.
    record Late(int millis) implements SmtpFault {}

    /// These lines instead of the right answer; the connection ends after 421.
    record Say(String lines) implements SmtpFault {}

    /// Bytes that are no answer.
    record Garbage() implements SmtpFault {}

    /// An answer of many lines, one byte every so many milliseconds.
    record Drip(int millis) implements SmtpFault {}

    /// One line of 64 KiB in front of the right answer.
    record LongLine() implements SmtpFault {}

    /// An answer of many lines that does not end.
    record Endless() implements SmtpFault {}

    /// Something happens that leaves nobody to answer to.
    record Happens(Runnable event) implements SmtpFault {}
}
