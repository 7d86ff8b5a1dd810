@NullMarked
package prevenance.message;

import org.jspecify.annotations.NullMarked;
