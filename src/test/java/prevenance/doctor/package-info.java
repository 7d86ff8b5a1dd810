@NullMarked
package prevenance.doctor;

import org.jspecify.annotations.NullMarked;
