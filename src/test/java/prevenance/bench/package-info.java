/// How fast, small and sparing the program is, each figure beside a limit measured in the same run. Not tests: they run
/// only when asked for, see the README.
@NullMarked
package prevenance.bench;

import org.jspecify.annotations.NullMarked;
