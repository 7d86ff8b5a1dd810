/// The staff's console: what to do now, parcels, cases, messages, carriers, rules, insight; and the JSON API.
@NullMarked
package prevenance.console;

import org.jspecify.annotations.NullMarked;
