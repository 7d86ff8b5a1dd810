/// What is handed out: the service unit, the libraries and their list.
@NullMarked
package prevenance.packaging;

import org.jspecify.annotations.NullMarked;
