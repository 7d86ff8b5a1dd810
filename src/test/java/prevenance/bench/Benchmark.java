package prevenance.bench;

import java.nio.file.Path;
import java.util.List;

/// One subject that is measured.
interface Benchmark {
    /// For choosing it on the command line.
    String name();

    /// Measures.
    ///
    /// @param folder   empty, its own, deleted afterwards
    /// @param progress for whoever waits
    List<Figure> run(Path folder, Progress progress) throws Exception;
}
