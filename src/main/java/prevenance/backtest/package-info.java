/// Closed parcels judged anew by the same rules: how often each flag was right, how early, and what would have gone
/// out.
@NullMarked
package prevenance.backtest;

import org.jspecify.annotations.NullMarked;
