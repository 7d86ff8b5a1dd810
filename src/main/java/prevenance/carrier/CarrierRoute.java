package prevenance.carrier;

import org.jspecify.annotations.Nullable;

/// Whom to ask about a parcel.
///
/// @param code        the declared carrier that is asked
/// @param realCarrier who takes the parcel, as people call it, where an aggregator is asked about it; null when the
///                    carrier that is asked takes it itself
public record CarrierRoute(String code, @Nullable String realCarrier) {}
