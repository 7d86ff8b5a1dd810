@NullMarked
package prevenance.transit;

import org.jspecify.annotations.NullMarked;
