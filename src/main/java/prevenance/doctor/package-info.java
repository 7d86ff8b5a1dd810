/// Looks at an installation as a careful colleague would: what works, what does not, and what to do. Changes nothing
/// and sends no mail.
@NullMarked
package prevenance.doctor;

import org.jspecify.annotations.NullMarked;
