package prevenance.carrier;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What in a reply may say who a person is, recognised by the names of the fields, in the languages that carriers use.
enum PersonalKind {
    DATE("", "(date|time|timestamp|heure|hour|epoch|datum|fecha)"),
    IMAGE("image", "(signature|image|photo|picture|base64|bitmap|podcontent|poddocument)"),
    EMAIL("e-mail", "(mail)"),
    PHONE("phone", "(phone|mobile|telefon|telephone|msisdn|gsm|fax|^tel$|^sms$|portable)"),
    POSTCODE(
            "postcode", "(postcode|postalcode|postal_?code|zipcode|^zip$|codepostal|^cp$|^plz$|^postal$|codigopostal)"),
    PLACE_ON_EARTH("coordinate", "(latitude|longitude|^lat$|^lon$|^lng$|geoloc|coordinates)"),
    SECRET(
            "code to open or to read",
            "(accesscode|doorcode|digicode|pincode|^pin$|token|password|withdrawalcode|opencode)"),
    STREET(
            "street",
            "(street|address|addr|adresse|strasse|^rue$|^voie$|line[1-4]$|housen|building|direccion|indirizzo|straat)"),
    REFERENCE(
            "reference",
            "(reference|^ref|ref$|orderno|ordernumber|orderid|customer(no|number|id)|account|invoice|shippernumber|"
                    + "ponumber|contract)"),
    NAME(
            "name",
            "(name|^nom$|prenom|consignee|recipient|receiver|signatory|signedby|signedfor|signataire|signed|destinataire|"
                + "addressee|attention|contact|person|company|societe|firma|empfanger|absender|^shipper$|^sender$|nombre|receivedby)"),
    NUMBER(
            "tracking number",
            "(tracking|parcel|shipment|barcode|awb|waybill|consignment|colis|idship|skybill|sscc|packageid|"
                    + "packagenumber|piece|expedition|envio|sendung)");

    private static final Pattern NO_PERSON = Pattern.compile(
            "(service|product|status|event|carrier|country|state|type|depot|office|facility|location|site|agency|method|file|"
                + "field|step|stage|city|town|unit|center|centre|branch|shop|relay|pickup|point|environment|system|milestone|"
                + "reason|code|category)");

    private static final Pattern SWITCH = Pattern.compile("^(show|has|is|allow|can|with)[a-z]");
    private static final Pattern PERSON = Pattern.compile(
            "(recipient|consignee|receiver|sign|destinat|addressee|person|first|last|prenom|dlvr|contact)");

    private final String word;
    private final Pattern keys;

    PersonalKind(String word, String keys) {
        this.word = word;
        this.keys = Pattern.compile(keys);
    }

    /// For people.
    String word() {
        return word;
    }

    /// By the last key, and for names by the one above it too; empty for what tells nothing about a person.
    static Optional<PersonalKind> of(List<String> path) {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        String key = plain(path.getLast());
        for (PersonalKind kind : values()) {
            if (kind.keys.matcher(key).find()) {
                boolean thing = kind == NAME && isThing(path, key);
                return kind == DATE || thing ? Optional.empty() : Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /// The name of a depot, a service or a status is nobody's; neither is a switch such as "showContactInfo".
    private static boolean isThing(List<String> path, String key) {
        if (SWITCH.matcher(key).find()
                || !PERSON.matcher(key).find() && NO_PERSON.matcher(key).find()) {
            return true;
        }
        return key.endsWith("name")
                && !PERSON.matcher(key).find()
                && path.size() > 1
                && NO_PERSON.matcher(plain(path.get(path.size() - 2))).find();
    }

    /// Whether a field or element of this name is about somebody.
    static boolean isPerson(String key) {
        return PERSON.matcher(plain(key)).find();
    }

    private static String plain(String key) {
        return Accents.fold(key).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
