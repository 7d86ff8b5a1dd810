/// The customer's own page behind a signed link: where his parcel is, what we do, what he can say.
@NullMarked
package prevenance.page;

import org.jspecify.annotations.NullMarked;
