package prevenance.intake;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A column that a file may have, with the names it goes by. A header is compared without regard to
/// case, accents, spaces and signs. Each is itself: compared by identity.
final class Column {
    /// How much of a value a report may show.
    enum Privacy {
        OPEN,
        MASKED,
        HIDDEN
    }

    static final Column ORDER = of(
            "order",
            Privacy.OPEN,
            64,
            "order number;order no;order id;order ref;order reference;order name;commande;numero de commande;no"
                + " commande;no de commande;num commande;n commande;n de commande;reference commande;ref commande;id"
                + " commande");
    static final Column CARRIER = of(
            "carrier",
            Privacy.OPEN,
            60,
            "carrier name;carrier code;shipping carrier;"
                    + "shipping company;tracking company;courier;transporteur;nom du transporteur;livreur");
    static final Column TRACKING_NUMBER = of(
            "tracking_number",
            Privacy.OPEN,
            80,
            "tracking;tracking no;tracking id;tracking code;parcel;parcel number;parcel no;shipment"
                + " number;consignment;awb;suivi;numero de suivi;no suivi;no de suivi;num suivi;n suivi;n de"
                + " suivi;code suivi;code de suivi;colis;numero de colis;numero colis;no colis;no de colis;n colis;n"
                + " de colis");
    static final Column SHIPPED_AT = of(
            "shipped_at",
            Privacy.OPEN,
            40,
            "shipped;shipped on;ship date;shipped date;shipping date;shipment date;date shipped;handed"
                    + " over;expedie;expedie le;expediee le;date expedition;date d expedition;date envoi;date d"
                    + " envoi;envoye le");
    static final Column PROMISED_DATE = of(
            "promised_date",
            Privacy.OPEN,
            40,
            "promised;promise;promise date;promised delivery;promised delivery date;delivery promise;promised at;date"
                    + " promise;promis le;promise le;promis pour le;livraison promise;date de livraison promise;date"
                    + " livraison promise;date de livraison annoncee;livraison annoncee");
    static final Column CUSTOMER_NAME = of(
            "customer_name",
            Privacy.HIDDEN,
            200,
            "customer;name;full name;recipient;"
                    + "recipient name;shipping name;buyer;client;nom;nom client;nom du client;nom complet;destinataire;"
                    + "nom du destinataire;acheteur");
    static final Column EMAIL = of(
            "email",
            Privacy.MASKED,
            254,
            "mail;e mail address;email address;mail address;customer email;customer mail;courriel;adresse"
                    + " email;adresse mail;adresse e mail;adresse courriel;mail client;email client;email du client");
    static final Column PHONE = of(
            "phone",
            Privacy.MASKED,
            40,
            "phone number;telephone;telephone number;mobile;mobile phone;cell phone;customer phone;tel;no tel;n"
                    + " tel;numero de telephone;portable;tel portable;telephone portable;telephone mobile;gsm");
    static final Column LOCALE = of("locale", Privacy.OPEN, 40, "language;lang;customer locale;langue;langue client");
    static final Column COUNTRY = of(
            "country",
            Privacy.OPEN,
            60,
            "country code;shipping country;destination country;"
                    + "destination;pays;code pays;pays de livraison;pays livraison");
    static final Column POSTCODE = of(
            "postcode",
            Privacy.HIDDEN,
            16,
            "post code;postal code;zip;zip code;"
                    + "shipping zip;shipping postcode;code postal;cp;code postal de livraison;cp livraison");
    static final Column SHOP = of(
            "shop",
            Privacy.OPEN,
            40,
            "shop code;store;store code;sales channel;boutique;code boutique;magasin;enseigne;marque;brand");
    static final Column SERVICE = of(
            "service",
            Privacy.OPEN,
            100,
            "carrier service;shipping service;product;"
                    + "shipping method;delivery method;mode de livraison;mode livraison;methode de livraison;"
                    + "service transporteur;produit transporteur");
    static final Column VALUE = of(
            "value",
            Privacy.OPEN,
            40,
            "order value;goods value;total;order total;total price;price;valeur;valeur marchandise;valeur de la"
                    + " commande;montant commande;montant total;prix;total ttc");
    static final Column CURRENCY = of("currency", Privacy.OPEN, 20, "currency code;devise;monnaie;code devise");
    static final Column ITEMS = of(
            "items",
            Privacy.HIDDEN,
            1000,
            "item;contents;content;products;line items;" + "articles;article;contenu;produits;contenu du colis");
    static final Column REFERENCE = of(
            "reference",
            Privacy.OPEN,
            64,
            "ref;refund reference;refund id;refund;"
                    + "exchange reference;exchange id;exchange;return reference;id;remboursement;ref remboursement;"
                    + "reference remboursement;reference du remboursement;numero de remboursement;echange;ref echange;"
                    + "reference echange;reference de l echange;numero d echange");
    static final Column AMOUNT = of(
            "amount",
            Privacy.OPEN,
            40,
            "refund amount;refunded;refunded amount;value;total;"
                    + "montant;montant rembourse;montant remboursement;montant du remboursement;somme");
    static final Column MEANS = of(
            "means",
            Privacy.OPEN,
            60,
            "means of payment;payment means;payment method;method;refund method;moyen;moyen de paiement;mode de"
                    + " paiement;moyen de remboursement;mode de remboursement");
    static final Column TRIGGERED_AT = of(
            "triggered_at",
            Privacy.OPEN,
            40,
            "triggered;triggered on;refunded at;"
                    + "refunded on;refund date;date;declenche le;rembourse le;date de remboursement;date remboursement;"
                    + "date du remboursement;date de declenchement");
    static final Column BANK_REFERENCE = of(
            "bank_reference",
            Privacy.HIDDEN,
            100,
            "bank ref;arn;"
                    + "acquirer reference number;transaction reference;transaction id;reference bancaire;ref bancaire;"
                    + "reference banque;reference de transaction");

