package prevenance.backtest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a book of rules would have done with closed parcels.
///
/// @param name     of the book: a file, or the rules in force
/// @param parcels  replayed
/// @param promised of these, with a promise
/// @param inTime   delivered, and not late
/// @param late     delivered after the promise; without one, slower than 95 of 100 of the lane
/// @param returned came back, or was on its way back
/// @param never    declared lost, or no end was ever seen
/// @param voided   voided, or another number took its place
/// @param cases    that would have opened
/// @param mails    that would have left
/// @param judged   how often a parcel was judged
/// @param rules    each rule, gravest first
/// @param sums     all warnings together, and the simple rules beside
/// @param mailsByKind by the kind's name
public record BacktestReport(
        String name,
        int parcels,
        int promised,
        int inTime,
        int late,
        int returned,
        int never,
        int voided,
        int cases,
        int mails,
        int judged,
        List<RuleFigures> rules,
        List<RuleFigures> sums,
        Map<String, Integer> mailsByKind) {
    public BacktestReport {
        rules = List.copyOf(rules);
        sums = List.copyOf(sums);
        mailsByKind = new TreeMap<>(mailsByKind);
    }

    /// Everything as plain values, for JSON; the same report gives the same text.
    public Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("name", name);
        facts.put("parcels", parcels);
        facts.put("promised", promised);
        facts.put("inTime", inTime);
        facts.put("late", late);
        facts.put("returned", returned);
        facts.put("never", never);
        facts.put("voided", voided);
        facts.put("cases", cases);
        facts.put("mails", mails);
        facts.put("judged", judged);
        facts.put("rules", rules.stream().map(BacktestReport::facts).toList());
        facts.put("sums", sums.stream().map(BacktestReport::facts).toList());
        facts.put("mailsByKind", mailsByKind);
        return facts;
    }

    private static Map<String, @Nullable Object> facts(RuleFigures rule) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("rule", rule.name());
        facts.put("raised", rule.raised());
        facts.put("true", rule.right());
        facts.put("false", rule.wrong());
        facts.put("missed", rule.missed());
        facts.put("precision", rounded(rule.precision()));
        facts.put("recall", rounded(rule.recall()));
        facts.put("hoursBeforePromise", hours(rule.beforePromise()));
        facts.put("hoursBeforeDelivery", hours(rule.beforeEnd()));
        facts.put("hoursBeforeFirstContact", hours(rule.beforeContact()));
        facts.put("cases", rule.cases());
        facts.put("mails", rule.mails());
        return facts;
    }

    private static @Nullable Double rounded(@Nullable Double share) {
        return share == null ? null : Double.valueOf(Math.round(share * 10_000) / 10_000.0);
    }

    private static @Nullable Double hours(@Nullable Duration time) {
        return time == null ? null : Double.valueOf(Math.round(time.toMinutes() / 6.0) / 10.0);
    }
}
