@NullMarked
package prevenance.privacy;

import org.jspecify.annotations.NullMarked;
