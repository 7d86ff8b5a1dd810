/// Many parcels in one trouble: what they have in common, and who is in it.
@NullMarked
package prevenance.cases.incident;

import org.jspecify.annotations.NullMarked;
