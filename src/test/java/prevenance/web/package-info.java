@NullMarked
package prevenance.web;

import org.jspecify.annotations.NullMarked;
