package prevenance.carrier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Countries as carriers write them, and the zones of those that have only one.
final class Countries {
    private static final Set<String> ALPHA2 = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);
    private static final Map<String, String> FROM_ALPHA3 = fromAlpha3();
    private static final Map<String, ZoneId> ONE_ZONE = oneZone();

    private Countries() {}

    /// ISO 3166-1 alpha-2; empty for anything else. `UK` is read as `GB`.
    static Optional<String> code(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        if (upper.equals("UK")) {
            return Optional.of("GB");
        }
        return ALPHA2.contains(upper) ? Optional.of(upper) : Optional.ofNullable(FROM_ALPHA3.get(upper));
    }

    /// The zone of a country in which all clocks show the same; empty for all others.
    static Optional<ZoneId> zone(String country) {
        return Optional.ofNullable(ONE_ZONE.get(country));
    }

    private static Map<String, String> fromAlpha3() {
        Map<String, String> map = new HashMap<>();
        for (String country : ALPHA2) {
            map.put(Locale.of("", country).getISO3Country(), country);
        }
        return map;
    }

    private static Map<String, ZoneId> oneZone() {
        Map<String, ZoneId> zones = new HashMap<>();
        try (InputStream file = Countries.class.getResourceAsStream("one-zone-countries.csv")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                int comma = line.indexOf(',');
                zones.put(line.substring(0, comma), ZoneId.of(line.substring(comma + 1)));
            });
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return zones;
    }
}
