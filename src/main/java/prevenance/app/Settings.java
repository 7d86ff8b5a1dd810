package prevenance.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import prevenance.aftersales.AftersalesSettings;
import prevenance.assess.Limit;
import prevenance.assess.RuleSettings;
import prevenance.assess.ShadowFlagSettings;
import prevenance.assess.Thresholds;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.CarrierSettings;
import prevenance.cases.DeskSettings;
import prevenance.cases.TellingSettings;
import prevenance.cases.incident.IncidentSettings;
import prevenance.config.Problems;
import prevenance.config.References;
import prevenance.config.Suggestions;
import prevenance.config.YamlFile;
import prevenance.config.YamlSection;
import prevenance.console.DigestSettings;
import prevenance.console.access.FactorSettings;
import prevenance.console.api.ApiSettings;
import prevenance.health.AlarmSettings;
import prevenance.health.HealthSettings;
import prevenance.health.LogSettings;
import prevenance.health.MailWatchSettings;
import prevenance.intake.IntakeSettings;
import prevenance.link.LinkSettings;
import prevenance.message.ApprovalSettings;
import prevenance.message.Departure;
import prevenance.message.ShadowSettings;
import prevenance.message.ShopSettings;
import prevenance.message.Shops;
import prevenance.message.TemplateSettings;
import prevenance.message.mail.MailSettings;
import prevenance.node.NodeSettings;
import prevenance.privacy.RetentionSettings;
import prevenance.store.BackupSettings;
import prevenance.store.StoreAddress;
import prevenance.transit.TransitSettings;
import prevenance.watch.PollSettings;
import prevenance.web.ListenerSettings;
import prevenance.webhook.WebhookSettings;

