/// A parcel's story in our words.
@NullMarked
package prevenance.tracking;

import org.jspecify.annotations.NullMarked;
