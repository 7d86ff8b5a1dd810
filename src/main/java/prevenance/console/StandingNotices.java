package prevenance.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import prevenance.console.Shell.Banner;
import prevenance.health.Condition;
import prevenance.message.MailTrouble;
import prevenance.watch.FeedOutage;
import prevenance.watch.FeedOutageStore;
import prevenance.web.Dates;

/// What stands above every page while it lasts: nothing is sent to customers, no mail gets through, a carrier's feed is
/// down, or something else is wrong with the service.
final class StandingNotices implements Shell.Banners {
    /// How long mail may fail before everybody is told; shorter troubles mend themselves.
    static final Duration MAIL_PATIENCE = Duration.ofMinutes(15);

    /// Of the mail server the banner tells more.
    private static final String TOLD_ABOVE = "mail-server";

    private final ConsoleParts parts;
    private final CarrierNames names;
    private final Function<Instant, List<Condition>> health;
    private final FeedOutageStore outages = new FeedOutageStore();

    /// @param health how the program is doing at an instant
    StandingNotices(ConsoleParts parts, Function<Instant, List<Condition>> health) {
        this.parts = parts;
        this.health = health;
        names = new CarrierNames(parts.carriers());
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
        if (parts.lead().trials().shadow().mails().all()
                && parts.lead().trials().shadow().isOn()) {
            int share = parts.lead().trials().shadow().mails().share().percent();
            banners.add(new Banner("wait", "banner.shadow", List.of(share), "/rules/shadow"));
        }
        parts.lead()
                .mail()
                .get()
                .filter(trouble -> !now.isBefore(trouble.since().plus(MAIL_PATIENCE)))
                .ifPresent(trouble -> banners.add(mail(trouble, zone, locale)));
        for (FeedOutage outage : parts.database().<List<FeedOutage>>read(outages::open)) {
            if (parts.lead().isOn(outage.carrier())) {
                banners.add(new Banner(
                        "bad",
                        "banner.feed-" + outage.cause().name(),
                        List.of(names.of(outage.carrier()), Dates.moment(outage.beganAt(), zone, locale)),
                        "/carriers/" + outage.carrier()));
            }
        }
        health.apply(now).stream()
                .filter(condition -> condition.isAlarming() && !condition.name().equals(TOLD_ABOVE))
                .map(condition -> trouble(condition, now, zone, locale))
                .forEach(banners::add);
        return banners;
    }

    private static Banner trouble(Condition condition, Instant now, ZoneId zone, Locale locale) {
        Instant since = Objects.requireNonNullElse(condition.since(), now);
        @Nullable
        String page = switch (condition.name()) {
            case "mails", "canary" -> "/messages?tab=queued";
            case "untold" -> "/cases";
            case "carriers" -> "/carriers";
            default -> null;
        };
        return new Banner(
                "bad",
                "banner.trouble",
                List.of(condition.what(locale), Dates.moment(since, zone, locale), condition.remedy(locale)),
                page);
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
