package prevenance.console;

import io.javalin.http.Context;
import prevenance.cases.CaseOutcome;

/// What became of an act on a case, in the reader's language.
final class OutcomeWords {
    private final Shell shell;

    OutcomeWords(Shell shell) {
        this.shell = shell;
    }

    /// Whether it was done.
    static boolean isDone(CaseOutcome outcome) {
        return outcome instanceof CaseOutcome.Done;
    }

    String of(Context context, CaseOutcome outcome) {
        return switch (outcome) {
            case CaseOutcome.Done _ -> shell.text(context, "outcome-case.done");
            case CaseOutcome.NotFound _ -> shell.text(context, "outcome-case.not-found");
            case CaseOutcome.AlreadyClosed closed ->
                closed.reason() == null
                        ? shell.text(context, "outcome-case.closed")
                        : shell.text(
                                context,
                                "outcome-case.closed-because",
                                shell.text(context, "close-reason." + closed.reason()));
            case CaseOutcome.Conflict conflict -> WhyWords.of(shell, context, conflict.why());
            case CaseOutcome.Refused refused -> WhyWords.of(shell, context, refused.why());
        };
    }
}
