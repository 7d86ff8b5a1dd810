@NullMarked
package prevenance.console.access;

import org.jspecify.annotations.NullMarked;
