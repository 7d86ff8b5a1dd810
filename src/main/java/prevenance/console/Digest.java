package prevenance.console;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.backtest.ShadowReport;
import prevenance.calendar.OpeningHours;
import prevenance.console.access.Role;
import prevenance.message.MessageKind;
import prevenance.store.Tx;
import prevenance.watch.Coverage;
import prevenance.watch.CoverageStore;
import prevenance.web.Dates;
import prevenance.web.Texts;

/// The morning mail to everybody who works on cases: what waits for them today.
public final class Digest {
    private static final Logger LOG = LoggerFactory.getLogger(Digest.class);

    /// Later than this after its time it would be no morning mail any more; the console tells it all.
    private static final Duration LATEST = Duration.ofHours(6);

    private static final int CALLS = 500;
    private static final int DEADLINES = 12;
    private static final int DEADLINE_DAYS = 3;

    private final ConsoleParts parts;
    private final DigestSettings settings;
    private final OpeningHours desk;
    private final @Nullable String address;
    private final StaffMail mail;
    private final Texts texts = Console.texts();
    private final CarrierNames names;
    private final DigestStore store = new DigestStore();
    private final WaitingStore waiting = new WaitingStore();
    private final CoverageStore coverage;
    private @Nullable LocalDate done;

    /// @param desk    on whose days there is a digest
    /// @param address of the console, as people reach it; null for none
    public Digest(ConsoleParts parts, DigestSettings settings, OpeningHours desk, @Nullable String address) {
        this.parts = parts;
        this.settings = settings;
        this.desk = desk;
        this.address = address;
        mail = new StaffMail(parts.outbox());
        names = new CarrierNames(parts.carriers());
        coverage = new CoverageStore(parts.carriers(), parts.lead()::isOn);
    }

    /// Puts this morning's mails into the outbox when it is time. Each person gets one for each day of the
    /// shop's calendar: its key is the day, so that neither a restart nor a clock set back makes a second
    /// one.
    public void digestDue(Instant now) {
        ZoneId zone = parts.zone();
        LocalDate today = now.atZone(zone).toLocalDate();
        if (!settings.enabled() || today.equals(done) || !isWorkingDay(today)) {
            return;
        }
        // A time that the clock skips in spring is moved on by the hour that it skips.
        Instant due = ZonedDateTime.of(today, settings.at(), zone).toInstant();
        if (now.isBefore(due) || now.isAfter(due.plus(LATEST))) {
            return;
        }
        int told = parts.database().write(tx -> tell(tx, today, now));
        done = today;
        if (told > 0) {
            LOG.atInfo().addKeyValue("people", told).log("morning digest queued");
        }
    }

    private boolean isWorkingDay(LocalDate day) {
        return desk.hours().containsKey(day.getDayOfWeek()) && desk.calendar().isBusinessDay(day);
    }

    private int tell(Tx tx, LocalDate today, Instant now) {
        if (!mail.hasReaders(tx, Role.AGENT)) {
            return 0;
        }
        Instant endOfDay = today.plusDays(1).atStartOfDay(parts.zone()).toInstant();
        Instant deadlinesUntil =
                today.plusDays(DEADLINE_DAYS).atStartOfDay(parts.zone()).toInstant();
        DigestStore.Cases cases = store.cases(tx, now, endOfDay);
        int approvals = waiting.approvals(tx);
        int callBacks = store.callBacks(tx, endOfDay)
                + parts.outbox().callList(tx, CALLS).size();
        List<DigestStore.OpenDeadline> deadlines = store.deadlines(tx, deadlinesUntil, DEADLINES);
        Set<String> on =
                parts.carriers().codes().stream().filter(parts.lead()::isOn).collect(Collectors.toSet());
        List<String> down = waiting.feedsDown(tx).stream()
                .filter(on::contains)
                .map(names::of)
                .toList();
        Coverage read = coverage.count(tx, now);
        ShadowReport shadow = ShadowReport.of(tx, today.minusDays(1), parts.zone());
        boolean calm = shadow.isEmpty()
                && cases.overdue() + cases.due() + approvals + callBacks + deadlines.size() + down.size() == 0;
        if (calm && settings.skipCalm()) {
            return 0;
        }
        return mail.tell(
                tx,
                Role.AGENT,
                MessageKind.STAFF_DIGEST,
                "",
                Math.toIntExact(today.toEpochDay()),
                locale -> {
                    Map<String, @Nullable Object> digest = new HashMap<>();
                    digest.put("cases", Map.of("overdue", cases.overdue(), "due", cases.due(), "open", cases.open()));
                    digest.put("approvals", approvals);
                    digest.put("callBacks", callBacks);
                    digest.put("deadlines", said(deadlines, locale));
                    digest.put("feedsDown", down);
                    digest.put("readToday", Map.of("read", read.read(), "open", read.open()));
                    if (!shadow.isEmpty()) {
                        digest.put("shadow", Map.of("mails", shadow.mailCount(), "flags", shadow.flagCount()));
                        digest.put("inShadow", said(shadow, locale));
                    }
                    if (!read.unread().isEmpty()) {
                        digest.put("unread", unread(read, Texts.language(locale)));
                    }
                    digest.put("link", address);
                    return Map.of("digest", digest);
                },
                now);
    }

    /// What would have gone out yesterday.
    private List<Map<String, @Nullable Object>> said(ShadowReport shadow, Locale locale) {
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        shadow.mails().forEach(line -> lines.add(said(line, "message-kind." + line.kind(), locale)));
        shadow.flags().forEach(line -> lines.add(said(line, "flag-kind." + line.kind(), locale)));
        return lines;
    }

    private Map<String, @Nullable Object> said(ShadowReport.Line line, String key, Locale locale) {
        return Map.of(
                "what", texts.has(key) ? texts.text(Texts.language(locale), key) : line.kind(), "count", line.count());
    }

    private List<String> unread(Coverage read, Locale language) {
        return read.unread().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> one.getValue() + ": "
                        + texts.text(language, "coverage.reason." + one.getKey().name()))
                .toList();
    }

    private List<Map<String, @Nullable Object>> said(List<DigestStore.OpenDeadline> deadlines, Locale locale) {
        Locale language = Texts.language(locale);
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        for (DigestStore.OpenDeadline deadline : deadlines) {
            String key = "deadline-kind." + deadline.kind();
            Map<String, @Nullable Object> line = new HashMap<>();
            line.put("what", texts.has(key) ? texts.text(language, key) : deadline.kind());
            line.put("order", deadline.order());
            line.put("dueText", Dates.moment(deadline.dueAt(), parts.zone(), language));
            Long amount = deadline.amountMinor();
            String currency = deadline.currency();
            line.put("amountText", amount == null || currency == null ? null : Dates.money(amount, currency, language));
            lines.add(line);
        }
        return lines;
    }
}