    static final Column STATE = of("state", Privacy.OPEN, 40, "status;etat;statut;refund state;exchange state");
    static final Column WHY = of("why", Privacy.OPEN, 200, "failed why;blocked why;failure;reason;motif;raison;cause");
    static final Column SHIP_BY = of(
            "ship_by",
            Privacy.OPEN,
            40,
            "ship by date;to be shipped by;leaves by;a expedier avant;expedition avant;date limite d expedition");
    static final Column AWAITS_RETURN =
            of("awaits_return", Privacy.OPEN, 20, "after return;needs return;attend retour;apres retour");
    static final Column RETURN_RECEIVED_AT = of(
            "return_received_at",
            Privacy.OPEN,
            40,
            "return received;returned at;return date;retour recu;retour recu le;date de retour");

    static final Column ORDERED_AT = of(
            "ordered_at",
            Privacy.OPEN,
            40,
            "ordered;ordered on;order date;order placed;placed at;created at;date commande;date de commande;date de la"
                    + " commande;commande le;passee le");

    static final Column PROMISED_FROM = of(
            "promised_from",
            Privacy.OPEN,
            20,
            "promise from;window from;slot from;delivery window start;promis de;promise de;creneau de;creneau"
                    + " debut;debut du creneau;debut creneau");
    static final Column PROMISED_UNTIL = of(
            "promised_until",
            Privacy.OPEN,
            20,
            "promise until;promised by;window until;slot until;delivery window end;promis avant;promis jusqu a;creneau"
                    + " a;creneau fin;fin du creneau;fin creneau");
    static final Column ORIGIN_COUNTRY = of(
            "origin_country",
            Privacy.OPEN,
            60,
            "origin;ship from country;from country;warehouse country;pays d origine;pays de depart;pays d"
                    + " expedition;pays entrepot");
    static final Column ORIGIN_POSTCODE = of(
            "origin_postcode",
            Privacy.OPEN,
            16,
            "origin zip;ship from postcode;from postcode;from zip;warehouse postcode;code postal d origine;code postal"
                    + " de depart;code postal d expedition;code postal entrepot");
    static final Column REPLACES = of(
            "replaces",
            Privacy.OPEN,
            80,
            "replaces number;replaced number;old number;old tracking number;former number;remplace;remplace le numero;"
                    + "ancien numero;ancien suivi;numero remplace");

    static final List<Column> ORDERS = List.of(
            ORDER,
            CARRIER,
            TRACKING_NUMBER,
            SHIPPED_AT,
            PROMISED_DATE,
            CUSTOMER_NAME,
            EMAIL,
            PHONE,
            LOCALE,
            COUNTRY,
            POSTCODE,
            SERVICE,
            VALUE,
            CURRENCY,
            ITEMS,
            ORDERED_AT,
            SHOP,
            PROMISED_FROM,
            PROMISED_UNTIL,
            ORIGIN_COUNTRY,
            ORIGIN_POSTCODE,
            REPLACES);
    static final List<Column> REFUNDS =
            List.of(REFERENCE, ORDER, AMOUNT, CURRENCY, MEANS, TRIGGERED_AT, BANK_REFERENCE, STATE, WHY);
    static final List<Column> EXCHANGES = List.of(
            REFERENCE,
            ORDER,
            CARRIER,
            TRACKING_NUMBER,
            SHIPPED_AT,
            ITEMS,
            PROMISED_DATE,
            SERVICE,
            STATE,
            WHY,
            SHIP_BY,
            AWAITS_RETURN,
            RETURN_RECEIVED_AT);

    /// The columns that a file of a kind may have.
    static List<Column> of(ImportKind kind) {
        return switch (kind) {
            case ORDERS -> ORDERS;
            case REFUNDS -> REFUNDS;
            case EXCHANGES -> EXCHANGES;
        };
    }

    /// The columns that it must have.
    static List<Column> required(ImportKind kind) {
        return switch (kind) {
            case ORDERS -> List.of(ORDER, TRACKING_NUMBER);
            case REFUNDS -> List.of(REFERENCE, ORDER, AMOUNT, TRIGGERED_AT);
            case EXCHANGES -> List.of(REFERENCE, ORDER);
        };
    }

    private final String name;
    private final Set<String> keys;
    private final Privacy privacy;
    private final int max;

    private Column(String name, Set<String> keys, Privacy privacy, int max) {
        this.name = name;
        this.keys = keys;
        this.privacy = privacy;
        this.max = max;
    }

    /// The canonical name.
    String name() {
        return name;
    }

    /// All its names as [Words#key] makes them.
    Set<String> keys() {
        return keys;
    }

    /// The longest value taken, in characters.
    int max() {
        return max;
    }

    /// What a report shows of a value.
    @Nullable
    String show(String value) {
        return switch (privacy) {
            case OPEN -> Words.shown(value);
            case MASKED -> Contacts.masked(Words.clean(value));
            case HIDDEN -> null;
        };
    }

    private static Column of(String name, Privacy privacy, int max, String others) {
        Set<String> keys = new LinkedHashSet<>();
        keys.add(Words.key(name));
        for (String other : others.split(";", -1)) {
            keys.add(Words.key(other));
        }
        return new Column(name, Set.copyOf(keys), privacy, max);
    }
}
