package prevenance.health;

import static prevenance.health.Families.point;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import prevenance.cases.incident.IncidentState;
import prevenance.health.Families.Point;
import prevenance.health.Reading.Carrier;
import prevenance.health.Reading.Waiting;
import prevenance.message.MailTrouble;
import prevenance.message.MessageState;
import prevenance.watch.CarrierHealth;
import prevenance.watch.Coverage;

/// All figures in the text format of Prometheus (version 0.0.4). Labels have few values: carriers, states, stages,
/// priorities. A scrape reads what the survey read last and costs the database nothing.
public final class Metrics implements AutoCloseable {
    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Counts counts;
    private final Supplier<Map<String, Long>> unreadable;
    private final Pulse pulse;
    private final Survey survey;
    private final Conditions conditions;
    private final Alarms alarms;
    private final CanaryMail canary;
    private final InstantSource time;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /// @param unreadable replies that could not be read, by carrier
    public Metrics(
            Counts counts,
            Supplier<Map<String, Long>> unreadable,
            Pulse pulse,
            Survey survey,
            Conditions conditions,
            Alarms alarms,
            CanaryMail canary,
            InstantSource time) {
        this.counts = counts;
        this.unreadable = unreadable;
        this.pulse = pulse;
        this.survey = survey;
        this.conditions = conditions;
        this.alarms = alarms;
        this.canary = canary;
        this.time = time;
        // Two names that Prometheus' own rules refuse; what they tell stands in others too.
        registry.config()
                .meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"))
                .meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        MultiCollector own = this::collect;
        registry.getPrometheusRegistry().register(own);
    }

    /// Everything, as text.
    public String scrape() {
        return registry.scrape();
    }

    private MetricSnapshots collect() {
        Instant now = time.instant();
        Families families = new Families();
        build(families);
        service(families, now);
        happenings(families);
        survey.last().ifPresent(reading -> {
            mails(families, reading, now);
            carriers(families, reading, now);
            desk(families, reading);
            storage(families, reading);
        });
        return families.snapshots();
    }

    private static void build(Families families) {
        @Nullable String version = Metrics.class.getPackage().getImplementationVersion();
        families.info(
                "build",
                "The version that runs.",
                "version",
                version == null ? "sources" : version,
                "java",
                Runtime.version().toString());
    }

    private void service(Families families, Instant now) {
        List<Condition> all = conditions.now(now);
        families.gauge("ready", "1 when the program can do its work.", Conditions.isReady(all) ? 1 : 0);
        families.gauge(
                "condition_level",
                "How each part is doing: 0 fine, 1 a note, 2 not known yet, 3 in trouble, 4 the program cannot work.",
                all.stream()
                        .map(it -> point(it.level().figure(), "condition", it.name()))
                        .toList());
        List<Beat> beats = pulse.beats();
        families.summary("stage_round_seconds", "How long the rounds of each stage took.", "stage", beats);
        families.counter("stage_failures", "Rounds of each stage that ended with an error.", of(beats, Beat::failures));
        families.gauge(
                "stage_interval_seconds",
                "How often each stage begins a round.",
                of(beats, beat -> beat.every().toMillis() / 1e3));
        families.gauge(
                "stage_quiet_seconds",
                "For how long each stage has shown no sign of life.",
                of(beats, beat -> beat.quiet().toMillis() / 1e3));
        families.gauge(
                "stage_stuck",
                "1 when a stage is stuck or overdue; the service manager is then told nothing any more.",
                of(beats, beat -> beat.trouble() == null ? 0 : 1));
        families.gauge(
                "stage_last_success_timestamp_seconds",
                "When each stage last began a round that ended without an error.",
                beats.stream()
                        .filter(beat -> beat.lastGood() != null)
                        .map(beat -> point(seconds(beat.lastGood()), "stage", beat.stage()))
                        .toList());
        families.counter("alarms_told", "How often an alarm was told by a route without mail.", alarms.told());
        families.counter("alarms_failed", "How often such a route failed.", alarms.failures());
    }

