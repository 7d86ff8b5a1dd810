@NullMarked
package prevenance.backtest;

import org.jspecify.annotations.NullMarked;
