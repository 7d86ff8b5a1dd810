/// Orders, refunds and exchanges come in: files today, one way in for all.
@NullMarked
package prevenance.intake;

import org.jspecify.annotations.NullMarked;