    private static List<Point> of(List<Beat> beats, ToDoubleFunction<Beat> value) {
        return beats.stream()
                .map(beat -> point(value.applyAsDouble(beat), "stage", beat.stage()))
                .toList();
    }

    private void happenings(Families families) {
        families.counter(
                "mails",
                "Attempts to hand over a mail, by what the server made of them.",
                counts.mails().entrySet().stream()
                        .map(entry -> point(entry.getValue(), "result", entry.getKey()))
                        .toList());
        families.timings("mail_seconds", "How long handing over a mail took.", "", Map.of("", counts.sending()));
        families.counter(
                "carrier_polls",
                "Answers about parcels, by carrier and outcome.",
                counts.polls().entrySet().stream()
                        .map(entry -> point(
                                entry.getValue(),
                                "carrier",
                                entry.getKey().carrier(),
                                "outcome",
                                entry.getKey().outcome()))
                        .toList());
        families.timings(
                "carrier_request_seconds", "How long the carrier took to answer.", "carrier", counts.requests());
        Map<String, Long> unread = new TreeMap<>(unreadable.get());
        survey.last().ifPresent(reading -> reading.carriers().forEach(it -> unread.putIfAbsent(it.code(), 0L)));
        families.counter(
                "carrier_parse_errors",
                "Replies that were not what the carrier's declaration describes.",
                unread.entrySet().stream()
                        .map(entry -> point(entry.getValue(), "carrier", entry.getKey()))
                        .toList());
    }

    private void mails(Families families, Reading reading, Instant now) {
        Reading.Outbox outbox = reading.outbox();
        List<String> states = Arrays.stream(MessageState.values())
                .filter(state -> state != MessageState.SENT)
                .map(MessageState::name)
                .toList();
        families.gauge(
                "outbox_messages",
                "Messages that are not sent, by state.",
                states.stream()
                        .map(state -> point(of(outbox, state).count(), "state", state))
                        .toList());
        families.gauge(
                "outbox_oldest_seconds",
                "Age of the oldest message in each state.",
                states.stream()
                        .map(state -> point(age(of(outbox, state).since(), now), "state", state))
                        .toList());
        families.gauge(
                "outbox_due_messages",
                "Messages that should have left by now.",
                outbox.due().count());
        families.gauge(
                "outbox_due_oldest_seconds",
                "For how long the oldest of these should have left.",
                age(outbox.due().since(), now));
        families.gauge("outbox_paused", "1 while somebody has stopped sending.", outbox.paused() ? 1 : 0);
        families.gauge("mails_sent_last_day", "Mails that the server accepted within 24 hours.", outbox.sentToday());
        families.moment(
                "mail_last_accepted_timestamp_seconds", "When the server accepted a mail last.", outbox.lastSent());
        families.gauge(
                "mail_server_down_seconds",
                "For how long no mail gets through; 0 when it does. The kind says why.",
                List.of("DOWN", "MISCONFIGURED", "DISTRUSTED").stream()
                        .map(kind -> point(
                                reading.mail()
                                        .filter(trouble -> trouble.kind().equals(kind))
                                        .map(MailTrouble::since)
                                        .map(since -> Math.max(1, age(since, now)))
                                        .orElse(0.0),
                                "kind",
                                kind))
                        .toList());
        families.moment(
                "canary_last_accepted_timestamp_seconds",
                "When the server accepted the mail to ourselves last.",
                canary.lastAccepted().orElse(null));
        families.gauge(
                "canary_late",
                "1 when the mail to ourselves was not accepted in time.",
                canary.condition(now).isAlarming() ? 1 : 0);
    }

    private static Waiting of(Reading.Outbox outbox, String state) {
        return outbox.byState().getOrDefault(state, new Waiting(0, null));
    }

