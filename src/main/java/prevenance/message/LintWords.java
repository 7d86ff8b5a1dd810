package prevenance.message;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import prevenance.message.TemplateFinding.Severity;

/// What the lint looks for, in French and English.
final class LintWords {
    /// @param everywhere in the code of the template too, not only in what is read
    record Rule(Severity severity, Pattern pattern, boolean everywhere, String what, String remedy) {}

    private static final String MONTHS =
            "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
                    + "|january|february|march|april|may|june|july|august|september|october|november|december";
    private static final String DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
            + "|monday|tuesday|wednesday|thursday|friday|saturday|sunday";
    private static final String NEVER_A_DATE = "say when only with a fact: {{ estimatedDate | day }}";

    static final List<Rule> RULES = List.of(
            everywhere(
                    "ec\\.europa\\.eu/(?:consumers/)?odr|\\bODR\\b|\\bRLL\\b|règlement en ligne des litiges|online"
                            + " dispute resolution",
                    "names the EU's platform for disputes, which was closed on 20 July 2025",
                    "take it out: a link to it may mislead"),
            everywhere("http://\\S*", "links without protection", "write https://, or take it out"),
            everywhere(
                    "<\\s*(?:script|iframe|object|embed|form|input|link|base|video|audio|svg)\\b[^>]*|<meta\\s+http-equiv[^>]*"
                        + "|\\son[a-z]+\\s*=|javascript:|vbscript:|@import|url\\s*\\(",
                    "holds what no mail may hold",
                    "take it out: mail programs block it, and readers distrust it"),
            visible(
                    "\\b\\d{1,2}[/.]\\d{1,2}[/.](?:20)?\\d\\d\\b|\\b20\\d\\d-\\d\\d-\\d\\d\\b"
                            + "|\\b\\d{1,2}(?:er|st|nd|rd|th)?\\s+(?:of\\s+)?(?:" + MONTHS + ")\\b"
                            + "|\\b(?:" + MONTHS + ")\\s+\\d{1,2}\\b|\\b(?:" + DAYS + ")\\b",
                    "promises a day that nobody knows when the mail is written",
                    NEVER_A_DATE),
            visible(
                    "\\bfautes?\\b|votre erreur|par erreur vous|vous avez (?:oublié|omis|négligé|mal)|vous auriez"
                            + " (?:dû|pu)|(?:à cause|la responsabilité) (?:du|de la|de l’|de l'|de votre)"
                            + " ?(?:transporteur|livreur|facteur|poste|coursier)?|négligen\\w+|incompéten\\w+|le"
                            + " transporteur (?:n’a pas su|a mal|a oublié|est responsable)|\\byour"
                            + " (?:fault|mistake|error|negligence)\\b|\\byou (?:failed|forgot|neglected|should"
                            + " have)\\b|because of (?:the|your) (?:carrier|driver|postman|courier)|carrier(?:’|')?s"
                            + " (?:fault|mistake|failure|error)|\\bblames?\\b|neglig\\w+|incompeten\\w+",
                    "blames somebody",
                    "say what happened and what you do about it"),
            visible(
                    "\\bpromo\\w*|\\bsoldes?\\b|\\bréductions?\\b|code (?:promo|avantage)|bons?"
                        + " d(?:’|')achat|nouveautés|\\bprofitez\\b|\\bdécouvrez\\b|newsletter|infolettre|offres?"
                        + " (?:spéciales?|exclusives?|du moment)|\\bparrain\\w*|suivez-nous"
                        + " sur|-\\s?\\d+\\s?%|\\d+\\s?% (?:de remise|off)|\\bdiscounts?\\b|\\bcoupons?\\b|\\bon"
                        + " sale\\b|special offers?|exclusive offers?|shop now|new arrivals|don(?:’|')t miss|refer a"
                        + " friend|follow us on|voucher code",
                    "advertises",
                    "take it out: the law wants consent for that, and the reader is waiting for a parcel"));

    /// Words that a text in that language can hardly do without.
    static final Map<String, Pattern> COMMON = Map.of(
            "fr",
                    words("votre|vos|vous|nous|notre|colis|livraison|commande|est|sont|pas|dans|avec|pour|merci|bonjour"
                            + "|une|remboursement|désolés?|jour|nouvelles|cette|ce"),
            "en",
                    words("the|your|you|parcel|we|are|will|with|thanks?|hello|delivery|order|please|have|has|not|our|is"
                            + "|refund|this|for|to|it"));

    private LintWords() {}

    private static Rule everywhere(String pattern, String what, String remedy) {
        return new Rule(Severity.ERROR, words(pattern, false), true, what, remedy);
    }

    private static Rule visible(String pattern, String what, String remedy) {
        return new Rule(Severity.ERROR, words(pattern, false), false, what, remedy);
    }

    private static Pattern words(String words) {
        return words("(?<![\\p{L}’'-])(?:" + words + ")(?![\\p{L}’'-])", true);
    }

    private static Pattern words(String pattern, boolean lower) {
        return Pattern.compile(
                pattern,
                Pattern.UNICODE_CHARACTER_CLASS | (lower ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }
}
