package prevenance.carrier;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.TrackingNumber;

/// A carrier as `carriers/<code>/carrier.yaml` describes it. The complete, commented example is
/// `carriers/laposte/carrier.yaml`. In short:
///
/// - Expressions (`when`, `items`, `number`, `events`, `code`, `text`, …) are JSONata over a tree of texts, groups and
///   lists. JSON numbers are texts too (`returnCode = "200"`), JSON booleans stay booleans; null, `""`, `{}` and `[]`
///   are absent. In XML, namespaces are dropped, attributes are plain keys, an element without content is absent, one
///   element is a value and several are a list; text beside attributes or children stands under `_text`. `$item` is the
///   parcel's entry and `$root` the whole reply. Where a list of expressions is taken, the first that gives a text
///   counts.
/// - Templates (`path`, `query`, `headers`, `body`) have the variables `{number}`, `{numbers}`, `{uuid}`,
///   `{now-millis}`, `{postcode}`, `{country}`, `{ship-date}` (also `{ship-date-3}`, `{ship-date+3}`, ISO days),
///   `{language}`, `{carrier}` (of an aggregator), `{token}`, `{signature}`, `{body}` (in a signature or header),
/// `{environment}`,
///   `{credentials.<name>}` and `{settings.<name>}`. Values are escaped for their place. A query parameter, header or
///   form field whose variable has no value is left out; elsewhere put the part that may be left out between `{?` and
///   `?}`.
/// - Rules stand in lists, the first that fits decides.
///
/// @param code         the folder's name
/// @param otherNames   what shops and platforms call it too
/// @param customerPage its page for the recipient, null when there is none
/// @param language     in which it is asked
/// @param languages    in which it may be asked; empty when it does not say
/// @param needs        what a parcel must have to be asked about
/// @param batchSize    numbers per request
/// @param batchJoin    between the numbers of `{numbers}`
/// @param batchItem    what each number becomes in `{numbers}`
/// @param registration how an aggregator is told to watch a number; empty when it may be asked at once
/// @param carriers     those an aggregator asks on our behalf; none for a carrier that takes its parcels itself
public record CarrierDefinition(
        String code,
        String name,
        List<String> otherNames,
        java.time.ZoneId zone,
        @Nullable Template customerPage,
        List<NumberFormat> numbers,
        Map<String, Credential> credentials,
        Map<String, Setting> settings,
        String language,
        List<String> languages,
        Map<String, URI> environments,
        RequestRecipe request,
        Set<Need> needs,
        int batchSize,
        String batchJoin,
        Template batchItem,
        AuthRecipe auth,
        Optional<SignatureRecipe> signature,
        List<Limit> limits,
        int inFlight,
        Duration timeout,
        ReplyReading reply,
        Facts facts,
        Optional<RegistrationRecipe> registration,
        CarrierList carriers) {

    /// Where all this was read.
    ///
    /// @param checked     when it was last read there, null when nobody says
    /// @param unconfirmed what no source proves
    public record Facts(java.time.@Nullable LocalDate checked, List<String> sources, List<String> unconfirmed) {}

    /// Something secret that the carrier gives to the shop.
    ///
    /// @param required  whether the carrier is off without it
    /// @param insteadOf other credentials that are not needed when this one is given
    public record Credential(String description, boolean required, List<String> insteadOf) {}

    /// Something of the shop's account that is not secret.
    ///
    /// @param standard its value when the shop sets none; null when the shop must set it
    public record Setting(String description, @Nullable String standard) {}

    /// A limit and how we know of it.
    ///
    /// @param unconfirmed true when no source proves it
    public record Limit(RateLimit rate, String source, boolean unconfirmed) {}

    /// Whether its tables or its list of ignored codes know a key by now.
    public boolean knows(String key) {
        return reply.status().row(key).isPresent()
                || reply.status().ignored().find(key).isPresent();
    }

    /// The number as this carrier is asked for it and names it: the part of it that its shape calls `asked`, or all.
    TrackingNumber asked(TrackingNumber number) {
        return numbers.stream()
                .flatMap(format -> format.asked(number).stream())
                .findFirst()
                .orElse(number);
    }

    CarrierTraits traits() {
        return new CarrierTraits(
                code,
                name,
                batchSize,
                rates(limits),
                inFlight,
                zone,
                needs,
                carriers,
                registration
                        .map(recipe -> new CarrierTraits.Registration(
                                recipe.batchSize(), rates(recipe.limits()), recipe.firstLook()))
                        .orElse(null));
    }

    private static List<RateLimit> rates(List<Limit> limits) {
        return limits.stream().map(Limit::rate).toList();
    }

    /// The same carrier as it is asked when numbers are registered.
    ///
    /// @throws java.util.NoSuchElementException when none are
    CarrierDefinition registering() {
        RegistrationRecipe recipe = registration.orElseThrow();
        return new CarrierDefinition(
                code,
                name,
                otherNames,
                zone,
                customerPage,
                numbers,
                credentials,
                settings,
                language,
                languages,
                environments,
                recipe.request(),
                needs,
                recipe.batchSize(),
                recipe.batchJoin(),
                recipe.batchItem(),
                auth,
                signature,
                recipe.limits(),
                inFlight,
                timeout,
                reply,
                facts,
                registration,
                carriers);
    }
}
