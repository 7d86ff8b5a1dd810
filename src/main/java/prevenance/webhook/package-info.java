/// Tells other programs of changes, signed after Standard Webhooks.
@NullMarked
package prevenance.webhook;

import org.jspecify.annotations.NullMarked;
