/// Who may enter the console and do what: people, roles, passwords, sessions, and the record of what was done.
@NullMarked
package prevenance.console.access;

import org.jspecify.annotations.NullMarked;
