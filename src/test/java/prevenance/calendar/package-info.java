@NullMarked
package prevenance.calendar;

import org.jspecify.annotations.NullMarked;
