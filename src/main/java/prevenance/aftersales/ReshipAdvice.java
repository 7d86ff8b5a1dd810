package prevenance.aftersales;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What waiting, asking the carrier first and sending anew at once are expected to cost, each with its sum shown: every
/// line is rounded to the cent, and the lines add up. Pure; an advice and never a decision.
///
/// @param currency    ISO 4217 of all amounts
/// @param arrival     the chance that it still comes by itself; null when too little is known, then waiting is not
/// weighed
/// @param waiting        the lines of "wait"; empty when it is not weighed
/// @param investigate the lines of "ask the carrier first", which add up to its cost
/// @param reship      the lines of "send anew at once"
public record ReshipAdvice(
        String currency, @Nullable Arrival arrival, List<Line> waiting, List<Line> investigate, List<Line> reship) {
    private static final BigDecimal MINUTES_PER_HOUR = BigDecimal.valueOf(60);

    /// The chance that it still comes by itself.
    ///
    /// @param chance     0 to 1, to the hundredth
    /// @param days       within so many days
    /// @param sampleSize delivered parcels behind it
    /// @param group      which parcels, for people
    public record Arrival(BigDecimal chance, int days, int sampleSize, String group) {}

    /// One line of a sum.
    ///
    /// @param key    what it is: a key of the texts, `staff-time`, `churn`, `goods`, `postage`, `claim`,
    ///               `reship-later`, `ask-later`
    /// @param amount below zero when it comes back
    /// @param terms  the factors that were multiplied, in their order
    public record Line(String key, BigDecimal amount, List<BigDecimal> terms) {
        public Line {
            terms = List.copyOf(terms);
        }
    }

    /// What is better by this sum.
    public enum Choice {
        WAIT,
        INVESTIGATE,
        RESHIP,
        /// Less than a tenth lies between the two cheapest.
        EITHER
    }

    public ReshipAdvice {
        waiting = List.copyOf(waiting);
        investigate = List.copyOf(investigate);
        reship = List.copyOf(reship);
    }

    /// As [#of(BigDecimal, String, AdviceSettings, Arrival)] when nothing was learned.
    public static ReshipAdvice of(BigDecimal value, String currency, AdviceSettings settings) {
        return of(value, currency, settings, null);
    }

    /// Expected costs for goods of a value. Waiting costs the customers that it loses, and when the parcel
    /// does not come by itself all that asking costs then. Asking first costs an agent's time and the
    /// customers that the waiting loses, and sending anew after all when the parcel neither comes nor is
    /// found. Sending anew at once costs goods and postage, less what comes back: found by the carrier, or
    /// come by itself and sent back by the customer. What is lost for good brings a claim.
    ///
    /// @param value    the goods' price
    /// @param currency ISO 4217
    /// @param arrival  null when too little is known
    public static ReshipAdvice of(
            BigDecimal value, String currency, AdviceSettings settings, @Nullable Arrival arrival) {
        BigDecimal comes = arrival == null ? BigDecimal.ZERO : arrival.chance();
        BigDecimal stays = BigDecimal.ONE.subtract(comes);
        // What does not come by itself may still be found.
        BigDecimal gone = stays.multiply(BigDecimal.ONE.subtract(settings.foundChance()));
        BigDecimal found = stays.multiply(settings.foundChance());
        BigDecimal goods = value.multiply(settings.goodsShare());
        BigDecimal again = goods.add(settings.postage());
        Line churn = line("churn", settings.churnChance(), settings.customerValue());
        List<Line> investigate = List.of(
                time(settings, settings.investigateMinutes()),
                churn,
                line("reship-later", gone, again),
                back("claim", gone, settings.claimChance(), value));
        BigDecimal asking = sum(List.of(
                time(settings, settings.investigateMinutes()),
                line("reship-later", BigDecimal.ONE.subtract(settings.foundChance()), again),
                back("claim", BigDecimal.ONE.subtract(settings.foundChance()), settings.claimChance(), value)));
        return new ReshipAdvice(
                currency,
                arrival,
                arrival == null ? List.of() : List.of(churn, line("ask-later", stays, asking)),
                investigate,
                Stream.of(
                                Stream.of(
                                        time(settings, settings.reshipMinutes()),
                                        line("goods", value, settings.goodsShare()),
                                        line("postage", settings.postage()),
                                        back("found-goods", found, goods)),
                                Stream.ofNullable(arrival)
                                        .map(_ -> back("returned-goods", comes, settings.returnedShare(), goods)),
                                Stream.of(back("claim", gone, settings.claimChance(), value)))
                        .flatMap(lines -> lines)
                        .toList());
    }

    /// Zero when waiting is not weighed.
    public BigDecimal costOfWaiting() {
        return sum(waiting);
    }

    public BigDecimal costOfInvestigating() {
        return sum(investigate);
    }

    public BigDecimal costOfReshipping() {
        return sum(reship);
    }

    private record Option(Choice choice, BigDecimal cost) {}

    /// The cheapest, when it is clearly cheaper than the next.
    public Choice choice() {
        List<Option> options = Stream.concat(
                        waiting.isEmpty() ? Stream.of() : Stream.of(new Option(Choice.WAIT, costOfWaiting())),
                        Stream.of(
                                new Option(Choice.INVESTIGATE, costOfInvestigating()),
                                new Option(Choice.RESHIP, costOfReshipping())))
                .sorted(Comparator.comparing(Option::cost))
                .toList();
        BigDecimal best = options.getFirst().cost();
        BigDecimal next = options.get(1).cost();
        BigDecimal margin = best.abs().max(next.abs()).movePointLeft(1);
        return next.subtract(best).compareTo(margin) < 0
                ? Choice.EITHER
                : options.getFirst().choice();
    }

    private static Line time(AdviceSettings settings, int minutes) {
        BigDecimal amount = settings.staffHour()
                .multiply(BigDecimal.valueOf(minutes))
                .divide(MINUTES_PER_HOUR, 2, RoundingMode.HALF_UP);
        return new Line("staff-time", amount, List.of(BigDecimal.valueOf(minutes), settings.staffHour()));
    }

    private static Line line(String key, BigDecimal... factors) {
        return new Line(key, cents(product(factors)), List.of(factors));
    }

    private static Line back(String key, BigDecimal... factors) {
        return new Line(key, cents(product(factors).negate()), List.of(factors));
    }

    private static BigDecimal product(BigDecimal... factors) {
        BigDecimal product = BigDecimal.ONE;
        for (BigDecimal factor : factors) {
            product = product.multiply(factor);
        }
        return product;
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }

    private static BigDecimal sum(List<Line> lines) {
        return lines.stream().map(Line::amount).reduce(cents(BigDecimal.ZERO), BigDecimal::add);
    }
}
