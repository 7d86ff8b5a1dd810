package prevenance.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import prevenance.console.Shell.Banner;
import prevenance.message.MailTrouble;
import prevenance.web.Dates;

/// What stands above every page while it lasts: nothing is sent to customers, or no mail gets through.
final class StandingNotices implements Shell.Banners {
    /// How long mail may fail before everybody is told; shorter troubles mend themselves.
    static final Duration MAIL_PATIENCE = Duration.ofMinutes(15);

    private final ConsoleParts parts;

    StandingNotices(ConsoleParts parts) {
        this.parts = parts;
    }

    @Override
    public List<Banner> now(Instant now, ZoneId zone, Locale locale) {
        List<Banner> banners = new ArrayList<>();
        parts.database()
                .read(tx -> parts.outbox().pause(tx))
                .ifPresent(pause -> banners.add(new Banner(
                        "wait",
                        pause.why().isBlank() ? "banner.paused" : "banner.paused-why",
                        List.of(Dates.moment(pause.since(), zone, locale), pause.by(), pause.why()),
                        "/messages")));
        parts.lead()
                .mail()
                .get()
                .filter(trouble -> !now.isBefore(trouble.since().plus(MAIL_PATIENCE)))
                .ifPresent(trouble -> banners.add(mail(trouble, zone, locale)));
        return banners;
    }

    private static Banner mail(MailTrouble trouble, ZoneId zone, Locale locale) {
        String key = switch (trouble.kind()) {
            case "MISCONFIGURED" -> "banner.mail-misconfigured";
            case "DISTRUSTED" -> "banner.mail-distrusted";
            default -> "banner.mail-down";
        };
        return new Banner(
                "bad",
                key,
                List.of(Dates.moment(trouble.since(), zone, locale), trouble.answer()),
                "/messages?tab=queued");
    }
}
