/// What we watch, when we look next, and the looking.
@NullMarked
package prevenance.watch;

import org.jspecify.annotations.NullMarked;
