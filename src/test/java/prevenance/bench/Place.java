package prevenance.bench;

import java.nio.file.Path;

/// Where and how much a benchmark measures.
///
/// @param folder   empty, its own, deleted afterwards
/// @param shared   what several benchmarks need is made there once and kept
/// @param progress for whoever waits
record Place(Path folder, Path shared, Size size, Progress progress) {}
