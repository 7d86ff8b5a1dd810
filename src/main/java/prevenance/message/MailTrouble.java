package prevenance.message;

import java.time.Instant;

/// What keeps everybody's mail from getting through.
///
/// @param kind   `DOWN` (not reachable or busy), `MISCONFIGURED` (log-in or sender refused) or `DISTRUSTED` (one mail
///               after the other refused for what the server thinks of us)
/// @param answer the server's code, `no answer` when it gave none
/// @param since  when it began
public record MailTrouble(String kind, String answer, Instant since) {}
