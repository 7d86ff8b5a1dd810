package prevenance.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.store.Database;
import prevenance.store.Pseudonyms;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// After an older copy of the database was put back, whom it brings back is erased again: the certificates that lie
/// beside it, and that it does not know, say who.
final class Restored {
    private static final Logger LOG = LoggerFactory.getLogger(Restored.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    /// In the record of who did what.
    private static final String ACTOR = "prevenance";

    private final Database database;
    private final Path certificates;
    private final Erasure erasure;
    private final RestoredStore store = new RestoredStore();

    Restored(Database database, Path certificates, Erasure erasure) {
        this.database = database;
        this.certificates = certificates;
        this.erasure = erasure;
    }

    /// Gives how many people were erased again.
    int eraseAgain(Instant now) {
        Map<String, Instant> unknown = unknown();
        if (unknown.isEmpty()) {
            return 0;
        }
        Set<Person> people = new HashSet<>();
        database.read(tx -> {
            Pseudonyms pseudonyms = Pseudonyms.find(tx).orElse(null);
            if (pseudonyms != null) {
                store.orders(tx, order -> {
                    Instant byNumber = unknown.get(pseudonyms.ofOrder(order.number()));
                    Instant byAddress = order.email() == null ? null : unknown.get(pseudonyms.ofAddress(order.email()));
                    // Who ordered again after he was erased has made himself known anew.
                    if (byNumber != null && order.importedAt().isBefore(byNumber)) {
                        people.add(Person.ofOrder(order.number()));
                    }
                    if (byAddress != null && order.importedAt().isBefore(byAddress)) {
                        people.add(Person.withEmail(String.valueOf(order.email())));
                    }
                });
            }
            return true;
        });
        int again = 0;
        for (Person person : people) {
            if (erasure.erase(person, ACTOR, true, now) instanceof ErasureOutcome.Done) {
                again++;
            }
        }
        if (again > 0) {
            LOG.atWarn().addKeyValue("people", again).log("erased again after an older copy was put back");
        }
        return again;
    }

    private Map<String, Instant> unknown() {
        if (!Files.isDirectory(certificates)) {
            return Map.of();
        }
        Map<String, Instant> found = new HashMap<>();
        try (Stream<Path> files = Files.list(certificates)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                read(file, found);
            }
        } catch (IOException unreadable) {
            LOG.atWarn().addKeyValue("folder", certificates).log("certificates of erasures cannot be read");
        }
        List<String> known = database.read(tx -> store.known(tx));
        found.keySet().removeIf(known::contains);
        return found;
    }

    private static void read(Path file, Map<String, Instant> found) throws IOException {
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            Instant at = Instant.parse(json.path("at").asString());
            found.merge(json.path("subject").asString(), at, (one, other) -> one.isAfter(other) ? one : other);
        } catch (JacksonException | java.time.DateTimeException notOne) {
            LOG.atWarn().addKeyValue("file", file.getFileName()).log("is no certificate of an erasure");
        }
    }
}
