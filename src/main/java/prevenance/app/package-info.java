/// Starts, wires by plain constructors, schedules and stops; the only package that knows everything, and the only one
/// with Quartz.
@NullMarked
package prevenance.app;

import org.jspecify.annotations.NullMarked;
