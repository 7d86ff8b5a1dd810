/// Business days, public holidays and time zones by place.
@NullMarked
package prevenance.calendar;

import org.jspecify.annotations.NullMarked;
