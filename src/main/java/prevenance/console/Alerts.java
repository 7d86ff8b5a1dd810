package prevenance.console;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.cases.incident.Incident;
import prevenance.cases.incident.IncidentState;
import prevenance.cases.incident.IncidentStore;
import prevenance.console.DigestStore.OpenDeadline;
import prevenance.console.access.Role;
import prevenance.message.MailTrouble;
import prevenance.message.MessageKind;
import prevenance.store.Tx;
import prevenance.watch.CarrierHealth;
import prevenance.watch.CarrierHealthStore;
import prevenance.watch.FeedOutage;
import prevenance.watch.FeedOutageStore;
import prevenance.watch.OutageCause;
import prevenance.web.Dates;
import prevenance.web.Texts;

/// Mails to whoever leads the desk about what cannot wait, each once for as long as it lasts.
public final class Alerts {
    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    /// A parcel is asked about at least daily; a little more, so that one that is just being asked does not
    /// count.
    private static final Duration READ_WITHIN = Duration.ofHours(26);

    private static final Duration FAILURES_WITHIN = Duration.ofDays(2);

    /// Of fewer parcels a share says nothing.
    private static final long FEW = 20;

    private static final int MOST_DEADLINES = 200;

    private final ConsoleParts parts;
    private final DigestSettings settings;
    private final @Nullable String address;
    private final StaffMail mail;
    private final Texts texts = Console.texts();
    private final CarrierNames names;
    private final DigestStore store = new DigestStore();
    private final CarrierHealthStore healths = new CarrierHealthStore();
    private final FeedOutageStore outages = new FeedOutageStore();
    private @Nullable Instant mailTroubleSaid;

    /// One thing that cannot wait.
    ///
    /// @param about   names it in the mail's key
    /// @param episode the same while it lasts
    /// @param key     of its texts: `alert.<key>` and `alert.<key>.detail`
    /// @param since   null when nobody knows
    /// @param path    of the page to look at
    private record Alert(
            String about,
            int episode,
            String key,
            List<Object> arguments,
            @Nullable Instant since,
            String path) {}

    /// @param address of the console, as people reach it; null for none
    public Alerts(ConsoleParts parts, DigestSettings settings, @Nullable String address) {
        this.parts = parts;
        this.settings = settings;
        this.address = address;
        mail = new StaffMail(parts.outbox());
        names = new CarrierNames(parts.carriers());
    }

    /// Puts mails about what has begun into the outbox; what was told of is not told again. That no mail gets
    /// through cannot be mailed: it is logged, and stands above every page.
    public void alertsDue(Instant now) {
        sayMailTrouble(now);
        if (!settings.alerts()) {
            return;
        }
        parts.database().execute(tx -> {
            if (!mail.hasReaders(tx, Role.LEAD)) {
                return;
            }
            outages(tx, now);
            incidents(tx, now);
            feeds(tx, now);
            approvals(tx, now);
            failures(tx, now);
            coverage(tx, now);
            deadlines(tx, now);
        });
    }

    private void sayMailTrouble(Instant now) {
        Optional<MailTrouble> trouble =
                parts.lead().mail().get().filter(it -> !now.isBefore(it.since().plus(StandingNotices.MAIL_PATIENCE)));
        if (trouble.isEmpty() || trouble.get().since().equals(mailTroubleSaid)) {
            return;
        }
        mailTroubleSaid = trouble.get().since();
        LOG.atError()
                .addKeyValue("trouble", trouble.get().kind())
                .addKeyValue("answer", trouble.get().answer())
                .addKeyValue("since", trouble.get().since())
                .log("no mail has left for 15 minutes");
    }

    /// Each incident that waits for a decision.
    private void incidents(Tx tx, Instant now) {
        for (Incident incident : new IncidentStore().open(tx)) {
            if (incident.state() == IncidentState.OPEN && incident.worry().isOfCustomers()) {
                String carrier = names.of(incident.carrier());
                String where = incident.place().isEmpty() ? carrier : incident.place() + ", " + carrier;
                List<Object> arguments = List.of(incident.members(), where);
                String path = "/incidents/" + incident.id();
                tell(
                        tx,
                        new Alert("/incident/" + incident.id(), 1, "incident", arguments, incident.openedAt(), path),
                        now);
            }
        }
    }

    /// Each outage is told when it begins and when it is over; that we ourselves were off, once for all carriers.
    private void outages(Tx tx, Instant now) {
        for (FeedOutage outage : outages.open(tx)) {
            if (parts.lead().isOn(outage.carrier())) {
                tell(tx, began(outage), now);
            }
        }
        for (FeedOutage outage : outages.ended(tx, now.minus(FAILURES_WITHIN))) {
            if (outage.cause() == OutageCause.NOT_RUNNING) {
                long hours = Math.max(1, outage.within(outage.beganAt(), now).toHours());
                tell(tx, new Alert("/off", episode(outage), "off", List.of(hours), outage.beganAt(), "/carriers"), now);
            } else if (parts.lead().isOn(outage.carrier())) {
                String about = "/back/" + outage.carrier();
                List<Object> name = List.of(names.of(outage.carrier()));
                String path = "/carriers/" + outage.carrier();
                tell(tx, new Alert(about, episode(outage), "back", name, outage.beganAt(), path), now);
            }
        }
    }

