/// A make-believe shop, carriers and mailbox over real sockets, so that a newcomer sees it work in a minute.
@NullMarked
package prevenance.demo;

import org.jspecify.annotations.NullMarked;
