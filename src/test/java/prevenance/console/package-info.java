@NullMarked
package prevenance.console;

import org.jspecify.annotations.NullMarked;
