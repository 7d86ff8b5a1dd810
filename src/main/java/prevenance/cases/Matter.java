package prevenance.cases;

import java.time.Instant;
import java.util.List;
import prevenance.assess.Flag;
import prevenance.message.MessageKind;

/// Something about a parcel that is true now and that the customer is to know, told already or not.
///
/// @param kind      the message that tells it
/// @param flags     its causes; none when the carrier's own words are the cause
/// @param episode   the number its message would have
/// @param told      it was said, or is being said
/// @param notBefore when it may be said, in the past when at once
record Matter(MessageKind kind, List<Flag> flags, int episode, boolean told, Instant notBefore) {
    Matter {
        flags = List.copyOf(flags);
    }
}
