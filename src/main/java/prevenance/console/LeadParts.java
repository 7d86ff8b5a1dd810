package prevenance.console;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import prevenance.assess.RuleSettings;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.CarrierSettings;
import prevenance.message.MailTrouble;
import prevenance.message.MessageActions;
import prevenance.message.Preview;
import prevenance.transit.TransitModel;

/// What the pages of whoever leads the desk work with: messages, carriers, rules.
///
/// @param catalog  every declared carrier's definition
/// @param carriers what the shop says about each, by code
/// @param mail     what keeps mail from getting through now
/// @param trials   what is tried before it counts
/// @param model    what the shop's own parcels have taught so far
public record LeadParts(
        MessageActions messages,
        Preview preview,
        RuleSettings rules,
        CarrierCatalog catalog,
        Map<String, CarrierSettings> carriers,
        Supplier<Optional<MailTrouble>> mail,
        TrialParts trials,
        Supplier<TransitModel> model) {
    /// Whether the shop has switched a carrier on.
    boolean isOn(String code) {
        CarrierSettings own = carriers.get(code);
        return own != null && own.enabled();
    }
}
