package prevenance.console;

import java.util.Locale;

/// The drawers that messages lie in.
enum MessageTab {
    /// Wait to be read and approved.
    APPROVE,
    /// Leave by themselves when their time comes.
    QUEUED,
    /// Stopped by a person.
    HELD,
    /// Could not be mailed: the customer is to be called.
    CALLS,
    /// Refused for good, given up, or impossible to write.
    FAILED,
    /// Sent, and what was not to be said any more.
    ARCHIVE;

    /// As in addresses.
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
