/// Reads YAML strictly, collects all problems, hides secrets.
@NullMarked
package prevenance.config;

import org.jspecify.annotations.NullMarked;
