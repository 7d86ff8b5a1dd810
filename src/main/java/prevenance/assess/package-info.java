/// Judges a parcel from its story: pure rules with reasons.
@NullMarked
package prevenance.assess;

import org.jspecify.annotations.NullMarked;
