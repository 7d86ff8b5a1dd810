package prevenance.demo;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Somebody who ordered. Invented.
///
/// @param email null: cannot be mailed
record Customer(String name, @Nullable String email, String phone, Locale locale, Place home) {}
