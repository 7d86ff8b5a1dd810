package prevenance.doctor;

import java.util.List;

/// Looks at one topic. Never throws for what a network, a disk or an operating system can do.
///
/// @param network whether it asks others
/// @param look    may wait, a few seconds for each host
record Check(Topic topic, boolean network, Look look) {
    /// The looking.
    interface Look {
        List<Finding> findings();
    }
}