    private static void carriers(Families families, Reading reading, Instant now) {
        List<Carrier> all = reading.carriers();
        families.gauge(
                "poll_due_parcels",
                "Parcels that should have been asked about by now.",
                by(all, carrier -> carrier.due().count()));
        families.gauge(
                "poll_lag_seconds",
                "For how long the oldest of these should have been asked about.",
                by(all, carrier -> age(carrier.due().since(), now)));
        families.gauge(
                "carrier_breaker_state",
                "1 for what the carrier does: OPEN answers, RESTING is left alone after failures, REFUSED refuses us.",
                all.stream()
                        .flatMap(carrier -> Arrays.stream(CarrierHealth.State.values())
                                .map(state -> point(
                                        carrier.state() == state ? 1 : 0,
                                        "carrier",
                                        carrier.code(),
                                        "state",
                                        state.name())))
                        .toList());
        families.gauge(
                "carrier_feed_down_seconds",
                "For how long the carrier's feed has told nothing; 0 while it works.",
                by(all, carrier -> age(carrier.downSince(), now)));
        families.gauge("carrier_unmapped_codes", "Codes of the carrier without a meaning.", by(all, Carrier::unmapped));
        families.gauge(
                "parcels_open",
                "Parcels whose journey has not ended.",
                reading.coverage().open());
        families.gauge(
                "parcels_read_last_day",
                "Of these, with an answer of their carrier within 24 hours.",
                reading.coverage().read());
        families.gauge(
                "parcels_unread",
                "The others, by reason.",
                Arrays.stream(Coverage.Reason.values())
                        .map(reason ->
                                point(reading.coverage().unread().getOrDefault(reason, 0L), "reason", reason.name()))
                        .toList());
    }

    private static List<Point> by(List<Carrier> all, ToDoubleFunction<Carrier> value) {
        return all.stream()
                .map(carrier -> point(value.applyAsDouble(carrier), "carrier", carrier.code()))
                .toList();
    }

    private static void desk(Families families, Reading reading) {
        List<Reading.Cases> cases = reading.cases();
        families.gauge(
                "cases_open",
                "Open cases, by priority; 1 is the most urgent.",
                cases.stream()
                        .map(it -> point(it.open(), "priority", Integer.toString(it.priority())))
                        .toList());
        families.gauge(
                "cases_overdue",
                "Open cases without a first answer although it was due.",
                cases.stream()
                        .map(it -> point(it.overdue(), "priority", Integer.toString(it.priority())))
                        .toList());
        families.gauge(
                "cases_untold",
                "Open cases long past their time without any act or word.",
                reading.untold().count());
        families.gauge(
                "incidents_open",
                "Open incidents, by state.",
                Arrays.stream(IncidentState.values())
                        .filter(state -> state != IncidentState.CLOSED)
                        .map(state -> point(reading.incidents().getOrDefault(state.name(), 0L), "state", state.name()))
                        .toList());
        families.gauge(
                "backlog",
                "Rows whose turn has come, by stage.",
                reading.backlog().entrySet().stream()
                        .map(entry -> point(entry.getValue(), "stage", entry.getKey()))
                        .toList());
    }

    private static void storage(Families families, Reading reading) {
        families.moment("reading_timestamp_seconds", "When these figures were read.", reading.at());
        reading.store().bytes().ifPresent(bytes -> families.gauge("database_bytes", "Size of the database.", bytes));
        reading.store()
                .logBytes()
                .ifPresent(bytes -> families.gauge("database_wal_bytes", "Size of its write-ahead log.", bytes));
        families.counter("database_commits", "Commits.", reading.store().commits());
        families.counter(
                "database_transactions",
                "Works that these held: several share one commit.",
                reading.store().transactions());
        families.counter(
                "database_failures", "Commits that failed.", reading.store().failures());
        families.gauge(
                "database_waiting",
                "Works that wait for their turn to be written.",
                reading.store().waiting());
        reading.diskFree()
                .ifPresent(bytes -> families.gauge("disk_free_bytes", "Left where the database lies.", bytes));
    }

    private static double age(@Nullable Instant since, Instant now) {
        return since == null ? 0 : Math.max(0, (now.toEpochMilli() - since.toEpochMilli()) / 1e3);
    }

    private static double seconds(@Nullable Instant at) {
        return at == null ? 0 : at.toEpochMilli() / 1e3;
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
