package prevenance.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a row says about an order and the person behind it. What is null was not said.
///
/// @param locale    a language tag
/// @param orderedAt when he ordered
/// @param shop      code of the shop that sold it, a key of `shops:`
record CustomerFields(
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String locale,
        @Nullable String country,
        @Nullable String postcode,
        @Nullable Instant orderedAt,
        @Nullable String shop) {
    /// These, and where they say nothing, the others.
    CustomerFields over(CustomerFields others) {
        return new CustomerFields(
                or(name, others.name),
                or(email, others.email),
                or(phone, others.phone),
                or(locale, others.locale),
                or(country, others.country),
                or(postcode, others.postcode),
                or(orderedAt, others.orderedAt),
                or(shop, others.shop));
    }

    /// Names of the columns in which both say something, but not the same.
    List<String> contradictions(CustomerFields others) {
        List<String> columns = new ArrayList<>();
        differ(columns, Column.CUSTOMER_NAME, name, others.name);
        differ(columns, Column.EMAIL, email, others.email);
        differ(columns, Column.PHONE, phone, others.phone);
        differ(columns, Column.LOCALE, locale, others.locale);
        differ(columns, Column.COUNTRY, country, others.country);
        differ(columns, Column.POSTCODE, postcode, others.postcode);
        differ(columns, Column.ORDERED_AT, orderedAt, others.orderedAt);
        differ(columns, Column.SHOP, shop, others.shop);
        return columns;
    }

    private static void differ(List<String> columns, Column column, @Nullable Object a, @Nullable Object b) {
        if (a != null && b != null && !a.equals(b)) {
            columns.add(column.name());
        }
    }

    private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
        return Objects.isNull(first) ? second : first;
    }
}
