/// Whose data is kept, how long, and how it ends: the register of what is kept, retention, a person's export and
/// erasure, and the proof of it.
@NullMarked
package prevenance.privacy;

import org.jspecify.annotations.NullMarked;
