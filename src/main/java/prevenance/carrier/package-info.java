/// What is declared in carriers/: ask, read, translate. Number in, [prevenance.carrier.PollOutcome] out; knows nothing
/// of orders or the database.
@NullMarked
package prevenance.carrier;

import org.jspecify.annotations.NullMarked;
