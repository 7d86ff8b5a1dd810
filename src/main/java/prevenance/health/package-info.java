/// Lets the service be watched: signs of life for the service manager, whether it works, figures for Prometheus, and a
/// watch over the mails themselves with an alarm that needs none.
@NullMarked
package prevenance.health;

import org.jspecify.annotations.NullMarked;
