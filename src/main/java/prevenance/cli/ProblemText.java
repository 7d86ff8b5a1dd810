package prevenance.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import prevenance.config.Problem;

/// Problems as a person reads them: by file, then line, what is wrong, the remedy below.
final class ProblemText {
    private static final String MARGIN = "      ";

    private final Terminal terminal;

    ProblemText(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Both lists in the order of files and lines.
    void print(Path folder, List<Problem> problems, List<Problem> remarks) {
        Path shown = Path.of("").toAbsolutePath().equals(folder.toAbsolutePath().getParent())
                ? folder.getFileName()
                : folder;
        String file = "";
        for (Problem problem : problems) {
            file = file(shown, file, problem, "");
            print(problem);
        }
        file = "";
        for (Problem remark : remarks) {
            file = file(shown, file, remark, "  (remark)");
            print(remark);
        }
    }

    private String file(Path folder, String before, Problem problem, String kind) {
        if (!before.equals(problem.file())) {
            terminal.line(Ansi.AUTO.new Text("@|bold " + folder.resolve(problem.file()) + "|@" + kind).toString());
        }
        return problem.file();
    }

    private void print(Problem problem) {
        String line = problem.line() == null ? "    -" : String.format("%5d", problem.line());
        String what = problem.path().isEmpty() ? problem.message() : problem.path() + ": " + problem.message();
        terminal.wrapped(line + " ", MARGIN, what);
        problem.details().forEach(detail -> terminal.wrapped(MARGIN, MARGIN + "      ", detail));
        if (!problem.remedy().isEmpty()) {
            terminal.wrapped(MARGIN + "→ ", MARGIN + "  ", problem.remedy());
        }
    }
}
