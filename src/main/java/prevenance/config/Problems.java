package prevenance.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects everything wrong in one reading, so that it can be said at once.
public final class Problems {
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    public void add(String file, @Nullable Integer line, String path, String message, String remedy) {
        problems.add(new Problem(file, line, path, message, remedy));
    }

    /// Adds what was found elsewhere.
    public void add(Problem problem) {
        problems.add(problem);
    }

    /// Something that works but should be changed; never stops the start.
    public void warn(String file, @Nullable Integer line, String path, String message, String remedy) {
        warnings.add(new Problem(file, line, path, message, remedy));
    }

    /// As [#warn(String, Integer, String, String, String)].
    public void warn(Problem problem) {
        warnings.add(problem);
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    public List<Problem> list() {
        return List.copyOf(problems);
    }

    public List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    /// Takes a problem back, because a better one says the same.
    void remove(Problem problem) {
        problems.remove(problem);
    }

    /// Throws with all problems, numbered in the order of the lines, when there is any.
    public void throwIfAny() {
        if (!isEmpty()) {
            throw new ConfigurationException(problems.stream()
                    .sorted(Comparator.comparing(Problem::file)
                            .thenComparing(Problem::line, Comparator.nullsFirst(Comparator.naturalOrder())))
                    .toList());
        }
    }
}
