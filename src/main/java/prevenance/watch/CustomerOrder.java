package prevenance.watch;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An order of the shop and the person behind it.
///
/// @param number   the shop's order number
/// @param email    null when the customer cannot be mailed
/// @param locale   decides the language of every message
/// @param country  destination, ISO 3166-1 alpha-2
/// @param shop     code of the shop that sold it; null for the only or first one
/// @param orderedAt null when the shop did not say
public record CustomerOrder(
        long id,
        String number,
        @Nullable String customerName,
        @Nullable String email,
        @Nullable String phone,
        Locale locale,
        String country,
        @Nullable String postcode,
        @Nullable String shop,
        @Nullable Instant orderedAt) {}
