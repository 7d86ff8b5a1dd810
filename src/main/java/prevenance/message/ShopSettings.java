package prevenance.message;

import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;
import prevenance.message.mail.LetterWriter;

/// The section `shop:`: in whose name messages are written.
///
/// @param name      as customers know it
/// @param sender    the address messages come from; its domain names the messages
/// @param replyTo   where answers go, null for the sender
/// @param signature who signs, null for the shop's name
/// @param url       the shop's site, null for none
/// @param legal     company name, form, address and register number, as the law wants it below each message; null
///                  when
/// not
///                  given
/// @param phones    numbers by country (ISO 3166-1 alpha-2) and `default`. French law wants a number without
///                  surcharge
///                  in the correspondence (Code de la consommation, L121-16)
/// @param locale    for orders whose language we do not speak
/// @param country   for orders that name none
/// @param timeZone  of the shop's days and hours
/// @param brand     what its mails look like
public record ShopSettings(
        String name,
        String sender,
        @Nullable String replyTo,
        @Nullable String signature,
        @Nullable String url,
        @Nullable String legal,
        Map<String, String> phones,
        Locale locale,
        String country,
        ZoneId timeZone,
        BrandSettings brand) {
    private static final String ANY_COUNTRY = "default";

    /// With the usual looks.
    public ShopSettings(
            String name,
            String sender,
            @Nullable String replyTo,
            @Nullable String signature,
            @Nullable String url,
            @Nullable String legal,
            Map<String, String> phones,
            Locale locale,
            String country,
            ZoneId timeZone) {
        this(name, sender, replyTo, signature, url, legal, phones, locale, country, timeZone, BrandSettings.defaults());
    }

    /// Reads with defaults; name and sender have none.
    public static ShopSettings read(YamlSection section) {
        return read(section, Path.of(""));
    }

    /// As above.
    ///
    /// @param folder where relative paths start
    public static ShopSettings read(YamlSection section, Path folder) {
        String name = section.text("name");
        if (name.chars().anyMatch(Character::isISOControl)) {
            section.problem("name", "holds a line break", "write it on one line");
        }
        String locale = section.text("locale", "fr");
        if (Locale.forLanguageTag(locale).getLanguage().isEmpty()) {
            section.problem("locale", "'" + locale + "' is not a language", "write fr or en");
        }
        String country = section.text("country", "FR").toUpperCase(Locale.ROOT);
        if (!Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).contains(country)) {
            section.problem("country", "'" + country + "' is not a country", "write two letters such as FR");
        }
        return new ShopSettings(
                name,
                address(section, "sender", section.text("sender")),
                section.optionalText("reply-to")
                        .map(reply -> address(section, "reply-to", reply))
                        .orElse(null),
                section.optionalText("signature").orElse(null),
                section.optionalText("url").map(url -> url(section, url)).orElse(null),
                section.optionalText("legal").orElse(null),
                phones(section),
                Locale.forLanguageTag(locale),
                country,
                section.zone("time-zone", ZoneId.of("Europe/Paris")),
                BrandSettings.read(section.section("brand"), folder));
    }

    /// This shop, with what another one that is run with it says differently. Country, language and time zone are
    /// one
    /// installation's and stay.
    ShopSettings override(YamlSection section, Path folder) {
        Map<String, String> own = phones(section);
        return new ShopSettings(
                section.optionalText("name").orElse(name),
                section.optionalText("sender")
                        .map(from -> address(section, "sender", from))
                        .orElse(sender),
                section.optionalText("reply-to")
                        .map(reply -> address(section, "reply-to", reply))
                        .orElse(section.has("sender") ? null : replyTo),
                section.optionalText("signature").orElse(section.has("name") ? null : signature),
                section.optionalText("url").map(url -> url(section, url)).orElse(section.has("name") ? null : url),
                section.optionalText("legal").orElse(legal),
                own.isEmpty() ? phones : own,
                locale,
                country,
                timeZone,
                brand.override(section.section("brand"), folder));
    }

    /// A shop of that name and address, all else as by default.
    public static ShopSettings of(String name, String sender) {
        return new ShopSettings(
                name, sender, null, null, null, null, Map.of(), Locale.FRENCH, "FR", ZoneId.of("Europe/Paris"));
    }

    /// An invented shop, for looking at mails before there is a configuration.
    public static ShopSettings example() {
        return new ShopSettings(
                "L’Atelier d’Exemple",
                "bonjour@boutique.example",
                null,
                "Lou",
                "https://boutique.example",
                "Atelier d’Exemple SARL, 1 rue Exemple, 69000 Lyon, RCS Lyon 000 000 000",
                Map.of(ANY_COUNTRY, "+33 1 99 00 00 00"),
                Locale.FRENCH,
                "FR",
                ZoneId.of("Europe/Paris"));
    }

    /// The domain that the names of our messages end in.
    public String senderDomain() {
        String ascii = LetterWriter.encodable(sender);
        return ascii == null ? "localhost" : ascii.substring(ascii.lastIndexOf('@') + 1);
    }

    /// The number for customers of a country, null when there is none.
    public @Nullable String phoneFor(String orderCountry) {
        String own = phones.get(orderCountry.toUpperCase(Locale.ROOT));
        return own == null ? phones.get(ANY_COUNTRY) : own;
    }

    private static Map<String, String> phones(YamlSection section) {
        Map<String, String> phones = new LinkedHashMap<>();
        section.textMap("phones")
                .forEach((country, number) ->
                        phones.put(country.equals(ANY_COUNTRY) ? country : country.toUpperCase(Locale.ROOT), number));
        return phones;
    }

    private static String address(YamlSection section, String key, String address) {
        if (!address.isEmpty() && LetterWriter.encodable(address) == null) {
            section.problem(key, "'" + address + "' is not an e-mail address", "write one such as bonjour@example.org");
        }
        return address;
    }

    private static @Nullable String url(YamlSection section, String url) {
        if (!WebAddress.isSafe(url)) {
            section.problem("url", "'" + url + "' is not a web address", "write one such as https://www.example.org");
            return null;
        }
        return URI.create(url).toString();
    }
}
