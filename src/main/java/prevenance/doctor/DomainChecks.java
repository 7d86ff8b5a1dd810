package prevenance.doctor;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.Attributes;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;
import prevenance.message.mail.DkimRecord;
import prevenance.message.mail.DkimSettings;

/// What the world's name servers say of the sender's domain: without SPF (RFC 7208), DKIM (RFC 6376) and DMARC
/// (RFC 7489) large mail services refuse mail or hide it.
final class DomainChecks {
    private static final String PATIENCE_MS = "3000";

    private final @Nullable String server;

    /// @param server a name server's address such as `dns://127.0.0.1:5353`; null for the machine's own
    DomainChecks(@Nullable String server) {
        this.server = server;
    }

    /// @param signing null when mails are not signed here
    List<Finding> look(String domain, @Nullable DkimSettings signing) {
        List<Finding> findings = new ArrayList<>();
        findings.add(found(domain, "SPF", "v=spf1", domain, "domain.spf"));
        findings.add(found("_dmarc." + domain, "DMARC", "v=DMARC1", domain, "domain.dmarc"));
        if (signing != null) {
            DkimRecord wanted = DkimRecord.of(signing);
            String key = wanted.value().replaceFirst(".*; p=", "p=");
            findings.add(found(wanted.name(), "DKIM", key, wanted.value(), "domain.dkim"));
        }
        return findings;
    }

    private Finding found(String name, String what, String mark, String domain, String key) {
        try {
            Optional<String> record = texts(name).stream()
                    .filter(text -> text.replace(" ", "").contains(mark.replace(" ", "")))
                    .findFirst();
            return record.map(text -> Finding.of(Topic.DOMAIN, Standing.FINE, what, "domain.there", name, text))
                    .orElseGet(() -> Finding.of(Topic.DOMAIN, Standing.WARNING, what, key, name, domain));
        } catch (NameNotFoundException none) {
            return Finding.of(Topic.DOMAIN, Standing.WARNING, what, key, name, domain);
        } catch (NamingException noAnswer) {
            return Finding.of(
                    Topic.DOMAIN,
                    Standing.UNKNOWN,
                    what,
                    "domain.unknown",
                    name,
                    String.valueOf(noAnswer.getMessage()));
        }
    }

    /// The protocol's long texts come in pieces between quotation marks.
    // The library wants this table; of a name server nothing is read but texts, and no object.
    @SuppressWarnings({"JdkObsolete", "BanJNDI"})
    private List<String> texts(String name) throws NamingException {
        Hashtable<String, String> wanted = new Hashtable<>();
        wanted.put("java.naming.factory.initial", "com.sun.jndi.dns.DnsContextFactory");
        wanted.put("com.sun.jndi.dns.timeout.initial", PATIENCE_MS);
        wanted.put("com.sun.jndi.dns.timeout.retries", "1");
        if (server != null) {
            wanted.put("java.naming.provider.url", server);
        }
        DirContext names = new InitialDirContext(wanted);
        try {
            Attributes found = names.getAttributes(name, new String[] {"TXT"});
            Attribute texts = found.get("TXT");
            List<String> all = new ArrayList<>();
            if (texts != null) {
                NamingEnumeration<?> each = texts.getAll();
                while (each.hasMore()) {
                    all.add(String.valueOf(each.next()).replace("\" \"", "").replace("\"", ""));
                }
            }
            return all;
        } finally {
            names.close();
        }
    }
}
