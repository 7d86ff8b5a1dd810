/// What console, API and page share: listeners, security headers, HTML from templates, texts in two languages.
@NullMarked
package prevenance.web;

import org.jspecify.annotations.NullMarked;
