package prevenance.intake;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;

/// What holds for a row that does not say it.
///
/// @param zone     where the shop's clock is read: local times in files are on it
/// @param country  ISO 3166-1 alpha-2
/// @param locale   language of the messages
/// @param currency ISO 4217
/// @param shops    codes that a row may name; when there are none, nobody asks which shop it is
public record ShopDefaults(ZoneId zone, String country, Locale locale, String currency, Set<String> shops) {
    public ShopDefaults {
        shops = Set.copyOf(shops);
    }

    /// Only one shop.
    public ShopDefaults(ZoneId zone, String country, Locale locale, String currency) {
        this(zone, country, locale, currency, Set.of());
    }

    public static ShopDefaults france() {
        return new ShopDefaults(ZoneId.of("Europe/Paris"), "FR", Locale.FRANCE, "EUR");
    }
}
