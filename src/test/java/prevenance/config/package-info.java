@NullMarked
package prevenance.config;

import org.jspecify.annotations.NullMarked;