    private Alert began(FeedOutage outage) {
        String carrier = outage.carrier();
        String key = switch (outage.cause()) {
            case REFUSED -> "refused";
            case NO_EVENTS -> "silent";
            case FAILED_READS, NOT_RUNNING -> "down";
        };
        String about = (outage.cause() == OutageCause.REFUSED ? "/refused/" : "/down/") + carrier;
        return new Alert(
                about, episode(outage), key, List.of(names.of(carrier)), outage.beganAt(), "/carriers/" + carrier);
    }

    private static int episode(FeedOutage outage) {
        return Math.toIntExact(outage.beganAt().getEpochSecond() / 60);
    }

    /// What the feeds' own watch has not taken up yet.
    private void feeds(Tx tx, Instant now) {
        for (CarrierHealth health : healths.all(tx)) {
            if (!parts.lead().isOn(health.carrier())
                    || outages.current(tx, health.carrier()).isPresent()) {
                continue;
            }
            Instant answered = health.lastAnsweredAt();
            int episode = answered == null ? 0 : Math.toIntExact(answered.getEpochSecond() / 60);
            String path = "/carriers/" + health.carrier();
            List<Object> name = List.of(names.of(health.carrier()));
            switch (health.state()) {
                case OPEN -> {
                    // All is well.
                }
                case REFUSED ->
                    tell(tx, new Alert("/refused/" + health.carrier(), episode, "refused", name, answered, path), now);
                case RESTING -> {
                    if (answered != null && answered.isBefore(now.minus(settings.feedDown()))) {
                        tell(tx, new Alert("/down/" + health.carrier(), episode, "down", name, answered, path), now);
                    }
                }
            }
        }
    }

    private void approvals(Tx tx, Instant now) {
        DigestStore.Late late = store.lateApprovals(tx, now);
        if (late.count() > 0) {
            List<Object> count = List.of(late.count());
            tell(tx, new Alert("/approvals", day(now), "approvals", count, late.since(), "/messages"), now);
        }
    }

    private void failures(Tx tx, Instant now) {
        int failed = store.failures(tx, now.minus(FAILURES_WITHIN));
        if (failed >= settings.failures()) {
            String path = "/messages?tab=failed";
            tell(tx, new Alert("/failures", day(now), "failures", List.of(failed), null, path), now);
        }
    }

    private void coverage(Tx tx, Instant now) {
        // What an outage left unread was told with the outage.
        Instant since = now.minus(READ_WITHIN);
        Set<String> on = parts.carriers().codes().stream()
                .filter(parts.lead()::isOn)
                .filter(code -> outages.since(tx, code, since).isEmpty())
                .collect(Collectors.toSet());
        DigestStore.Coverage read = store.coverage(tx, on, since);
        if (read.open() >= FEW && read.percent() < settings.coverage()) {
            List<Object> shares = List.of(read.percent(), read.open() - read.read(), read.open());
            tell(tx, new Alert("/coverage", day(now), "coverage", shares, null, "/coverage"), now);
        }
    }

    private void deadlines(Tx tx, Instant now) {
        LocalDate today = now.atZone(parts.zone()).toLocalDate();
        Instant until = today.plusDays(2).atStartOfDay(parts.zone()).toInstant();
        List<OpenDeadline> costly = store.deadlines(tx, until, MOST_DEADLINES).stream()
                .filter(deadline -> deadline.amountMinor() != null && deadline.currency() != null)
                .filter(deadline -> deadline.dueAt().isAfter(now))
                .toList();
        if (costly.isEmpty()) {
            return;
        }
        Map<String, Long> sums = new TreeMap<>();
        costly.forEach(deadline -> sums.merge(
                String.valueOf(deadline.currency()),
                Optional.ofNullable(deadline.amountMinor()).orElse(0L),
                Long::sum));
        tell(tx, new Alert("/deadlines", day(now), "deadlines", List.of(costly.size(), sums), null, "/"), now);
    }

    /// What has no beginning of its own is told once a day while it lasts.
    private int day(Instant now) {
        return Math.toIntExact(now.atZone(parts.zone()).toLocalDate().toEpochDay());
    }

    private void tell(Tx tx, Alert alert, Instant now) {
        int told = mail.tell(
                tx,
                Role.LEAD,
                MessageKind.STAFF_ALERT,
                alert.about(),
                alert.episode(),
                locale -> Map.of("alert", facts(alert, Texts.language(locale))),
                now);
        if (told > 0) {
            LOG.atWarn().addKeyValue("alert", alert.about()).log("the leads are told of what cannot wait");
        }
    }

    private Map<String, @Nullable Object> facts(Alert alert, Locale locale) {
        Object[] arguments = alert.arguments().stream()
                .map(argument -> argument instanceof Map<?, ?> sums ? amounts(sums, locale) : argument)
                .toArray();
        Map<String, @Nullable Object> facts = new HashMap<>();
        facts.put("what", texts.text(locale, "alert." + alert.key(), arguments));
        facts.put("detail", texts.text(locale, "alert." + alert.key() + ".detail", arguments));
        facts.put("since", alert.since() == null ? null : Dates.moment(alert.since(), parts.zone(), locale));
        facts.put("link", address == null ? null : address + alert.path());
        return facts;
    }

    private static String amounts(Map<?, ?> sums, Locale locale) {
        return sums.entrySet().stream()
                .map(sum -> Dates.money(((Number) sum.getValue()).longValue(), String.valueOf(sum.getKey()), locale))
                .collect(Collectors.joining(" + "));
    }
}
