package prevenance.message.mail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.config.Secret;
import prevenance.config.YamlSection;

/// The section `mail:`.
///
/// @param host           the shop's mail server
/// @param security       how the way there is protected; certificate and name of the server are always verified
/// @param username       null when the server wants no log-in
/// @param certificates   PEM file of the certificates to trust instead of Java's own list; null for Java's
/// @param timeout        for each single answer of the server
/// @param deadline       for one whole sending, whatever the server does
/// @param workers        connections used at once
/// @param firstRetry     pause after the first deferral; doubles each time
/// @param retryCap       the longest pause
/// @param giveUp         age of the first deferral at which a message is given up
/// @param perSecond      at most so many mails a second, null for no limit
/// @param pauses         how long the server is left alone when nobody's mail gets through
public record MailSettings(
        String host,
        int port,
        Security security,
        @Nullable String username,
        @Nullable Secret password,
        @Nullable Path certificates,
        Duration timeout,
        Duration deadline,
        int workers,
        Duration firstRetry,
        Duration retryCap,
        Duration giveUp,
        @Nullable Integer perSecond,
        PauseSettings pauses) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
    private static final int SUBMISSION_PORT = 587;
    private static final int SUBMISSIONS_PORT = 465;
    private static final int PLAIN_PORT = 25;

    /// Reads with defaults: STARTTLS on the submission port (RFC 6409: 587; RFC 8314: 465 for TLS at once), giving up
    /// after two days.
    public static MailSettings read(YamlSection section) {
        String host = section.text("host", "localhost");
        Security security = section.choice("security", Security.class, Security.STARTTLS);
        int port = section.integer(
                "port",
                switch (security) {
                    case NONE -> PLAIN_PORT;
                    case STARTTLS -> SUBMISSION_PORT;
                    case TLS -> SUBMISSIONS_PORT;
                },
                1,
                65_535);
        Optional<String> username = section.optionalText("username").filter(name -> !name.isBlank());
        Optional<Secret> password = section.optionalSecret("password");
        boolean allowPlaintext = section.yesNo("allow-plaintext", false);
        if (security == Security.NONE && !isLoopback(host)) {
            if (username.isPresent()) {
                section.problem("security", "'none' would send the password readable", "use starttls or tls");
            } else if (!allowPlaintext) {
                section.problem(
                        "security",
                        "'none' would send customers' names and addresses readable to '" + host + "'",
                        "use starttls or tls, or set 'allow-plaintext: true'");
            }
        }
        if (username.isPresent() != password.isPresent()) {
            section.problem(
                    username.isPresent() ? "username" : "password",
                    "username and password only work together",
                    "set both or none");
        }
        Duration timeout = section.duration("timeout", Duration.ofSeconds(30));
        Duration deadline = section.duration("deadline", Duration.ofSeconds(60));
        if (deadline.compareTo(timeout) < 0) {
            section.problem(
                    "deadline", "is shorter than 'timeout'", "give one sending at least the time of one answer");
        }
        YamlSection retry = section.section("retry");
        Duration giveUp = retry.duration("give-up", Duration.ofDays(2));
        if (giveUp.compareTo(Duration.ofDays(5)) > 0) {
            retry.problem("give-up", "is longer than 5 days", "write at most 5d");
        }
        return new MailSettings(
                host,
                port,
                security,
                username.orElse(null),
                password.orElse(null),
                section.optionalText("certificates").map(Path::of).orElse(null),
                timeout,
                deadline,
                section.integer("workers", 2, 1, 32),
                retry.duration("first", Duration.ofMinutes(2)),
                retry.duration("cap", Duration.ofHours(1)),
                giveUp,
                section.optionalInteger("per-second", 1, 10_000).orElse(null),
                PauseSettings.read(section.section("pauses")));
    }

    /// A server on this machine, unprotected, with the usual pauses: for a demo or a test.
    public static MailSettings local(int port) {
        return new MailSettings(
                "localhost",
                port,
                Security.NONE,
                null,
                null,
                null,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                2,
                Duration.ofMinutes(2),
                Duration.ofHours(1),
                Duration.ofDays(2),
                null,
                PauseSettings.defaults());
    }

    static boolean isLoopback(String host) {
        return LOOPBACK.contains(host) || host.startsWith("127.");
    }
}
