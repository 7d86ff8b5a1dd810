@NullMarked
package prevenance.bounce;

import org.jspecify.annotations.NullMarked;
