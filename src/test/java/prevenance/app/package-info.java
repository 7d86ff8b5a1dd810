@NullMarked
package prevenance.app;

import org.jspecify.annotations.NullMarked;
