package prevenance.message.mail;

/// The end of one attempt to hand a mail to the server. Expected ends are values; the reason is for the staff and may
/// quote the server, so it may hold an address: keep it out of logs, [#code()] is for these.
public sealed interface SendResult {
    /// The code where there was none.
    String NO_ANSWER = "no answer";

    /// The server has it.
    record Accepted() implements SendResult {}

    /// Nobody's mail gets through now: not reachable, no greeting, TLS refused, or 421. Says nothing about the message.
    record ServerDown(String reason, String code) implements SendResult {}

    /// Our account or our sender is refused (530, 535): nobody's mail gets through until a person mends the settings.
    record Misconfigured(String reason, String code) implements SendResult {}

    /// Not now (4xx, full mailbox, connection lost before the text was out): this message again later.
    ///
    /// @param tooFast the server asks for a slower pace (4.7.x)
    record Deferred(String reason, String code, boolean tooFast) implements SendResult {
        /// Nobody said a word, so that the recipient's own servers may hang.
        public boolean isSilence() {
            return code.equals(NO_ANSWER);
        }
    }

    /// The connection was lost when the server may already have taken the message: again later, the same mail.
    record Unclear(String reason, String code) implements SendResult {}

    /// There is no such mailbox; nothing more is to be sent to this address.
    record RefusedAddress(String reason, String code) implements SendResult {}

    /// This message is refused for good; the address may be fine.
    ///
    /// @param policy refused for who we are or what the server thinks of us (5.7.x), not for this text alone
    record RefusedMessage(String reason, String code, boolean policy) implements SendResult {}

    /// The message cannot be written or addressed at all.
    record Poison(String reason) implements SendResult {}

    /// The server's answer as a code without any text, such as `550 5.1.1`, or a word.
    default String code() {
        return switch (this) {
            case Accepted _ -> "250";
            case ServerDown down -> down.code;
            case Misconfigured wrong -> wrong.code;
            case Deferred deferred -> deferred.code;
            case Unclear unclear -> unclear.code;
            case RefusedAddress refused -> refused.code;
            case RefusedMessage refused -> refused.code;
            case Poison _ -> "poison";
        };
    }
}
