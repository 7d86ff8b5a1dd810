/// The daemons of one installation: who is at work, who died, and how they share what there is only once of.
@NullMarked
package prevenance.node;

import org.jspecify.annotations.NullMarked;
