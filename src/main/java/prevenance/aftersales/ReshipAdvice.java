package prevenance.aftersales;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// What investigating first and sending anew at once are expected to cost, with the sum shown. Pure; an
/// advice and never a decision.
///
/// @param currency    ISO 4217 of all amounts
/// @param investigate the lines of "ask the carrier first", which add up to its cost
/// @param reship      the lines of "send anew at once"
public record ReshipAdvice(String currency, List<Line> investigate, List<Line> reship) {
    private static final BigDecimal MINUTES_PER_HOUR = BigDecimal.valueOf(60);

    /// One line of a sum.
    ///
    /// @param key    what it is: a key of the texts, `staff-time`, `churn`, `goods`, `postage`, `claim`,
    ///               `reship-later`
    /// @param amount below zero when it comes back
    /// @param terms  the factors that were multiplied, in their order
    public record Line(String key, BigDecimal amount, List<BigDecimal> terms) {
        public Line {
            terms = List.copyOf(terms);
        }
    }

    /// What is better by this sum.
    public enum Choice {
        INVESTIGATE,
        RESHIP,
        /// Less than a tenth lies between them.
        EITHER
    }

    public ReshipAdvice {
        investigate = List.copyOf(investigate);
        reship = List.copyOf(reship);
    }

    /// Expected costs for goods of a value. Investigating first costs an agent's time and the customers that
    /// the waiting loses, and sending anew after all when the parcel is not found; sending anew at once costs
    /// goods and postage, less what comes back when the parcel is found and what a claim brings.
    ///
    /// @param value    the goods' price
    /// @param currency ISO 4217
    public static ReshipAdvice of(BigDecimal value, String currency, AdviceSettings settings) {
        BigDecimal notFound = BigDecimal.ONE.subtract(settings.foundChance());
        BigDecimal goods = value.multiply(settings.goodsShare());
        BigDecimal again = goods.add(settings.postage());
        return new ReshipAdvice(
                currency,
                List.of(
                        time(settings, settings.investigateMinutes()),
                        line("churn", settings.churnChance(), settings.customerValue()),
                        line("reship-later", notFound, again),
                        back("claim", notFound, settings.claimChance(), value)),
                List.of(
                        time(settings, settings.reshipMinutes()),
                        line("goods", value, settings.goodsShare()),
                        line("postage", settings.postage()),
                        back("found-goods", settings.foundChance(), goods),
                        back("claim", notFound, settings.claimChance(), value)));
    }

    public BigDecimal costOfInvestigating() {
        return sum(investigate);
    }

    public BigDecimal costOfReshipping() {
        return sum(reship);
    }

    /// The cheaper of the two, when it is clearly cheaper.
    public Choice choice() {
        BigDecimal one = costOfInvestigating();
        BigDecimal other = costOfReshipping();
        BigDecimal margin = one.abs().max(other.abs()).movePointLeft(1);
        if (one.subtract(other).abs().compareTo(margin) < 0) {
            return Choice.EITHER;
        }
        return one.compareTo(other) < 0 ? Choice.INVESTIGATE : Choice.RESHIP;
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
