package prevenance.demo;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The narrator's own words, in French or English.
final class StoryWords {
    private final boolean french;
    private final Locale locale;

    StoryWords(boolean french) {
        this.french = french;
        this.locale = french ? Locale.FRENCH : Locale.ENGLISH;
    }

    String day(LocalDate day) {
        String text = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", locale).format(day);
        return text.substring(0, 1).toUpperCase(locale) + text.substring(1);
    }

    String carrier(String code) {
        return switch (code) {
            case "laposte" -> "La Poste";
            case "mondial-relay" -> "Mondial Relay";
            case "chronopost" -> "Chronopost";
            case "ups" -> "UPS";
            case "fedex" -> "FedEx";
            case "dhl" -> "DHL";
            default -> code;
        };
    }

    String imported(String what, int rows, int rejected) {
        String kind = switch (what) {
            case "refunds" -> french ? "remboursements" : "refunds";
            case "exchanges" -> french ? "échanges" : "exchanges";
            default -> french ? "commandes" : "orders";
        };
        String bad = rejected == 0 ? "" : french ? ", " + rejected + " rejetées" : ", " + rejected + " rejected";
        return french
                ? "la boutique dépose son fichier : " + kind + ", " + lines(rows) + bad
                : "the shop drops its file: " + kind + ", " + lines(rows) + bad;
    }

    String approved(int messages) {
        return french
                ? "la responsable relit et valide " + messages + (messages == 1 ? " courriel" : " courriels")
                : "the lead reads and approves " + messages + (messages == 1 ? " mail" : " mails");
    }

    String opened(long id, int priority, ZonedDateTime due) {
        String when = DateTimeFormatter.ofPattern("EEEE HH:mm", locale).format(due);
        return french
                ? "dossier " + id + " ouvert, priorité " + priority + ", à traiter avant " + when
                : "case " + id + " opened, priority " + priority + ", first answer due " + when;
    }

    String incident() {
        return french ? "Incident : beaucoup de colis, une seule cause" : "Incident: many parcels, one cause";
    }

    String heldBack() {
        return french
                ? "un seul dossier pour tous, et aucun courriel avant qu'on n'en valide le texte"
                : "one case for all of them, and no mail before somebody approves its wording";
    }

    String wrote(String customer, String subject) {
        return french
                ? "courriel à " + customer + " : « " + subject + " »"
                : "mail to " + customer + ": “" + subject + "”";
    }

    String feedDown(String carrier) {
        return french
                ? carrier(carrier) + " ne répond plus : on le laisse reprendre, les autres continuent"
                : carrier(carrier) + " no longer answers: it is left alone for a while, the others go on";
    }

    String feedBack(String carrier) {
        return french
                ? carrier(carrier) + " répond de nouveau ; le silence ne compte contre aucun colis"
                : carrier(carrier) + " answers again; its silence is held against no parcel";
    }

    String dayInNumbers(int flags, int cases, int mails, long ended) {
        return french
                ? "en tout : " + flags + " signaux, " + cases + " dossiers, " + mails + " courriels ; " + ended
                        + " colis arrivés à ce jour"
                : "in all: " + flags + " flags, " + cases + " cases, " + mails + " mails; " + ended
                        + " parcels have arrived so far";
    }

    private String lines(int rows) {
        return rows + (french ? rows < 2 ? " ligne" : " lignes" : rows == 1 ? " row" : " rows");
    }
}
