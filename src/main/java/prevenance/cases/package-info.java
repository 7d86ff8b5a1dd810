/// Desk work: service cases and what is told to the customer, in one transaction.
@NullMarked
package prevenance.cases;

import org.jspecify.annotations.NullMarked;
