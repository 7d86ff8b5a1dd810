/// The JSON API for the shop's other programs: the same data and acts as the console, with tokens instead of people.
@NullMarked
package prevenance.console.api;

import org.jspecify.annotations.NullMarked;
