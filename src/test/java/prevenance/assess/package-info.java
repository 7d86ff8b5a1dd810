@NullMarked
package prevenance.assess;

import org.jspecify.annotations.NullMarked;
