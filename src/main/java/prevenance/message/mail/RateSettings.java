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
public record RateSettings(@Nullable Double perDomain, Map<String, Double> domains) {
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

    /// `per-domain` (0 for no limit) and `domains:`. A mail server on this machine has a queue and rates of its own:
    /// there
    /// no limit is the default.
    static RateSettings read(YamlSection mail) {
        boolean ownServer = MailSettings.isLoopback(mail.text("host", "localhost"));
        int usual = mail.integer("per-domain", ownServer ? 0 : USUAL, 0, HIGHEST);
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
}
