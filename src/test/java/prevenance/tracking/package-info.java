@NullMarked
package prevenance.tracking;

import org.jspecify.annotations.NullMarked;
