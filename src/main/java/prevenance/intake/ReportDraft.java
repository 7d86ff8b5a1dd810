package prevenance.intake;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts while a file is read.
final class ReportDraft {
    /// A report of more lines helps nobody, and must not fill the memory.
    static final int LISTED = 1000;

    private final ImportKind kind;
    private final String file;
    private final List<RowProblem> problems = new ArrayList<>();
    private final List<RowProblem> warnings = new ArrayList<>();
    private long problemCount;
    private long warningCount;
    private long lastRejectedLine = -1;
    long rows;
    long added;
    long changed;
    long unchanged;
    long rejected;
    long told;

    @Nullable
    String encoding;

    @Nullable
    Character separator;

    ReportDraft(ImportKind kind, String file) {
        this.kind = kind;
        this.file = file;
    }

    /// A row may be rejected for several reasons and counts once. Rows come one after the other.
    void reject(RowProblem problem) {
        if (problem.line() != lastRejectedLine) {
            rejected++;
            lastRejectedLine = problem.line();
        }
        problemCount++;
        if (problems.size() < LISTED) {
            problems.add(problem);
        }
    }

    void warn(RowProblem warning) {
        warningCount++;
        if (warnings.size() < LISTED) {
            warnings.add(warning);
        }
    }

    ImportReport done() {
        return new ImportReport(
                kind,
                file,
                null,
                encoding,
                separator,
                rows,
                added,
                changed,
                unchanged,
                rejected,
                told,
                problems,
                problemCount - problems.size(),
                warnings,
                warningCount - warnings.size(),
                false);
    }

    static ImportReport refused(@Nullable ImportKind kind, String file, RowProblem why) {
        return new ImportReport(kind, file, why, null, null, 0, 0, 0, 0, 0, 0, List.of(), 0, List.of(), 0, false);
    }

    static ImportReport knownBefore(ImportKind kind, String file) {
        return new ImportReport(kind, file, null, null, null, 0, 0, 0, 0, 0, 0, List.of(), 0, List.of(), 0, true);
    }
}
