@NullMarked
package prevenance.aftersales;

import org.jspecify.annotations.NullMarked;
