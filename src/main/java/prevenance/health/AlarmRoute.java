package prevenance.health;

import java.util.Optional;

/// A way to tell somebody that needs no mail.
interface AlarmRoute {
    /// For the log.
    String name();

    /// Tells, within half a minute.
    ///
    /// @return why it could not be told; empty when it was
    Optional<String> tell(Alarm alarm);
}
