package prevenance.calendar;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a country and a postcode tell about a place.
public final class Places {
    private static final Pattern BETWEEN = Pattern.compile("[\\s-]");

    /// Countries and territories with one time zone for all places a parcel goes to (IANA time zone database,
    /// `zone.tab`). Countries with several zones are left out on purpose: there the zone is unknown, except that
    /// Spain and Portugal are told apart by postcode.
    private static final Map<String, String> ZONES = Map.<String, String>ofEntries(
            Map.entry("AD", "Europe/Andorra"),
            Map.entry("AE", "Asia/Dubai"),
            Map.entry("AL", "Europe/Tirane"),
            Map.entry("AT", "Europe/Vienna"),
            Map.entry("BA", "Europe/Sarajevo"),
            Map.entry("BE", "Europe/Brussels"),
            Map.entry("BG", "Europe/Sofia"),
            Map.entry("BL", "America/St_Barthelemy"),
            Map.entry("CH", "Europe/Zurich"),
            Map.entry("CY", "Asia/Nicosia"),
            Map.entry("CZ", "Europe/Prague"),
            Map.entry("DE", "Europe/Berlin"),
            Map.entry("DK", "Europe/Copenhagen"),
            Map.entry("DZ", "Africa/Algiers"),
            Map.entry("EE", "Europe/Tallinn"),
            Map.entry("FI", "Europe/Helsinki"),
            Map.entry("FR", "Europe/Paris"),
            Map.entry("GB", "Europe/London"),
            Map.entry("GF", "America/Cayenne"),
            Map.entry("GG", "Europe/Guernsey"),
            Map.entry("GI", "Europe/Gibraltar"),
            Map.entry("GP", "America/Guadeloupe"),
            Map.entry("GR", "Europe/Athens"),
            Map.entry("HK", "Asia/Hong_Kong"),
            Map.entry("HR", "Europe/Zagreb"),
            Map.entry("HU", "Europe/Budapest"),
            Map.entry("IE", "Europe/Dublin"),
            Map.entry("IL", "Asia/Jerusalem"),
            Map.entry("IM", "Europe/Isle_of_Man"),
            Map.entry("IN", "Asia/Kolkata"),
            Map.entry("IS", "Atlantic/Reykjavik"),
            Map.entry("IT", "Europe/Rome"),
            Map.entry("JE", "Europe/Jersey"),
            Map.entry("JP", "Asia/Tokyo"),
            Map.entry("KR", "Asia/Seoul"),
            Map.entry("LI", "Europe/Vaduz"),
            Map.entry("LT", "Europe/Vilnius"),
            Map.entry("LU", "Europe/Luxembourg"),
            Map.entry("LV", "Europe/Riga"),
            Map.entry("MA", "Africa/Casablanca"),
            Map.entry("MC", "Europe/Monaco"),
            Map.entry("MD", "Europe/Chisinau"),
            Map.entry("ME", "Europe/Podgorica"),
            Map.entry("MF", "America/Marigot"),
            Map.entry("MK", "Europe/Skopje"),
            Map.entry("MQ", "America/Martinique"),
            Map.entry("MT", "Europe/Malta"),
            Map.entry("NC", "Pacific/Noumea"),
            Map.entry("NL", "Europe/Amsterdam"),
            Map.entry("NO", "Europe/Oslo"),
            Map.entry("PL", "Europe/Warsaw"),
            Map.entry("PM", "America/Miquelon"),
            Map.entry("RE", "Indian/Reunion"),
            Map.entry("RO", "Europe/Bucharest"),
            Map.entry("RS", "Europe/Belgrade"),
            Map.entry("SE", "Europe/Stockholm"),
            Map.entry("SG", "Asia/Singapore"),
            Map.entry("SI", "Europe/Ljubljana"),
            Map.entry("SK", "Europe/Bratislava"),
            Map.entry("SM", "Europe/San_Marino"),
            Map.entry("SN", "Africa/Dakar"),
            Map.entry("TN", "Africa/Tunis"),
            Map.entry("TR", "Europe/Istanbul"),
            Map.entry("TW", "Asia/Taipei"),
            Map.entry("UA", "Europe/Kyiv"),
            Map.entry("VA", "Europe/Vatican"),
            Map.entry("WF", "Pacific/Wallis"),
            Map.entry("XK", "Europe/Belgrade"),
            Map.entry("YT", "Indian/Mayotte"),
            Map.entry("ZA", "Africa/Johannesburg"));

    /// French postcodes overseas begin with these (the French post's postcode base). 987, French Polynesia, has three
    /// zones
    /// and is left unknown.
    private static final Map<String, String> FRENCH_OVERSEAS = Map.of(
            "971", "America/Guadeloupe",
            "972", "America/Martinique",
            "973", "America/Cayenne",
            "974", "Indian/Reunion",
            "975", "America/Miquelon",
            "976", "Indian/Mayotte",
            "986", "Pacific/Wallis",
            "988", "Pacific/Noumea");

    private Places() {}

    /// The time zone of a place; empty when the country has several and the postcode does not decide.
    ///
    /// @param country ISO 3166-1 alpha-2, in any case
    public static Optional<ZoneId> zoneOf(String country, @Nullable String postcode) {
        String code = country.toUpperCase(Locale.ROOT);
        String digits = compact(postcode);
        String zone = switch (code) {
            case "FR" -> isFrenchOverseas(digits) ? FRENCH_OVERSEAS.get(digits.substring(0, 3)) : ZONES.get(code);
            case "ES" -> spain(digits);
            case "PT" -> portugal(digits);
            default -> ZONES.get(code);
        };
        return Optional.ofNullable(zone).map(ZoneId::of);
    }

    /// The region whose holidays hold there: in France the département, read from the postcode (`67`, `2A`, `974`).
    /// Empty for other countries (a German postcode does not tell the Land without a list) and for a postcode of
    /// another form.
    public static Optional<String> regionOf(String country, @Nullable String postcode) {
        String digits = compact(postcode);
        if (!country.equalsIgnoreCase("FR") || !isFiveDigits(digits)) {
            return Optional.empty();
        }
        if (isFrenchOverseas(digits)) {
            return Optional.of(digits.substring(0, 3));
        }
        if (digits.startsWith("20")) {
            // Corsica: 200 and 201 are Corse-du-Sud, 202 and 206 Haute-Corse.
            return Optional.of(digits.charAt(2) <= '1' ? "2A" : "2B");
        }
        return Optional.of(digits.substring(0, 2));
    }

    private static boolean isFrenchOverseas(String digits) {
        return isFiveDigits(digits)
                && (digits.startsWith("97") || digits.startsWith("98"))
                // Monaco has French postcodes.
                && !digits.startsWith("980");
    }

    /// Provinces 35 and 38 are the Canary Islands. Without a postcode the zone is unknown.
    private static @Nullable String spain(String digits) {
        if (digits.length() != 5) {
            return null;
        }
        return digits.startsWith("35") || digits.startsWith("38") ? "Atlantic/Canary" : "Europe/Madrid";
    }

    /// Postcodes from 95 on are the Azores, 90 to 94 Madeira, which keeps Lisbon's hours.
    private static @Nullable String portugal(String digits) {
        if (digits.length() < 4) {
            return null;
        }
        return digits.compareTo("95") >= 0 ? "Atlantic/Azores" : "Europe/Lisbon";
    }

    private static String compact(@Nullable String postcode) {
        if (postcode == null || isFiveDigits(postcode)) {
            return postcode == null ? "" : postcode;
        }
        return BETWEEN.matcher(postcode).replaceAll("");
    }

    private static boolean isFiveDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() == 5;
    }
}
