package prevenance.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import prevenance.console.access.ApiToken;
import prevenance.console.access.Scope;
import prevenance.console.access.TokenStore;

/// Which other programs may ask.
@Command(name = "tokens", description = "Lists, adds or revokes the keys to the API.", sortOptions = false)
final class TokensCommand implements Callable<Integer> {
    private static final int MOST = 100_000;

    @ParentCommand
    private RootCommand root;

    @Spec
    private CommandSpec spec;

    private final TokenStore tokens = new TokenStore();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: list, add or revoke");
    }

    @Command(mixinStandardHelpOptions = true, name = "list", description = "Lists them.")
    int list(@Option(names = "--json", description = "One JSON array, nothing else.") boolean json) {
        try (Workbench bench = root.open()) {
            Instant now = bench.time().instant();
            List<ApiToken> all = bench.database().read(tokens::list);
            root.show(
                    json,
                    all,
                    TokensCommand::json,
                    List.of("Name", "Scopes", "A minute", "State", "Ends", "Last used", "By"),
                    one -> List.of(
                            one.name(),
                            words(one.scopes()),
                            Integer.toString(one.perMinute()),
                            one.holds(now) ? "HOLDS" : one.revokedAt() == null ? "ENDED" : "REVOKED",
                            one.expiresAt() == null ? "never" : Times.minute(one.expiresAt(), bench.zone()),
                            one.lastUsedAt() == null ? "" : Times.minute(one.lastUsedAt(), bench.zone()),
                            one.createdBy()));
            return ExitCode.OK;
        }
    }

    @Command(mixinStandardHelpOptions = true, name = "add", description = "Makes one and prints it.")
    int add(
            @Parameters(paramLabel = "NAME", description = "What it is for; stands beside all that is done with it.")
                    String name,
            @Option(
                            names = "--scopes",
                            required = true,
                            paramLabel = "SCOPES",
                            description = "What it may do: 'orders:write parcels:read'.")
                    String scopes,
            @Option(names = "--days", paramLabel = "N", description = "Ends after so many days; 0: never.") @Nullable
                    Integer days,
            @Option(names = "--per-minute", paramLabel = "N", description = "Requests a minute.") @Nullable
                    Integer perMinute) {
        Set<Scope> may;
        try {
            may = Scope.read(scopes);
        } catch (IllegalArgumentException none) {
            throw new ParameterException(spec.commandLine(), none.getMessage());
        }
        if (!ApiToken.isName(name)) {
            throw new ParameterException(
                    spec.commandLine(), "a name is 1 to 60 letters, digits, dots, dashes; '" + name + "' is none");
        }
        require(days == null || days >= 0 && days <= MOST, "--days is a number from 0 to " + MOST);
        require(perMinute == null || perMinute >= 1 && perMinute <= MOST, "--per-minute is 1 to " + MOST);
        try (Workbench bench = root.open()) {
            Instant now = bench.time().instant();
            int length = days == null ? bench.api().tokenDays() : days;
            Instant expires = length == 0 ? null : now.plus(Duration.ofDays(length));
            int rate = perMinute == null ? bench.api().perMinute() : perMinute;
            Optional<String> secret =
                    bench.database().write(tx -> tokens.add(tx, name, may, rate, expires, author(), now));
            if (secret.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(), "there is a token '" + name + "' already; take another name");
            }
            root.terminal()
                    .note("Token " + name + " may " + words(may)
                            + (expires == null ? "" : ", until " + Times.minute(expires, bench.zone()))
                            + ". Here it is, shown this once:");
            root.terminal().line(secret.get());
            return ExitCode.OK;
        }
    }

    @Command(mixinStandardHelpOptions = true, name = "revoke", description = "Ends one at once.")
    int revoke(@Parameters(paramLabel = "NAME", description = "The token's name.") String name) {
        try (Workbench bench = root.open()) {
            boolean revoked = bench.database()
                    .<Boolean>write(
                            tx -> tokens.revoke(tx, name, author(), bench.time().instant()));
            if (!revoked) {
                root.terminal().note("prevenance: there is no token '" + name + "' to revoke");
            }
            return revoked ? ExitCode.OK : ExitCode.NOTHING;
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private static String words(Set<Scope> scopes) {
        return scopes.stream().map(Scope::word).collect(Collectors.joining(" "));
    }

    private static String author() {
        return System.getProperty("user.name", "unknown");
    }

    private static Map<String, @Nullable Object> json(ApiToken one) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", one.name());
        json.put("scopes", one.scopes().stream().map(Scope::word).toList());
        json.put("perMinute", one.perMinute());
        json.put("createdBy", one.createdBy());
        json.put("createdAt", Times.iso(one.createdAt()));
        json.put("expiresAt", Times.iso(one.expiresAt()));
        json.put("lastUsedAt", Times.iso(one.lastUsedAt()));
        json.put("revokedAt", Times.iso(one.revokedAt()));
        return json;
    }
}
