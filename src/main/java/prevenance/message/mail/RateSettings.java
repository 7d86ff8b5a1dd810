package prevenance.message.mail;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;

/// How many mails a second go to the recipients of one domain, beside `mail.per-second` for all.
///
/// @param perDomain for each domain without an entry of its own; null for no limit
/// @param domains   by domain in lower case, mails a second
public record RateSettings(
        @Nullable Double perDomain, Map<String, Double> domains) {
    // Our own figure: large mailbox providers publish none, and slow down whom they find too fast.
    private static final int USUAL = 5;
    private static final int HIGHEST = 10_000;

    public RateSettings {
        domains = Map.copyOf(domains);
    }

    /// No limit for any domain.
    public static RateSettings unlimited() {
        return new RateSettings(null, Map.of());
    }

    /// `per-domain` (0 for no limit) and `domains:`.
    static RateSettings read(YamlSection mail) {
        int usual = mail.integer("per-domain", USUAL, 0, HIGHEST);
        YamlSection section = mail.section("domains");
        Map<String, Double> domains = new HashMap<>();
        for (String domain : section.keys()) {
            domains.put(domain.toLowerCase(Locale.ROOT), (double) section.integer(domain, USUAL, 1, HIGHEST));
        }
        return new RateSettings(usual == 0 ? null : Double.valueOf(usual), domains);
    }

    /// Null for no limit.
    public @Nullable Double of(String domain) {
        return domains.getOrDefault(domain, perDomain);
    }

    /// The part of one of several nodes that send side by side.
    public RateSettings sharedBy(int nodes) {
        Map<String, Double> parts = new HashMap<>();
        domains.forEach((domain, rate) -> parts.put(domain, rate / nodes));
        return new RateSettings(perDomain == null ? null : Double.valueOf(perDomain / nodes), parts);
    }
}
