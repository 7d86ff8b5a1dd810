@NullMarked
package prevenance.store;

import org.jspecify.annotations.NullMarked;
