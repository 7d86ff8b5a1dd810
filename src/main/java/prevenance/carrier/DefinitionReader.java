package prevenance.carrier;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import prevenance.config.Problem;
import prevenance.config.Problems;
import prevenance.config.References;
import prevenance.config.YamlFile;
import prevenance.config.YamlSection;

/// Reads one carrier's folder strictly.
final class DefinitionReader {
    private static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(15);

    private DefinitionReader() {}

    /// The definition; usable only when no problem was added.
    static CarrierDefinition read(Path folder, Problems problems) {
        String code = folder.getFileName().toString();
        String label = code + "/carrier.yaml";
        Problems own = new Problems();
        YamlSection file = YamlFile.read(folder.resolve("carrier.yaml"), label, References.none(), own);
        List<Problem> unreadable = own.list();
        CarrierDefinition definition = read(file, code, folder, own);
        file.rejectUnknown();
        // Of a file that is no YAML everything is missing, which says nothing.
        boolean nothing = !unreadable.isEmpty() && file.keys().isEmpty();
        (nothing ? unreadable : own.list()).forEach(problems::add);
        own.warnings().forEach(problems::warn);
        return definition;
    }

    /// Every key that reading this folder asks for, see [YamlSection#asked].
    static Set<String> asked(Path folder, Problems problems) {
        String code = folder.getFileName().toString();
        YamlSection file = YamlFile.read(folder.resolve("carrier.yaml"), code, References.none(), problems);
        read(file, code, folder, problems);
        return file.asked();
    }

    private static CarrierDefinition read(YamlSection file, String folderName, Path folder, Problems problems) {
        String code = file.text("code");
        if (!code.equals(folderName)) {
            file.problem("code", "'" + code + "' is not the folder's name", "write code: " + folderName);
        }
        file.text("zone");
        Map<String, CarrierDefinition.Credential> credentials = credentials(file.section("credentials"));
        Map<String, CarrierDefinition.Setting> settings = settings(file.section("settings"));
        Set<String> known = new TreeSet<>(Written.VARIABLES);
        credentials.keySet().forEach(name -> known.add("credentials." + name));
        settings.keySet().forEach(name -> known.add("settings." + name));
        CarrierList carriers = CarrierList.read(folder, problems);
        if (!carriers.isEmpty()) {
            known.add("carrier");
        }

        CarrierDefinition.Facts facts = facts(file.section("facts"));
        YamlSection batch = file.section("batch");
        int batchSize = batch.integer("size", 1, 1, 1000);
        List<String> languages = file.texts("languages");
        String language = file.text("language", "en");
        if (!languages.isEmpty() && !languages.contains(language)) {
            file.problem("language", "'" + language + "' is not among the languages", "take one of " + languages);
        }
        RequestRecipe request = RequestRecipe.read(file.section("request"), "path", "GET", known);
        Set<Need> needs = Need.read(file.section("request"));
        Optional<SignatureRecipe> signature = file.has("signature")
                ? Optional.of(SignatureRecipe.read(file.section("signature"), known))
                : Optional.empty();
        Template item = Written.template(batch, "item", known).orElseGet(() -> Template.parse("{number}"));
        if (batchSize > 1) {
            onlyPerItem(file, request);
        }
        ReplyReading reply = reply(file.section("reply"), folder, problems);
        if (reply.number().isEmpty() && batchSize > 1) {
            file.problem("reply", "does not say where the number stands", "add number: to reply, or batch of 1");
        }
        return new CarrierDefinition(
                code,
                file.text("name"),
                file.texts("other-names"),
                file.zone("zone", ZoneOffset.UTC),
                Written.template(file, "customer-page", Set.of("number", "postcode", "country", "language"))
                        .orElse(null),
                numbers(file, carriers),
                credentials,
                settings,
                language,
                languages,
                environments(file),
                request,
                needs,
                batchSize,
                batch.text("join", ","),
                item,
                AuthRecipe.read(file.section("auth"), known),
                signature,
                limits(file),
                file.integer("in-flight", 1, 1, 1000),
                file.duration("timeout", STANDARD_TIMEOUT),
                reply,
                facts,
                file.has("registration")
                        ? Optional.of(RegistrationRecipe.read(file.section("registration"), known))
                        : Optional.empty(),
                carriers);
    }

    /// In a batch, what differs from parcel to parcel stands only in the item, or in a repeated parameter.
    static void onlyPerItem(YamlSection file, RequestRecipe request) {
        List<Template> shared = new ArrayList<>(request.headers().values());
        shared.add(request.url());
        shared.addAll(request.xmlQuery().values());
        request.query().values().stream()
                .filter(template -> !template.names().contains("number"))
                .forEach(shared::add);
        request.body().ifPresent(body -> {
            body.template().ifPresent(shared::add);
            shared.addAll(body.fields().values());
            shared.addAll(body.xmlFields().values());
        });
        for (Template template : shared) {
            for (String name : List.of("number", "postcode", "country", "ship-date", "carrier")) {
                if (template.names().contains(name)) {
                    file.problem(
                            "batch", "{" + name + "} stands outside of its item", "move it into item, or set size: 1");
                }
            }
        }
    }

