@NullMarked
package prevenance.node;

import org.jspecify.annotations.NullMarked;
