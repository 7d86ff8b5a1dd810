package prevenance.carrier;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.TrackingNumber;

/// Which carriers there are and what their numbers look like.
public interface CarrierDirectory {
    /// Whether a carrier's tables, or its list of ignored codes, have a key by now.
    default boolean knows(String code, String key) {
        return false;
    }

    /// Codes of all declared carriers, sorted.
    Set<String> codes();

    /// The carrier meant by a code, a name or a declared other name, in any case and with any separator (`Mondial
    /// Relay`, `MONDIAL_RELAY`); empty when there is none. Of several with the same name, one that the shop has
    /// switched on, then the one whose code it is, then the one whose name it is, then the first by code.
    Optional<String> findCode(String codeOrName);

    /// Whom to ask about a parcel of a carrier, by its code or any name: the carrier itself, or an aggregator that
    /// knows
    /// it. Empty when nobody does.
    default Optional<CarrierRoute> route(String codeOrName) {
        return findCode(codeOrName).map(code -> new CarrierRoute(code, null));
    }

    /// Whether a carrier has numbers of its own; an aggregator takes those of others.
    default boolean hasNumbers(String code) {
        return true;
    }

    /// Names of the carriers that can be asked about by way of an aggregator that is switched on.
    default List<String> behindAggregators() {
        return List.of();
    }

    /// @throws IllegalArgumentException for a code that is not declared
    CarrierTraits traits(String code);

    /// The carriers one of whose number formats, check digit included, takes this number.
    List<String> identify(TrackingNumber number);

    /// The carrier's page for the recipient; null when the definition has none.
    @Nullable
    String customerPage(String code, TrackingQuery query, String language);
}
