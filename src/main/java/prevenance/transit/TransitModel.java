package prevenance.transit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What one's own parcels have taught. Pure: the same model, journey and instant give the same answer. A model knows
/// nothing that was not finished and seen before the moment it was learned.
public interface TransitModel {
    /// Empty when too few parcels are known to say anything.
    Optional<Outlook> outlook(Journey journey, Instant now);

    /// Empty when too few parcels are known, or the journey has no statement yet.
    Optional<SilenceLimit> silence(Journey journey);

    /// The usual silence after each kind of statement of each carrier, as far as enough parcels are known; a proposal
    /// for the limits of the rules.
    default List<UsualSilence> silences() {
        return List.of();
    }

    /// How far it can be trusted.
    default Standing standing() {
        return Standing.none();
    }

    /// A model that has learned nothing.
    static TransitModel none() {
        return new TransitModel() {
            @Override
            public Optional<Outlook> outlook(Journey journey, Instant now) {
                return Optional.empty();
            }

            @Override
            public Optional<SilenceLimit> silence(Journey journey) {
                return Optional.empty();
            }
        };
    }
}
