@NullMarked
package prevenance.fault;

import org.jspecify.annotations.NullMarked;
