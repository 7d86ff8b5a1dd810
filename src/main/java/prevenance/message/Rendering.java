package prevenance.message;

/// What became of writing a message down.
sealed interface Rendering {
    /// A mail as every attempt sends it.
    ///
    /// @param template template and digest of the set it was written from
    @SuppressWarnings("ArrayRecordComponent")
    record Ready(byte[] bytes, String subject, String template) implements Rendering {}

    /// No mail can be made of it.
    record Impossible(String reason) implements Rendering {}
}
