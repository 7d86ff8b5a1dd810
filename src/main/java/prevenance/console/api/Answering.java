package prevenance.console.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import prevenance.console.access.AuditStore;
import prevenance.console.access.Scope;
import prevenance.store.Database;
import prevenance.store.Tx;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Does what is asked, once for each idempotency key: the first answer is kept for a day and given again. A
/// request that was refused changed nothing and is not kept.
final class Answering {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Database database;
    private final IdempotencyStore kept = new IdempotencyStore();
    private final AuditStore audit = new AuditStore();

    /// An answer as it is sent.
    ///
    /// @param body JSON
    record Answered(int status, String body, Map<String, String> headers) {}

    Answering(Database database) {
        this.database = database;
    }

    Answered answer(Operation operation, ApiCall call, Optional<String> key, byte[] bytes) {
        return switch (operation.work()) {
            case Operation.Work.Look(var how) -> {
                ApiAnswer answer = database.<ApiAnswer>read(tx -> how.apply(tx, call));
                yield sent(operation, answer.status(), JSON.writeValueAsString(answer.body()), false);
            }
            case Operation.Work.Write(var how) ->
                database.<Answered>write(tx -> once(tx, operation, call, key, bytes, () -> how.apply(tx, call)));
            // The act has a transaction of its own, which joins the one of key and record.
            case Operation.Work.Act(var how) ->
                database.<Answered>together(tx -> once(tx, operation, call, key, bytes, () -> how.apply(call)));
        };
    }

    private interface Doing {
        ApiAnswer run();
    }

    private Answered once(Tx tx, Operation operation, ApiCall call, Optional<String> key, byte[] bytes, Doing doing) {
        String hash = hash(operation, call, bytes);
        Optional<IdempotencyStore.Kept> before = key.flatMap(k -> kept.find(tx, call.token(), k, call.now()));
        if (before.isPresent()) {
            return again(operation, before.get(), hash);
        }
        ApiAnswer answer = doing.run();
        String json = JSON.writeValueAsString(answer.body());
        key.ifPresent(k -> kept.save(tx, call.token(), k, hash, answer.status(), json, call.now()));
        note(tx, operation, call, answer);
        return sent(operation, answer.status(), json, false);
    }

    /// Orders come by the thousand and say themselves when they came; what else is written is noted.
    private void note(Tx tx, Operation operation, ApiCall call, ApiAnswer answer) {
        if (operation.scope() != Scope.ORDERS_WRITE) {
            String thing = operation.path().substring(1).replaceFirst("s(/.*)?$", "");
            audit.write(
                    tx,
                    call.token().author(),
                    "api" + operation.path().replace("/{id}", "").replace('/', '.'),
                    thing + ":" + answer.body().get("id"),
                    null,
                    call.now());
        }
    }

    private static Answered again(Operation operation, IdempotencyStore.Kept kept, String hash) {
        if (!kept.requestHash().equals(hash)) {
            throw ApiProblem.of(
                    422,
                    "key-reused",
                    "The idempotency key belongs to another request",
                    "Take a new key for each request, and the same one only to repeat it.");
        }
        return sent(operation, kept.status(), kept.body(), true);
    }

    /// What follows from a body is said in headers too, also when the answer is given again.
    private static Answered sent(Operation operation, int status, String json, boolean again) {
        Map<String, String> headers = new LinkedHashMap<>();
        JsonNode body = JSON.readTree(json);
        if (body.has("version")) {
            headers.put("ETag", "\"" + body.get("version").asString() + "\"");
        }
        if (status == 201) {
            headers.put(
                    "Location",
                    Api.ROOT + operation.path() + "/" + body.get("id").asString());
        }
        if (again) {
            headers.put("Idempotent-Replayed", "true");
        }
        return new Answered(status, json, headers);
    }

    private static String hash(Operation operation, ApiCall call, byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((operation.method() + " " + operation.path() + " " + call.id() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
