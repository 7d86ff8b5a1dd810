@NullMarked
package prevenance.console.api;

import org.jspecify.annotations.NullMarked;
