/// What tests share: a clock moved by hand, a real database file.
@NullMarked
package prevenance.testing;

import org.jspecify.annotations.NullMarked;