    private static CarrierDefinition.Facts facts(YamlSection facts) {
        facts.text("checked");
        LocalDate checked = facts.optionalDate("checked").orElse(null);
        List<String> sources = facts.texts("sources");
        if (sources.isEmpty()) {
            facts.problem("sources", "is missing", "say where the facts were read");
        }
        return new CarrierDefinition.Facts(checked, sources, facts.texts("unconfirmed"));
    }

    /// An aggregator takes the numbers of others and need not have any of its own.
    private static List<NumberFormat> numbers(YamlSection file, CarrierList carriers) {
        List<NumberFormat> numbers =
                file.list("numbers").stream().map(NumberFormat::read).toList();
        if (numbers.isEmpty() && carriers.isEmpty()) {
            file.problem("numbers", "is missing", "describe at least one shape of its numbers");
        }
        return numbers;
    }

    private static Map<String, CarrierDefinition.Credential> credentials(YamlSection section) {
        Map<String, CarrierDefinition.Credential> credentials = new LinkedHashMap<>();
        section.sections()
                .forEach((name, entry) -> credentials.put(
                        name,
                        new CarrierDefinition.Credential(
                                entry.text("description"), entry.yesNo("required", true), entry.texts("instead-of"))));
        credentials.forEach((name, credential) -> credential.insteadOf().stream()
                .filter(other -> !credentials.containsKey(other))
                .forEach(other -> section.problem(
                        name, "instead-of names '" + other + "', which is no credential", "name one of these")));
        return credentials;
    }

    private static Map<String, CarrierDefinition.Setting> settings(YamlSection section) {
        Map<String, CarrierDefinition.Setting> settings = new LinkedHashMap<>();
        section.sections()
                .forEach((name, entry) -> settings.put(
                        name,
                        new CarrierDefinition.Setting(
                                entry.text("description"),
                                entry.optionalText("default").orElse(null))));
        return settings;
    }

    private static Map<String, URI> environments(YamlSection file) {
        Map<String, URI> environments = new LinkedHashMap<>();
        YamlSection section = file.section("environments");
        for (String name : section.keys()) {
            section.parsed(name, "an address such as https://api.example.org", DefinitionReader::address)
                    .ifPresent(uri -> environments.put(name, uri));
        }
        if (environments.isEmpty()) {
            file.problem("environments", "is missing", "write production: https://…");
            environments.put("production", URI.create("https://invalid.invalid"));
        }
        return environments;
    }

    static URI address(String text) {
        URI uri = URI.create(text);
        if (uri.getHost() == null || !Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
            throw new IllegalArgumentException(text);
        }
        return uri;
    }

    static List<CarrierDefinition.Limit> limits(YamlSection file) {
        List<CarrierDefinition.Limit> limits = new ArrayList<>();
        for (YamlSection entry : file.list("limits")) {
            entry.text("requests");
            entry.text("per");
            boolean unconfirmed = entry.has("unconfirmed");
            String source = entry.text("unconfirmed", "");
            if (!unconfirmed) {
                source = entry.text("source");
                entry.text("checked");
                entry.optionalDate("checked");
            }
            limits.add(new CarrierDefinition.Limit(
                    new RateLimit(
                            entry.integer("requests", 1, 1, 10_000_000), entry.duration("per", Duration.ofSeconds(1))),
                    source,
                    unconfirmed));
        }
        if (limits.isEmpty()) {
            file.problem("limits", "is missing", "set a cautious one with unconfirmed: when nothing is published");
        }
        return limits;
    }

    private static ReplyReading reply(YamlSection section, Path folder, Problems problems) {
        YamlSection status = section.section("status");
        List<StatusTable> tables = new ArrayList<>();
        for (String name : status.texts("tables")) {
            Path table = folder.resolve(name).normalize();
            if (folder.getParent() == null || !table.startsWith(folder.getParent())) {
                status.problem("tables", "'" + name + "' lies outside of the carriers' folder", "write statuses.csv");
                continue;
            }
            tables.add(
                    StatusTable.read(table, folder.getParent().relativize(table).toString(), problems));
        }
        tables.forEach(table -> table.resolve(tables, problems));
        Path ignored = folder.resolve(StatusReading.IGNORED);
        String name = folder.getFileName() + "/" + StatusReading.IGNORED;
        return ReplyReading.read(
                section, StatusReading.read(status, tables, StatusTable.readIgnored(ignored, name, problems)));
    }
}
