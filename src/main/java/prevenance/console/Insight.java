package prevenance.console;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import prevenance.console.Chart.Group;
import prevenance.console.Chart.Value;
import prevenance.console.Figure.Cell;
import prevenance.console.InsightStore.Answered;
import prevenance.console.InsightStore.Contact;
import prevenance.console.InsightStore.Count;
import prevenance.console.InsightStore.Marks;
import prevenance.console.InsightStore.Noticed;
import prevenance.console.InsightStore.Sent;
import prevenance.store.Tx;
import prevenance.web.Texts;

/// What the past weeks teach: who is late, whether we notice before the customer does, whether we answer in time.
final class Insight {
    /// Of fewer a share says little; our own.
    static final int ENOUGH = 20;

    private static final int MOST_BARS = 10;
    private static final Duration GOAL = Duration.ofHours(2);
    private static final Duration MARKET = Duration.ofHours(24);
    private static final int BEST_MARK = 5;

    private final Texts texts;
    private final Locale locale;
    private final ConsoleParts parts;
    private final CarrierNames names;
    private final InsightStore store = new InsightStore();

    Insight(Texts texts, Locale locale, ConsoleParts parts) {
        this.texts = texts;
        this.locale = locale;
        this.parts = parts;
        names = new CarrierNames(parts.carriers());
    }

    List<Figure> figures(Tx tx, Instant from, Instant until) {
        String home = parts.lead().rules().originCountry();
        List<Sent> sent = store.sent(tx, from, until, home);
        List<Marks> marks = store.marks(tx, from, until);
        List<Figure> figures = new ArrayList<>();
        figures.add(shares("carrier", sent, one -> names.of(one.carrier())));
        figures.add(shares("service", sent, this::service));
        figures.add(shares(
                "lane",
                sent,
                one -> home + " → " + one.country() + (one.area().isEmpty() ? "" : " " + one.area() + "…")));
        figures.add(lead(store.noticed(tx, from, until)));
        figures.add(goal(store.cases(tx, from, until), until));
        figures.add(counted("causes", "root-cause.", store.causes(tx, from, until)));
        figures.add(counted("mails", "message-kind.", store.mails(tx, from, until)));
        figures.add(marks("marks-carrier", marks, one -> one.carrier().isEmpty() ? "—" : names.of(one.carrier())));
        figures.add(marks("marks-kind", marks, one -> label("case-kind.", one.kind())));
        figures.add(contacts(store.contacts(tx, from, until)));
        return figures;
    }

    private String service(Sent one) {
        String carrier = names.of(one.carrier());
        if (one.service().isEmpty()) {
            return carrier;
        }
        return one.service().startsWith(carrier) ? one.service() : carrier + " · " + one.service();
    }

    private record Shares(long parcels, long late, long lost, long returned) {
        Shares plus(Sent more) {
            return new Shares(
                    parcels + more.parcels(), late + more.late(), lost + more.lost(), returned + more.returned());
        }
    }

