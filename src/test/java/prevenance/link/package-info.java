@NullMarked
package prevenance.link;

import org.jspecify.annotations.NullMarked;
