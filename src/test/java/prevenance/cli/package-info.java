@NullMarked
package prevenance.cli;

import org.jspecify.annotations.NullMarked;
