package prevenance.privacy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import prevenance.store.Pseudonyms;

/// Whose data is meant: everybody with an address, or whoever stands behind one order.
///
/// @param email as he writes it; null when he is named by an order
/// @param order the order's number; null when he is named by his address
public record Person(@Nullable String email, @Nullable String order) {
    /// By an address.
    public static Person withEmail(String email) {
        return new Person(email.strip().toLowerCase(Locale.ROOT), null);
    }

    /// By an order, of which nothing but that order is meant: a customer without an address.
    public static Person ofOrder(String number) {
        return new Person(null, number.strip());
    }

    /// What stands for him once he is erased.
    String hash(Pseudonyms pseudonyms) {
        return email != null ? pseudonyms.ofAddress(email) : pseudonyms.ofOrder(String.valueOf(order));
    }
}
