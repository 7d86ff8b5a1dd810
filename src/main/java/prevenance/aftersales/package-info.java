/// Refunds and exchanges: their steps and their promised dates.
@NullMarked
package prevenance.aftersales;

import org.jspecify.annotations.NullMarked;
