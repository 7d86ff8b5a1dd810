package prevenance.aftersales;

import java.time.ZoneId;
import java.util.function.UnaryOperator;
import prevenance.assess.ArrivalOutlook;
import prevenance.carrier.CarrierDirectory;
import prevenance.cases.CustomerVoice;
import prevenance.cases.DeskSettings;
import prevenance.cases.Playbooks;
import prevenance.cases.TellingSettings;
import prevenance.message.Outbox;
import prevenance.store.Database;

/// All that stands behind the desk when something went wrong: its parts, wired.
///
/// @param refundDesk   takes refunds in and looks at them when due
/// @param exchangeDesk takes exchanges in and looks at them when due
/// @param refunds      what a person does with a refund
/// @param exchanges    what a person does with an exchange
/// @param decisions    what a person decides in a case
/// @param claims       what a person does with a claim against a carrier
/// @param claimFile    a claim as a text ready to be sent
/// @param board        what must be done by when
/// @param playbooks    how an agent works on each kind of case
/// @param voice        what customers say
public record Aftersales(
        AftersalesSettings settings,
        RefundDesk refundDesk,
        ExchangeDesk exchangeDesk,
        Refunds refunds,
        Exchanges exchanges,
        Decisions decisions,
        Claims claims,
        ClaimFile claimFile,
        DeadlineBoard board,
        Playbooks playbooks,
        CustomerVoice voice) {
    /// @param zone         where the shop is
    /// @param shopName     who claims
    /// @param carrierNames a carrier's name as customers know it, by its code
    public static Aftersales of(
            Database database,
            AftersalesSettings settings,
            ZoneId zone,
            String shopName,
            CarrierDirectory carriers,
            Outbox outbox,
            DeskSettings desk,
            TellingSettings telling,
            UnaryOperator<String> carrierNames) {
        return of(
                database,
                settings,
                zone,
                shopName,
                carriers,
                outbox,
                desk,
                telling,
                carrierNames,
                ArrivalOutlook.none());
    }

    /// As above, with what was learned of the chance that a parcel still comes.
    public static Aftersales of(
            Database database,
            AftersalesSettings settings,
            ZoneId zone,
            String shopName,
            CarrierDirectory carriers,
            Outbox outbox,
            DeskSettings desk,
            TellingSettings telling,
            UnaryOperator<String> carrierNames,
            ArrivalOutlook outlook) {
        RefundTerms terms = new RefundTerms(settings, zone, BankDays.byPublicHolidays());
        RefundDesk refundDesk = new RefundDesk(database, terms, outbox, desk);
        return new Aftersales(
                settings,
                refundDesk,
                new ExchangeDesk(database, settings, zone, carriers, outbox, desk),
                new Refunds(database, terms, outbox, desk),
                new Exchanges(database, settings, zone, carriers, outbox, desk),
                new Decisions(database, settings, zone, carriers, outbox, desk, telling, carrierNames, outlook),
                new Claims(database, desk),
                new ClaimFile(zone, shopName, carrierNames),
                new DeadlineBoard(zone),
                Playbooks.load(),
                new CustomerVoice(desk, settings.rules(), telling, outbox, refundDesk, carrierNames));
    }
}
