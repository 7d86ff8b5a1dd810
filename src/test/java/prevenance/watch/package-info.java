@NullMarked
package prevenance.watch;

import org.jspecify.annotations.NullMarked;
