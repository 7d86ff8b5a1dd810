/// The program as a process of its own, driven from outside: mail server, carriers and signals are ours, and an oracle
/// knows which mails must arrive. Short with the other tests, long by one command.
@NullMarked
package prevenance.fault;

import org.jspecify.annotations.NullMarked;
