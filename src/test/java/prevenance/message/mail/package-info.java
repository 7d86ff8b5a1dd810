@NullMarked
package prevenance.message.mail;

import org.jspecify.annotations.NullMarked;
