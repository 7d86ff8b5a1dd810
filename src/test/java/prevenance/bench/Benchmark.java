package prevenance.bench;

import java.util.List;

/// One subject that is measured.
interface Benchmark {
    /// For choosing it on the command line: the whole name, or what stands before its dash.
    String name();

    /// Measures.
    List<Figure> run(Place place) throws Exception;
}
