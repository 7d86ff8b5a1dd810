package prevenance.carrier;

/// A reply that cannot be read as its definition says; becomes [PollOutcome.Unreachable].
final class UnreadableReplyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableReplyException(String message) {
        super(message);
    }
}
