/// Signed links to the customer's page: made for mails, read by the page.
@NullMarked
package prevenance.link;

import org.jspecify.annotations.NullMarked;
