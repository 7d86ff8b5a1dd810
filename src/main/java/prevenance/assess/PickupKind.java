package prevenance.assess;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a parcel waits to be collected; carriers keep it for different times there.
public enum PickupKind {
    LOCKER("locker", "consigne", "packstation", "parcel box", "automate", "paczkomat", "lockers"),
    POST_OFFICE("post office", "bureau de poste", "agence", "depot", "filiale", "postfiliale"),
    RELAY(
            "relais",
            "relay",
            "point retrait",
            "pickup point",
            "paketshop",
            "parcelshop",
            "parcel shop",
            "access point",
            "commerce",
            "point pickup");

    private final String[] words;

    PickupKind(String... words) {
        this.words = words;
    }

    /// The name in configuration and book, such as `post-office`.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<PickupKind> find(String key) {
        for (PickupKind kind : values()) {
            if (kind.key().equals(key)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /// Read from the words that a carrier uses for the place, in French, English and German; empty when
    /// they do not tell. The first kind whose word stands there goes before: a locker at a post office
    /// is a locker.
    public static Optional<PickupKind> of(@Nullable String place, @Nullable String carrierText) {
        String said = " " + PlaceKey.fold(place) + " " + PlaceKey.fold(carrierText) + " ";
        for (PickupKind kind : values()) {
            for (String word : kind.words) {
                if (said.contains(" " + word + " ")) {
                    return Optional.of(kind);
                }
            }
        }
        return Optional.empty();
    }
}
