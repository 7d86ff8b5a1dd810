package prevenance.carrier;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import prevenance.config.Durations;
import prevenance.config.Problems;

/// All carriers in one table for the README, by what their folders say.
public final class CarrierOverview {
    private static final String HEAD = """
        | Carrier | Authorisation | Numbers a call | Limits (`?` not published) | Codes | Confidence |
        |---|---|---|---|---|---|
        """;

    private CarrierOverview() {}

    /// A Markdown table, one carrier a line, by code.
    public static String markdown(Path carriersFolder, CarrierCatalog catalog) {
        StringBuilder table = new StringBuilder(HEAD);
        for (String code : catalog.codes()) {
            table.append(row(carriersFolder.resolve(code), catalog.definition(code)));
        }
        return table.toString();
    }

    private static String row(Path folder, CarrierDefinition definition) {
        Optional<Map<String, Integer>> published =
                PublishedCodes.read(folder.resolve(PublishedCodes.FILE), definition.code(), new Problems());
        return "| " + definition.name().replace("|", "/") + " `" + definition.code() + "` | " + auth(definition) + " | "
                + definition.batchSize() + " | " + limits(definition) + " | " + codes(definition, published) + " | "
                + confidence(definition, published.isPresent()) + " |\n";
    }

    private static String auth(CarrierDefinition definition) {
        List<String> ways = new ArrayList<>();
        switch (definition.auth()) {
            case AuthRecipe.None _ -> {
                if (!definition.credentials().isEmpty()) {
                    ways.add(definition.credentials().size() == 1 ? "key" : "keys");
                }
            }
            case AuthRecipe.Basic _ -> ways.add("user, password");
            case AuthRecipe.Token token -> {
                boolean grant = token.request()
                        .body()
                        .map(body -> body.fields().containsKey("grant_type"))
                        .orElse(false);
                ways.add(grant ? "OAuth 2" : "login, token");
            }
        }
        if (definition.signature().isPresent()) {
            ways.add("signature");
        }
        return ways.isEmpty() ? "none" : String.join(", ", ways);
    }

    private static String limits(CarrierDefinition definition) {
        return definition.limits().stream()
                .map(limit ->
                        String.format(java.util.Locale.ROOT, "%,d", limit.rate().requests()) + " per "
                                + Durations.format(limit.rate().window())
                                + (limit.unconfirmed() ? "?" : ""))
                .collect(Collectors.joining(", "));
    }

    private static String codes(CarrierDefinition definition, Optional<Map<String, Integer>> published) {
        StatusReading status = definition.reply().status();
        if (published.isEmpty()) {
            long known = status.tables().stream()
                    .mapToLong(table -> table.rows().size())
                    .sum();
            return "none published, " + known + " known"
                    + (status.textRules().isEmpty()
                            ? ""
                            : ", " + status.textRules().size() + " rules by words");
        }
        long mapped = published.get().keySet().stream()
                .filter(code -> status.row(code).isPresent())
                .count();
        long ignored = published.get().size() - mapped;
        return published.get().size() + " published, " + mapped + " mapped"
                + (ignored == 0 ? "" : ", " + ignored + " ignored on purpose");
    }

    /// High: the codes are published and every limit too. Low: neither is. What else no document says is counted.
    private static String confidence(CarrierDefinition definition, boolean codes) {
        boolean limits = definition.limits().stream().noneMatch(CarrierDefinition.Limit::unconfirmed);
        int open = definition.facts().unconfirmed().size();
        return (codes && limits ? "high" : codes || limits ? "medium" : "low")
                + (open == 0 ? "" : ", " + open + " open")
                + ", read " + definition.facts().checked();
    }
}
