@NullMarked
package prevenance;

import org.jspecify.annotations.NullMarked;
