package prevenance.assess;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import prevenance.watch.CustomerOrder;
import prevenance.watch.WatchedParcel;

/// Where a limit holds, or where a parcel goes; null means everywhere, or not known.
///
/// @param shop    code of the shop
/// @param carrier carrier code
/// @param service the carrier's product, as the shop names it; compared as [PlaceKey] compares names
/// @param country destination, ISO 3166-1 alpha-2, upper case
/// @param place   where it waits to be collected
public record Where(
        @Nullable String shop,
        @Nullable String carrier,
        @Nullable String service,
        @Nullable String country,
        @Nullable PickupKind place) {
    static final Where ANY = new Where(null, null, null, null, null);

    public Where {
        service = service == null ? null : PlaceKey.fold(service);
    }

    /// A carrier, wherever it goes.
    public static Where of(String carrier) {
        return new Where(null, carrier, null, null, null);
    }

    /// Where a parcel goes.
    public static Where of(WatchedParcel parcel, CustomerOrder order) {
        return of(order).withCarrier(parcel.carrier()).withService(parcel.service());
    }

    /// An order, whoever carries it.
    public static Where of(CustomerOrder order) {
        return new Where(order.shop(), null, null, order.country().toUpperCase(Locale.ROOT), null);
    }

    Where ofShop(String code) {
        return new Where(code, carrier, service, country, place);
    }

    Where withCarrier(@Nullable String code) {
        return new Where(shop, code, service, country, place);
    }

    Where withService(@Nullable String name) {
        return new Where(shop, carrier, name, country, place);
    }

    Where to(String code) {
        return new Where(shop, carrier, service, code, place);
    }

    Where at(PickupKind kind) {
        return new Where(shop, carrier, service, country, kind);
    }

    /// Holds for all parcels.
    public boolean isEverywhere() {
        return rank() == 0;
    }

    /// Whether what holds here holds for a parcel.
    boolean covers(Where parcel) {
        return (shop == null || shop.equals(parcel.shop))
                && (carrier == null || carrier.equals(parcel.carrier))
                && (service == null || service.equals(parcel.service))
                && (country == null || country.equals(parcel.country))
                && (place == null || place == parcel.place);
    }

    /// The greater, the more it says: what is set for a shop goes before all, then the kind of pickup
    /// place, the service, the carrier and the country. 0 for everywhere.
    int rank() {
        return (shop == null ? 0 : 16)
                + (place == null ? 0 : 8)
                + (service == null ? 0 : 4)
                + (carrier == null ? 0 : 2)
                + (country == null ? 0 : 1);
    }
}
