package prevenance.transit;

import org.jspecify.annotations.Nullable;

/// From where to where, with whom and how fast.
///
/// @param carrier            carrier code
/// @param service            the carrier's product; null when not known
/// @param originCountry      ISO 3166-1 alpha-2
/// @param originArea         a coarse part of the country, such as the first two digits of a postcode; null when not
/// known
/// @param destinationCountry ISO 3166-1 alpha-2
/// @param destinationArea    as for the origin
public record Lane(
        String carrier,
        @Nullable String service,
        String originCountry,
        @Nullable String originArea,
        String destinationCountry,
        @Nullable String destinationArea) {}
