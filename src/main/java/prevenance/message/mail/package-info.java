/// The one door to SMTP.
@NullMarked
package prevenance.message.mail;

import org.jspecify.annotations.NullMarked;
