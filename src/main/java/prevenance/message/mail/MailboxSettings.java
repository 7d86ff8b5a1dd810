package prevenance.message.mail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.config.Secret;
import prevenance.config.YamlSection;

/// The section `bounces.mailbox:`: the mailbox in which bounces and complaints arrive, over IMAP.
///
/// @param security     certificate and name of the server are always verified
/// @param certificates PEM file of the certificates to trust instead of Java's own list; null for Java's
/// @param folder       where mails arrive
/// @param handled      where they are put when they have been dealt with; created when absent
/// @param timeout      for each single answer of the server
/// @param deadline     for one whole visit, whatever the server does
public record MailboxSettings(
        String host,
        int port,
        Security security,
        String username,
        Secret password,
        @Nullable Path certificates,
        String folder,
        String handled,
        Duration timeout,
        Duration deadline) {
    private static final int IMAPS_PORT = 993;
    private static final int IMAP_PORT = 143;

    /// Null when no mailbox is named. RFC 8314: TLS from the first byte on port 993.
    public static @Nullable MailboxSettings read(YamlSection section) {
        Optional<String> host = section.optionalText("host");
        Security security = section.choice("security", Security.class, Security.TLS);
        int port = section.integer("port", security == Security.TLS ? IMAPS_PORT : IMAP_PORT, 1, 65_535);
        Optional<String> username = section.optionalText("username");
        Optional<Secret> password = section.optionalSecret("password");
        Duration timeout = section.duration("timeout", Duration.ofSeconds(30));
        Duration deadline = section.duration("deadline", Duration.ofMinutes(2));
        MailboxSettings settings = new MailboxSettings(
                host.orElse(""),
                port,
                security,
                username.orElse(""),
                password.orElseGet(() -> Secret.of("")),
                section.optionalText("certificates").map(Path::of).orElse(null),
                section.text("folder", "INBOX"),
                section.text("handled", "Prevenance"),
                timeout,
                deadline);
        if (host.isEmpty()) {
            return null;
        }
        if (username.isEmpty() || password.isEmpty()) {
            section.problem(
                    username.isEmpty() ? "username" : "password",
                    "is missing",
                    "a mailbox needs a name and a password");
        }
        if (security == Security.NONE && !MailSettings.isLoopback(host.get())) {
            section.problem("security", "'none' would send the password readable", "use tls or starttls");
        }
        if (settings.folder().equals(settings.handled())) {
            section.problem("handled", "is the folder that is read", "name another folder");
        }
        return settings;
    }
}
