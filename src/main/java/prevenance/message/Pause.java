package prevenance.message;

import java.time.Instant;

/// Since when nothing is sent to customers, and who wanted it so. Messages are still queued, and those to the
/// staff
/// leave.
public record Pause(Instant since, String by, String why) {}
