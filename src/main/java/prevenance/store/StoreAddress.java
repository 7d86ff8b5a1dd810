package prevenance.store;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.config.Secret;
import prevenance.config.YamlSection;

/// Where the data is kept.
public sealed interface StoreAddress {
    /// A SQLite file of this machine.
    record File(Path path) implements StoreAddress {
        /// For people.
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /// A database on a PostgreSQL server.
    ///
    /// @param host     with its port
    /// @param database its name
    /// @param schema   the schema in it, null for the user's own
    /// @param user     null for the driver's default
    /// @param password null when the server asks for none
    /// @param options  the driver's own, `sslmode=verify-full`; empty for none
    record Server(
            String host,
            String database,
            @Nullable String schema,
            @Nullable String user,
            @Nullable Secret password,
            String options)
            implements StoreAddress {
        /// With another password.
        public Server with(Secret other) {
            return new Server(host, database, schema, user, other, options);
        }

        /// For people, without the password.
        @Override
        public String toString() {
            return "postgresql://" + host + "/" + database;
        }
    }

    /// Reads `path:`, or `url:` and `password:`.
    ///
    /// @param folder   where a relative path starts
    /// @param standard the file when the section says nothing
    static StoreAddress read(YamlSection section, Path folder, Path standard) {
        Optional<Secret> password = section.optionalSecret("password");
        if (!section.has("url")) {
            if (password.isPresent()) {
                section.problem("password", "belongs to a url", "add url: postgresql://user@host/database");
            }
            return new File(folder.resolve(section.text("path", standard.toString())));
        }
        if (section.has("path")) {
            section.problem("path", "stands beside a url", "keep one of them");
        }
        return section.parsed(
                        "url", "an address such as postgresql://user@db.example.org/prevenance", StoreAddress::server)
                .<StoreAddress>map(server -> password.map(server::with).orElse(server))
                .orElseGet(() -> new File(standard));
    }

    /// Reads `postgresql://user:password@host:port/database?sslmode=…`; `schema=` among its options names a schema.
    ///
    /// @throws IllegalArgumentException for anything else
    static Server server(String url) {
        URI uri = URI.create(url);
        String path = Optional.ofNullable(uri.getPath()).orElse("");
        if (!"postgresql".equals(uri.getScheme()) || uri.getHost() == null || path.length() < 2) {
            throw new IllegalArgumentException("write postgresql://user@host:5432/database");
        }
        String[] who = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
        String schema = null;
        StringBuilder options = new StringBuilder();
        for (String option : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&", -1)) {
            if (option.startsWith("schema=")) {
                schema = decoded(option.substring("schema=".length()));
            } else if (!option.isEmpty()) {
                options.append(options.isEmpty() ? "" : "&").append(option);
            }
        }
        return new Server(
                uri.getHost() + ":" + (uri.getPort() < 0 ? 5432 : uri.getPort()),
                path.substring(1),
                schema,
                who[0].isEmpty() ? null : decoded(who[0]),
                who.length < 2 ? null : Secret.of(decoded(who[1])),
                options.toString());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
