@NullMarked
package prevenance.page;

import org.jspecify.annotations.NullMarked;
