@NullMarked
package prevenance.cases;

import org.jspecify.annotations.NullMarked;
