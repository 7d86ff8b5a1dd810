package prevenance.message.mail;

/// What became of a [Letter].
public sealed interface WrittenLetter {
    /// The bytes to archive and to send, over all attempts the same.
    @SuppressWarnings("ArrayRecordComponent")
    record Ready(byte[] bytes) implements WrittenLetter {}

    /// It cannot be written: an address no server could take, a line break in a header, a text no encoding holds.
    record Unwritable(String reason) implements WrittenLetter {}
}
