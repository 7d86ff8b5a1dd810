/// How long parcels take, learned from one's own: the chance to come in time, a predicted date, the usual silence.
@NullMarked
package prevenance.transit;

import org.jspecify.annotations.NullMarked;
