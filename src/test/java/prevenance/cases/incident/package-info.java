@NullMarked
package prevenance.cases.incident;

import org.jspecify.annotations.NullMarked;
