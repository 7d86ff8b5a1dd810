/// The verbs on the command line.
@NullMarked
package prevenance.cli;

import org.jspecify.annotations.NullMarked;
