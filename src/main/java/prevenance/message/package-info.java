/// Words to people: templates, outbox, attempts.
@NullMarked
package prevenance.message;

import org.jspecify.annotations.NullMarked;
