/// Bounces and complaints: reads what mail systems send back, and draws the consequences for messages and addresses.
@NullMarked
package prevenance.bounce;

import org.jspecify.annotations.NullMarked;