/// The whole of `prevenance.yaml`; each part belongs to its feature.
///
/// @param store    where the data is kept
/// @param carriers every declared carrier's, by code
/// @param polling  every declared carrier's, by code
/// @param beats    how often each stage looks
/// @param console  where the staff's site listens
/// @param digest   what the staff is told by mail
/// @param mailsPerDay at most so many to one customer in 24 hours
/// @param page     where the customers' site listens
/// @param factors  of which of the staff more than a password is asked
/// @param shadow   mails that are only computed
/// @param shadowFlags rules on trial
/// @param health   how the service is watched
/// @param mailWatch what must be true of mails
/// @param alarm    who is told without mail
/// @param log      what the log looks like
/// @param backup   copies of the database, and where they lie
/// @param retention how long personal data is kept
/// @param currency of amounts in imported files that name none, ISO 4217
public record Settings(
        Shops shops,
        StoreAddress store,
        IntakeSettings intake,
        AftersalesSettings aftersales,
        Map<String, CarrierSettings> carriers,
        Map<String, PollSettings> polling,
        RuleSettings rules,
        TransitSettings transit,
        DeskSettings desk,
        IncidentSettings incidents,
        TellingSettings messages,
        TemplateSettings templates,
        ApprovalSettings approvals,
        int mailsPerDay,
        MailSettings mail,
        ArrivalSettings arrival,
        LinkSettings links,
        WebhookSettings webhooks,
        ApiSettings api,
        BeatSettings beats,
        ListenerSettings console,
        DigestSettings digest,
        ListenerSettings page,
        String currency,
        ShadowSettings shadow,
        ShadowFlagSettings shadowFlags,
        HealthSettings health,
        MailWatchSettings mailWatch,
        AlarmSettings alarm,
        LogSettings log,
        FactorSettings factors,
        BackupSettings backup,
        NodeSettings nodes,
        RetentionSettings retention) {

    private static final int CONSOLE_PORT = 8420;
    private static final int PAGE_PORT = 8421;

    /// The main one.
    ShopSettings shop() {
        return shops.main();
    }

    CarrierSettings carrier(String code) {
        return Objects.requireNonNull(carriers.get(code));
    }

    PollSettings polling(String code) {
        return Objects.requireNonNull(polling.get(code));
    }

    /// Reads the file strictly; everything wrong is added to the problems, and what is returned is then of no
    /// use.
    ///
    /// Data lies in `data/` beside the file, or in `/var/lib/prevenance` when the file lies in `/etc`.
    /// Relative paths start at the file's folder.
    static Settings read(Path file, Map<String, String> environment, CarrierCatalog catalog, Problems problems) {
        return read(file, environment, catalog, problems, null);
    }

    /// As above.
    ///
    /// @param database another file than the configured one, null for that
    static Settings read(
            Path file,
            Map<String, String> environment,
            CarrierCatalog catalog,
            Problems problems,
            @Nullable Path database) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
        YamlSection root = YamlFile.read(file, file.toString(), References.of(environment, folder), problems);
        Path data = dataFolder(folder);

        Shops shops = Shops.read(root, folder);
        ShopSettings shop = shops.main();
        StoreAddress configured = StoreAddress.read(root.section("store"), folder, data.resolve("prevenance.db"));
        StoreAddress store = database == null ? configured : new StoreAddress.File(database);
        IntakeSettings intake = IntakeSettings.read(root.section("intake")).below(folder, data.resolve("inbox"));
        PollSettings usual = PollSettings.read(root.section("polling"));
        YamlSection declared = root.section("carriers");
        Map<String, CarrierSettings> carriers = carriers(declared, catalog);
        Map<String, PollSettings> polling = new LinkedHashMap<>();
        RuleSettings rules = RuleSettings.read(root.section("rules"), shop.country());
        for (String code : catalog.codes()) {
            Thresholds limits = rules.thresholdsOf(code);
            polling.put(
                    code,
                    usual.override(declared.section(code))
                            .goingBy(
                                    limits.get(Limit.OLD_EVENTS_MARGIN).duration(),
                                    Duration.ofDays(limits.days(Limit.TRACKING_END_DAYS))));
        }
        Settings settings = new Settings(
                shops,
                store,
                intake,
                AftersalesSettings.read(root.section("aftersales"), rules),
                Map.copyOf(carriers),
                Map.copyOf(polling),
                rules,
                TransitSettings.read(root.section("transit")),
                DeskSettings.read(root.section("desk"), shop.timeZone(), shop.country()),
                IncidentSettings.read(root.section("incidents")),
                TellingSettings.read(root.section("messages")),
                TemplateSettings.read(root.section("messages"), folder),
                ApprovalSettings.read(root.section("messages")),
                Departure.readCap(root.section("messages")),
                MailSettings.read(root.section("mail")),
                ArrivalSettings.read(root, folder),
                LinkSettings.read(root.section("page")),
                WebhookSettings.read(root.section("webhooks")),
                ApiSettings.read(root.section("api")),
                BeatSettings.read(root.section("beats")),
                ListenerSettings.read(root.section("console"), true, CONSOLE_PORT),
                DigestSettings.read(root.section("digest")),
                page(root.section("page")),
                "EUR",
                ShadowSettings.read(root.section("shadow")),
                ShadowFlagSettings.read(root.section("shadow")),
                HealthSettings.read(root.section("health")),
                MailWatchSettings.read(root.section("watch-mails")),
                AlarmSettings.read(root.section("alarm")),
                LogSettings.read(root.section("log")),
                FactorSettings.read(root.section("console")),
                BackupSettings.read(root.section("backup"), folder, data.resolve("backup")),
                NodeSettings.read(root.section("nodes")),
                RetentionSettings.read(root.section("retention"), folder, data.resolve("erasures")));
        root.rejectUnknown();
        return settings;
    }

    /// Only where the data is kept, without a look at the rest.
    static StoreAddress readStore(Path file, Map<String, String> environment) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
        YamlSection root = YamlFile.read(file, file.toString(), References.of(environment, folder), new Problems());
        return StoreAddress.read(
                root.section("store"), folder, dataFolder(folder).resolve("prevenance.db"));
    }

    private static Path dataFolder(Path folder) {
        return folder.startsWith("/etc") ? Path.of("/var/lib/prevenance") : folder.resolve("data");
    }

    /// Nobody has a link to the page as long as no address is known by which customers reach it.
    private static ListenerSettings page(YamlSection section) {
        return ListenerSettings.read(section, section.has("public-url"), PAGE_PORT);
    }

    /// Only what the file says of each carrier, by code.
    static Map<String, CarrierSettings> readCarriers(
            Path file, Map<String, String> environment, CarrierCatalog catalog, Problems problems) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
        YamlSection root = YamlFile.read(file, file.toString(), References.of(environment, folder), problems);
        return carriers(root.section("carriers"), catalog);
    }

    /// Only what the file says of the log, before there is one; what is wrong is told when all of it is read.
    static LogSettings readLog(Path file, Map<String, String> environment) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
        YamlSection root = YamlFile.read(file, file.toString(), References.of(environment, folder), new Problems());
        return LogSettings.read(root.section("log"));
    }

    private static Map<String, CarrierSettings> carriers(YamlSection declared, CarrierCatalog catalog) {
        Map<String, CarrierSettings> carriers = new LinkedHashMap<>();
        catalog.codes()
                .forEach(code ->
                        carriers.put(code, CarrierSettings.read(declared.section(code), catalog.definition(code))));
        for (String code : declared.keys()) {
            if (!catalog.codes().contains(code)) {
                declared.section(code).ignore();
                declared.problem(
                        code,
                        "is not a carrier",
                        Suggestions.nearest(code, catalog.codes())
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("known: " + String.join(", ", catalog.codes())));
            }
        }
        return carriers;
    }
}
