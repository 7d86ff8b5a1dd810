@NullMarked
package prevenance.intake;

import org.jspecify.annotations.NullMarked;
