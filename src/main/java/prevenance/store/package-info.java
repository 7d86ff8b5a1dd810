/// Opens the database, migrates it, runs transactions; the one place where dialects differ.
@NullMarked
package prevenance.store;

import org.jspecify.annotations.NullMarked;