    private Figure shares(String key, List<Sent> sent, Function<Sent, String> name) {
        Map<String, Shares> byName = new TreeMap<>();
        Shares all = new Shares(0, 0, 0, 0);
        for (Sent one : sent) {
            byName.merge(name.apply(one), new Shares(0, 0, 0, 0).plus(one), (a, _) -> a.plus(one));
            all = all.plus(one);
        }
        List<Map.Entry<String, Shares>> order = byName.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Shares>, Boolean>comparing(
                                entry -> entry.getValue().parcels() < ENOUGH)
                        .thenComparingDouble(entry ->
                                -share(entry.getValue().late(), entry.getValue().parcels())))
                .toList();
        List<Group> groups = new ArrayList<>();
        List<List<Cell>> rows = new ArrayList<>();
        for (Map.Entry<String, Shares> entry : order) {
            Shares of = entry.getValue();
            boolean few = of.parcels() < ENOUGH;
            if (groups.size() < MOST_BARS) {
                groups.add(new Group(
                        entry.getKey() + "  (n = " + of.parcels() + (few ? ", " + text("few") : "") + ")",
                        List.of(
                                bar("late", of.late(), of.parcels(), "wait", few),
                                bar("lost", of.lost(), of.parcels(), "bad", few),
                                bar("returned", of.returned(), of.parcels(), "calm", few))));
            }
            rows.add(List.of(
                    Cell.of(entry.getKey()),
                    Cell.of(of.parcels()),
                    percentCell(of.late(), of.parcels()),
                    percentCell(of.lost(), of.parcels()),
                    percentCell(of.returned(), of.parcels())));
        }
        String said = all.parcels() == 0
                ? null
                : text(
                        "shares.said",
                        all.parcels(),
                        percent(all.late(), all.parcels()),
                        percent(all.lost(), all.parcels()),
                        percent(all.returned(), all.parcels()));
        return figure(key, said, groups, List.of(key, "parcels", "late", "lost", "returned"), rows);
    }

    private Value bar(String what, long part, long whole, String tone, boolean few) {
        return new Value(text("col." + what) + " " + percent(part, whole), share(part, whole), tone, few);
    }

    private Figure lead(List<Noticed> noticed) {
        Map<String, Long> buckets = buckets("before-3", "before-2", "before-1", "on-day", "after-1", "after-2");
        long before = 0;
        for (Noticed one : noticed) {
            LocalDate raised = one.raisedAt().atZone(parts.zone()).toLocalDate();
            long days = ChronoUnit.DAYS.between(raised, one.promised());
            before += days >= 0 ? 1 : 0;
            String bucket = days >= 3
                    ? "before-3"
                    : days == 2
                            ? "before-2"
                            : days == 1 ? "before-1" : days == 0 ? "on-day" : days == -1 ? "after-1" : "after-2";
            buckets.merge(bucket, 1L, Long::sum);
        }
        String said = noticed.isEmpty() ? null : text("lead.said", noticed.size(), percent(before, noticed.size()));
        return bucketed("lead", said, buckets, noticed.size());
    }

    private Figure goal(List<Answered> cases, Instant until) {
        Map<String, Long> buckets = buckets("within-2", "within-8", "within-24", "over-24", "unanswered");
        long kept = 0;
        long due = 0;
        long day = 0;
        for (Answered one : cases) {
            Instant answered = one.answeredAt();
            if (answered != null || one.dueAt().isBefore(until)) {
                due++;
                kept += answered != null && !answered.isAfter(one.dueAt()) ? 1 : 0;
            }
            if (answered == null) {
                buckets.merge("unanswered", 1L, Long::sum);
                continue;
            }
            Duration took = Duration.between(one.openedAt(), answered);
            day += took.compareTo(MARKET) <= 0 ? 1 : 0;
            String bucket = took.compareTo(GOAL) <= 0
                    ? "within-2"
                    : took.compareTo(Duration.ofHours(8)) <= 0
                            ? "within-8"
                            : took.compareTo(MARKET) <= 0 ? "within-24" : "over-24";
            buckets.merge(bucket, 1L, Long::sum);
        }
        String said = cases.isEmpty()
                ? null
                : text("goal.said", cases.size(), percent(kept, due), percent(day, cases.size()));
        return bucketed("goal", said, buckets, cases.size());
    }

    private Figure contacts(List<Contact> contacts) {
        Map<String, Long> buckets = buckets("unmailed", "hour", "day", "three-days", "later");
        for (Contact contact : contacts) {
            Instant mailed = contact.mailedAt();
            if (mailed == null) {
                buckets.merge("unmailed", 1L, Long::sum);
                continue;
            }
            long hours = Duration.between(mailed, contact.at()).toHours();
            buckets.merge(hours < 1 ? "hour" : hours < 24 ? "day" : hours < 72 ? "three-days" : "later", 1L, Long::sum);
        }
        long told = contacts.size() - buckets.getOrDefault("unmailed", 0L);
        String said = contacts.isEmpty() ? null : text("contact.said", contacts.size(), percent(told, contacts.size()));
        return bucketed("contact", said, buckets, contacts.size());
    }

    private Figure counted(String key, String prefix, List<Count> counts) {
        long all = counts.stream().mapToLong(Count::times).sum();
        List<Group> groups = new ArrayList<>();
        List<List<Cell>> rows = new ArrayList<>();
        for (Count count : counts) {
            String name = label(prefix, count.kind());
            String shown = count.times() + " · " + percent(count.times(), all);
            groups.add(new Group(name, List.of(new Value(shown, count.times(), "accent", false))));
            rows.add(List.of(Cell.of(name), Cell.of(count.times()), percentCell(count.times(), all)));
        }
        String said = all == 0 ? null : text(key + ".said", all);
        return figure(key, said, groups, List.of(key, "times", "share"), rows);
    }

    private Figure marks(String key, List<Marks> marks, Function<Marks, String> name) {
        Map<String, long[]> byName = new TreeMap<>();
        long times = 0;
        long sum = 0;
        for (Marks one : marks) {
            long[] total = byName.computeIfAbsent(name.apply(one), _ -> new long[2]);
            total[0] += one.times();
            total[1] += one.sum();
            times += one.times();
            sum += one.sum();
        }
        List<Group> groups = new ArrayList<>();
        List<List<Cell>> rows = new ArrayList<>();
        byName.forEach((who, total) -> {
            double mean = (double) total[1] / total[0];
            boolean few = total[0] < ENOUGH;
            String label = who + "  (n = " + total[0] + (few ? ", " + text("few") : "") + ")";
            groups.add(new Group(label, List.of(new Value(decimal(mean) + " / " + BEST_MARK, mean, "accent", few))));
            rows.add(List.of(Cell.of(who), Cell.of(total[0]), new Cell(decimal(mean), mean, true)));
        });
        String said = times == 0 ? null : text("marks.said", times, decimal((double) sum / times));
        return figure(key, said, groups, List.of(key, "marks", "mean"), rows);
    }

    private Figure bucketed(
            String key, @org.jspecify.annotations.Nullable String said, Map<String, Long> buckets, long all) {
        List<Group> groups = new ArrayList<>();
        List<List<Cell>> rows = new ArrayList<>();
        buckets.forEach((bucket, times) -> {
            String name = text("bucket." + bucket);
            String shown = times + " · " + percent(times, all);
            String tone = bucket.matches("after-.*|over-24|unanswered|unmailed") ? "wait" : "accent";
            groups.add(new Group(name, List.of(new Value(shown, times, tone, all < ENOUGH))));
            rows.add(List.of(Cell.of(name), Cell.of(times), percentCell(times, all)));
        });
        return figure(
                key, said, all == 0 ? List.of() : groups, List.of(key, "times", "share"), all == 0 ? List.of() : rows);
    }

    private Figure figure(
            String key,
            @org.jspecify.annotations.Nullable String said,
            List<Group> groups,
            List<String> columns,
            List<List<Cell>> rows) {
        String title = text(key + ".title");
        Chart chart = groups.isEmpty() ? null : Chart.of(key, title, said == null ? title : said, groups);
        return new Figure(
                key,
                title,
                said,
                chart,
                columns.stream().map(column -> text("col." + column)).toList(),
                rows);
    }

    private static Map<String, Long> buckets(String... names) {
        Map<String, Long> buckets = new LinkedHashMap<>();
        for (String name : names) {
            buckets.put(name, 0L);
        }
        return buckets;
    }

    private String label(String prefix, String word) {
        return word.isEmpty() ? "—" : texts.has(prefix + word) ? texts.text(locale, prefix + word) : word;
    }

    private String text(String key, Object... arguments) {
        return texts.text(locale, "insight." + key, arguments);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private Cell percentCell(long part, long whole) {
        return new Cell(percent(part, whole), Math.round(share(part, whole) * 10_000) / 10_000.0, true);
    }

    private String percent(long part, long whole) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(1);
        return whole == 0 ? "—" : format.format(share(part, whole));
    }

    private String decimal(double value) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(1);
        return format.format(value);
    }
}
