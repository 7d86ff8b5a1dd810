@NullMarked
package prevenance.webhook;

import org.jspecify.annotations.NullMarked;
