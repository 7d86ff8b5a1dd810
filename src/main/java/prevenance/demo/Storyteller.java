package prevenance.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.assess.Reason;
import prevenance.assess.Reasons;
import prevenance.demo.Stage.Look;
import prevenance.demo.StoryStore.EndedFlag;
import prevenance.demo.StoryStore.Feed;
import prevenance.demo.StoryStore.News;
import prevenance.demo.StoryStore.OpenedCase;
import prevenance.demo.StoryStore.RaisedFlag;
import prevenance.demo.StoryStore.SentMail;
import prevenance.store.Database;

/// Tells what happens while it happens: a few lines a day for what is new or grave, and the rest in numbers.
final class Storyteller {
    private static final int LINES_A_DAY = 8;
    private static final int EPISODE_LINES = 3;
    private static final int OFTEN_ENOUGH = 2;
    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final Set<String> LATER_MAILS = Set.of("EXCHANGE_SHIPPED", "REFUND_TRIGGERED");
    private static final String INDENT = "         ";

    private final Supplier<Database> database;
    private final StoryStore store = new StoryStore();
    private final Stage stage;
    private final Locale locale;
    private final StoryWords words;
    private final Map<String, Integer> told = new HashMap<>();
    private final Set<Long> followed = new HashSet<>();
    private final Map<String, String> feeds = new HashMap<>();
    private long lastFlag;
    private long lastCase;
    private Instant lastBeat;
    private @Nullable LocalDate day;
    private int lines;
    private int flags;
    private int cases;
    private int mails;

    /// @param database asked for every time: the installation may move to another one
    Storyteller(Supplier<Database> database, Stage stage, DemoOptions options, Instant start) {
        this.database = database;
        this.stage = stage;
        this.locale = options.isFrench() ? Locale.FRENCH : Locale.ENGLISH;
        this.words = new StoryWords(options.isFrench());
        this.lastBeat = start;
    }

    /// Tells what came about since the last beat.
    void beat(Instant now) {
        turnDay(now.atZone(ZONE).toLocalDate());
        News news = database.get().<News>read(tx -> store.news(tx, lastFlag, lastCase, lastBeat, now));
        List<RaisedFlag> raised = news.raised();
        List<OpenedCase> opened = news.opened();
        List<SentMail> sent = news.sent();
        flags += raised.size();
        cases += opened.size();
        mails += sent.size();
        feeds(news.feeds(), now);
        opened.forEach(one -> incident(one, now));
        raised.forEach(flag -> episode(flag, opened, sent, now));
        sent.forEach(mail -> letter(mail, now));
        news.ended().forEach(flag -> resolved(flag, now));
        lastFlag = raised.isEmpty() ? lastFlag : raised.getLast().id();
        lastCase = opened.isEmpty() ? lastCase : opened.getLast().id();
        lastBeat = now;
    }

    /// The shop's files of an evening.
    void imported(String what, int rows, int rejected, Instant now) {
        turnDay(now.atZone(ZONE).toLocalDate());
        stage.line(stage.in(Look.FAINT, "  " + time(now) + "  " + words.imported(what, rows, rejected)));
    }

    /// The lead has let messages go that waited for it.
    void approved(int messages, Instant now) {
        turnDay(now.atZone(ZONE).toLocalDate());
        stage.line(stage.in(Look.FAINT, "  " + time(now) + "  " + words.approved(messages)));
    }

    /// Ends the last day.
    void end() {
        closeDay();
    }

    private void turnDay(LocalDate today) {
        if (today.equals(day)) {
            return;
        }
        closeDay();
        day = today;
        lines = 0;
        String title = "── " + words.day(today) + " ";
        stage.line("");
        stage.line(stage.in(Look.STRONG, title + "─".repeat(Math.max(3, 72 - title.length()))));
    }

    private void closeDay() {
        if (day != null) {
            long ended = database.get().<Long>read(store::ended);
            stage.line(stage.in(Look.FAINT, INDENT + words.dayInNumbers(flags, cases, mails, ended)));
        }
        flags = 0;
        cases = 0;
        mails = 0;
    }

    /// Always told: nothing leaves before somebody has decided.
    private void incident(OpenedCase opened, Instant now) {
        StoryStore.Trouble trouble = opened.trouble();
        if (trouble != null) {
            stage.line("  " + time(now) + "  " + stage.in(Look.ALARM, words.incident()) + " · "
                    + words.carrier(trouble.carrier()) + " · " + stage.in(Look.STRONG, trouble.place()));
            stage.line(INDENT + words.heldBack());
            stage.line(INDENT + "→ "
                    + stage.in(
                            Look.WARNING,
                            words.opened(
                                    opened.id(),
                                    opened.priority(),
                                    opened.dueAt().atZone(ZONE))));
            lines += EPISODE_LINES;
        }
    }

