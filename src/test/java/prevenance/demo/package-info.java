@NullMarked
package prevenance.demo;

import org.jspecify.annotations.NullMarked;
