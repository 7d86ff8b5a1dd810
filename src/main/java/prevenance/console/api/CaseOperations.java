package prevenance.console.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CaseActions;
import prevenance.cases.CaseOutcome;
import prevenance.cases.CloseReason;
import prevenance.console.access.Scope;
import prevenance.store.Database;

/// What a program can do with a case. It says which version of it it saw, so that nobody's work is overwritten.
final class CaseOperations {
    private static final int LONGEST = 10_000;

    private final Database database;
    private final CaseActions cases;
    private final Listings listings;

    /// @param cases the console's own
    CaseOperations(Database database, CaseActions cases, Listings listings) {
        this.database = database;
        this.cases = cases;
        this.listings = listings;
    }

    List<Operation> operations() {
        return List.of(
                Operation.act("/cases/{id}/notes", Scope.CASES_WRITE, this::note),
                Operation.act("/cases/{id}/assign", Scope.CASES_WRITE, this::assign),
                Operation.act("/cases/{id}/close", Scope.CASES_WRITE, this::close));
    }

    private ApiAnswer note(ApiCall call) {
        JsonBody body = call.read();
        String text = required(body, "text");
        body.rejectUnknown().throwIfAny();
        int seen = seen(call);
        return answer(call, cases.note(call.id(), text, call.token().author(), seen, call.now()));
    }

    private ApiAnswer assign(ApiCall call) {
        JsonBody body = call.read();
        if (!body.has("owner")) {
            body.fault("owner", "is missing", "name somebody, or write null to give the case back");
        }
        Optional<String> owner = body.text("owner");
        body.rejectUnknown().throwIfAny();
        int seen = seen(call);
        return answer(
                call, cases.assign(call.id(), owner.orElse(null), call.token().author(), seen, call.now()));
    }

    private ApiAnswer close(ApiCall call) {
        JsonBody body = call.read();
        CloseReason reason = reason(body);
        @Nullable String note = body.text("note").orElse(null);
        if (note != null && note.length() > LONGEST) {
            body.fault("note", "is longer than " + LONGEST + " characters", "shorten it");
        }
        body.rejectUnknown().throwIfAny();
        int seen = seen(call);
        return answer(
                call,
                cases.close(
                        call.id(),
                        java.util.Objects.requireNonNull(reason),
                        note,
                        call.token().author(),
                        seen,
                        call.now()));
    }

    private static @Nullable CloseReason reason(JsonBody body) {
        String word = required(body, "reason");
        Optional<CloseReason> reason = Arrays.stream(CloseReason.values())
                .filter(CloseReason::byPerson)
                .filter(one -> one.name().equals(word.toUpperCase(Locale.ROOT).replace('-', '_')))
                .findFirst();
        if (reason.isEmpty() && !word.isEmpty()) {
            body.fault(
                    "reason",
                    "is no reason to close a case",
                    "write one of "
                            + Arrays.stream(CloseReason.values())
                                    .filter(CloseReason::byPerson)
                                    .map(Enum::name)
                                    .collect(Collectors.joining(", ")));
        }
        return reason.orElse(null);
    }

    private static String required(JsonBody body, String name) {
        String text = body.text(name).map(String::strip).orElse("");
        if (text.isEmpty() || text.length() > LONGEST) {
            body.fault(name, text.isEmpty() ? "is missing or empty" : "is longer than " + LONGEST + " characters", "");
        }
        return text;
    }

    /// The version the caller saw, which is still the newest.
    private int seen(ApiCall call) {
        int seen = call.ifMatch()
                .orElseThrow(() -> ApiProblem.of(
                        428,
                        "version-missing",
                        "Say which version you saw",
                        "Send the header If-Match with the case's version in quotes, as its ETag says."));
        Map<String, @Nullable Object> now = database.read(tx -> listings.serviceCase(tx, call.id()));
        if (!Integer.valueOf(seen).equals(now.get("version"))) {
            throw changed();
        }
        return seen;
    }

    private ApiAnswer answer(ApiCall call, CaseOutcome outcome) {
        return switch (outcome) {
            case CaseOutcome.Done _ -> ApiAnswer.ok(database.read(tx -> listings.serviceCase(tx, call.id())));
            case CaseOutcome.NotFound(long id) -> throw ApiProblem.notFound("There is no case " + id + ".");
            case CaseOutcome.AlreadyClosed _ ->
                throw ApiProblem.of(409, "closed", "The case is closed", "Look at it again.");
            case CaseOutcome.Conflict(long _, String why) ->
                throw ApiProblem.of(409, "conflict", "Something stands in the way", why);
            case CaseOutcome.Refused(String why) -> throw ApiProblem.of(422, "refused", "That cannot be", why);
        };
    }

    private static ApiProblem changed() {
        return ApiProblem.of(
                412, "changed", "The case has changed meanwhile", "Look at it again, and send its newest version.");
    }
}