    private void episode(RaisedFlag flag, List<OpenedCase> opened, List<SentMail> sent, Instant now) {
        int before = told.getOrDefault(flag.kind(), 0);
        boolean quietAfternoon = lines == 0 && now.atZone(ZONE).getHour() >= 12;
        boolean worthIt = before < OFTEN_ENOUGH || quietAfternoon;
        if (!worthIt || lines + EPISODE_LINES > LINES_A_DAY) {
            return;
        }
        told.merge(flag.kind(), 1, Integer::sum);
        followed.add(flag.parcelId());
        FlagKind kind = FlagKind.valueOf(flag.kind());
        stage.line("  " + time(now) + "  " + stage.in(look(kind), Reasons.name(kind, locale)) + " · "
                + stage.in(Look.STRONG, flag.order()) + " · " + words.carrier(flag.carrier()));
        stage.line(INDENT + reason(flag.reason()));
        lines += 2;
        Stream<String> cased = opened.stream()
                .filter(c -> c.parcelId() == flag.parcelId())
                .map(c -> stage.in(
                        Look.WARNING,
                        words.opened(c.id(), c.priority(), c.dueAt().atZone(ZONE))));
        Stream<String> written = sent.stream()
                .filter(m -> m.parcelId() != null && m.parcelId() == flag.parcelId())
                .map(m -> stage.in(Look.MAIL, words.wrote(m.customer(), m.subject())));
        Stream.concat(cased, written).forEach(line -> {
            stage.line(INDENT + "→ " + line);
            lines++;
        });
    }

    /// A mail that belongs to no flag told just now: the first of each kind, and those about money and replacements.
    private void letter(SentMail mail, Instant now) {
        String key = "mail " + mail.kind();
        boolean ofFollowed = mail.parcelId() != null && followed.contains(mail.parcelId());
        int often = LATER_MAILS.contains(mail.kind()) ? OFTEN_ENOUGH + 1 : 1;
        boolean worthIt = told.getOrDefault(key, 0) < often && !ofFollowed;
        if (worthIt && lines < LINES_A_DAY) {
            told.merge(key, 1, Integer::sum);
            lines++;
            stage.line("  " + time(now) + "  " + stage.in(Look.STRONG, mail.order()) + " "
                    + stage.in(Look.MAIL, words.wrote(mail.customer(), mail.subject())));
        }
    }

    private void resolved(EndedFlag flag, Instant now) {
        if (followed.contains(flag.parcelId()) && lines < LINES_A_DAY) {
            lines++;
            stage.line("  " + time(now) + "  "
                    + stage.in(Look.GOOD, "✓ " + Reasons.name(FlagKind.valueOf(flag.kind()), locale)) + " · "
                    + stage.in(Look.STRONG, flag.order()) + " · " + reason(flag.reason()));
        }
    }

    private void feeds(List<Feed> states, Instant now) {
        for (Feed feed : states) {
            String before = feeds.put(feed.carrier(), feed.state());
            boolean wasOpen = before == null || before.equals("OPEN");
            boolean isOpen = feed.state().equals("OPEN");
            if (wasOpen != isOpen) {
                lines++;
                String said = isOpen ? words.feedBack(feed.carrier()) : words.feedDown(feed.carrier());
                stage.line("  " + time(now) + "  " + stage.in(isOpen ? Look.GOOD : Look.ALARM, said));
            }
        }
    }

    private String reason(Reason reason) {
        return Reasons.text(reason, locale, ZONE);
    }

    private static String time(Instant now) {
        return TIME.format(now.atZone(ZONE));
    }

    private static Look look(FlagKind kind) {
        return switch (kind) {
            case LOST_DECLARED, LOST_SUSPECTED, DAMAGED, ADDRESS_PROBLEM -> Look.ALARM;
            case PICKUP_WAITING, DELAY_ANNOUNCED, CUSTOMS_DOCS, PARTIAL_ORDER, NUMBER_REPLACED -> Look.MAIL;
            case NUMBER_UNKNOWN,
                    NOT_HANDED_OVER,
                    STALLED,
                    LATE,
                    ATTEMPT_FAILED,
                    PICKUP_MISSED,
                    RETURNING,
                    RETURNED,
                    WILL_MISS,
                    NO_PROGRESS_LOOP,
                    CUSTOMS_HELD,
                    NOT_RECEIVED,
                    REPLACEMENT_SILENT,
                    CLAIM_DEADLINE,
                    REFUND_DUE,
                    LEGAL_DELIVERY_30D,
                    MAIL_FAILED,
                    TRACKING_END,
                    UNMAPPED_CODE -> Look.WARNING;
        };
    }
}
