package prevenance.intake;

import java.util.HashMap;
import java.util.Map;
import prevenance.aftersales.BlockedWhy;
import prevenance.aftersales.ExchangeState;
import prevenance.aftersales.RefundState;

/// What shops call the states of refunds and exchanges.
final class StateWords {
    private static final Map<String, RefundState> REFUNDS = keyed(Map.of(
            RefundState.DECIDED, "decided;approved;to pay;pending;decide;accepte;a payer;en attente",
            RefundState.TRIGGERED, "triggered;sent;paid;refunded;declenche;envoye;paye;rembourse;effectue",
            RefundState.ARRIVED, "arrived;received;settled;arrive;recu;credite",
            RefundState.FAILED, "failed;rejected;refused;echoue;echec;rejete;refuse",
            RefundState.CANCELLED, "cancelled;canceled;void;annule"));

    private static final Map<String, ExchangeState> EXCHANGES = keyed(Map.of(
            ExchangeState.PROMISED, "promised;accepted;approved;open;promis;accepte;ouvert",
            ExchangeState.RETURN_RECEIVED, "return received;returned;retour recu;retourne",
            ExchangeState.SHIPPED, "shipped;sent;expedie;envoye",
            ExchangeState.BLOCKED, "blocked;on hold;out of stock;bloque;en attente;rupture;en rupture",
            ExchangeState.ENDED, "ended;delivered;done;livre;termine",
            ExchangeState.CANCELLED, "cancelled;canceled;annule"));

    private static final Map<String, BlockedWhy> BLOCKED = keyed(Map.of(
            BlockedWhy.OUT_OF_STOCK, "out of stock;no stock;stock;rupture;rupture de stock;en rupture",
            BlockedWhy.NO_LONGER_MADE, "no longer made;discontinued;arrete;plus fabrique;fin de serie",
            BlockedWhy.OTHER, "other;autre"));

    private static final Map<String, Boolean> YES_NO =
            keyed(Map.of(true, "yes;true;1;y;oui;vrai;o", false, "no;false;0;n;non;faux"));

    private StateWords() {}

    static Parsed<RefundState> refund(String text) {
        return found(REFUNDS, text, "decided, triggered, arrived, failed or cancelled");
    }

    static Parsed<ExchangeState> exchange(String text) {
        return found(EXCHANGES, text, "promised, return received, shipped, blocked, delivered or cancelled");
    }

    static Parsed<BlockedWhy> blocked(String text) {
        return found(BLOCKED, text, "out of stock, no longer made or other");
    }

    static Parsed<Boolean> yesNo(String text) {
        return found(YES_NO, text, "yes or no");
    }

    private static <T> Parsed<T> found(Map<String, T> words, String text, String known) {
        T value = words.get(Words.key(text));
        return value == null ? Parsed.bad("is not known", "write " + known) : Parsed.good(value);
    }

    private static <T> Map<String, T> keyed(Map<T, String> words) {
        Map<String, T> keyed = new HashMap<>();
        words.forEach((value, names) -> {
            for (String name : names.split(";", -1)) {
                keyed.put(Words.key(name), value);
            }
        });
        return Map.copyOf(keyed);
    }
}
