/// Carriers on real sockets, definitions from the real folder.
@NullMarked
package prevenance.carrier;

import org.jspecify.annotations.NullMarked;
